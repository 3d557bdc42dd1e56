import type { PhotoSize, User } from 'grammy/types';
import { bitmapPng } from '../esim/png.ts';
import type { Files } from './telegram/files.ts';
import { mimeOf } from './telegram/mime.ts';

export type MediaKind = 'photo' | 'sticker' | 'voice' | 'document' | 'location' | 'contact';
/** What somebody sends; `bytes` and `name` for the kinds that have a file. */
export interface Media {
  bytes?: Uint8Array;
  name?: string;
}

/** What Telegram takes as a photo, and what the box takes as a file: more than a bot may fetch, so that this can be tried. */
const MOST_BYTES = { photo: 10 * 2 ** 20, document: 24 * 2 ** 20 };
/** The longest side of the smallest size that Telegram makes of a photo. */
const PREVIEW = 90;
/** A grey picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);
interface Deps extends Media {
  files: Files;
  kind: MediaKind;
  person: User;
}

/** The message fields of something that is not text. Throws a `RangeError` for more bytes than can be sent. */
export function mediaFields({ files, kind, bytes = PIXEL, name, person }: Deps): object {
  if (kind in MOST_BYTES && bytes.byteLength > MOST_BYTES[kind as keyof typeof MOST_BYTES])
    throw new RangeError(`${bytes.byteLength} bytes are too many to be sent as a ${kind}`);
  const stored = (as: string) => {
    const { file_path: _path, ...ids } = files.get(files.save({ name: as, mime: mimeOf(as), bytes }));
    return ids;
  };
  switch (kind) {
    case 'photo': {
      const as = isJpeg(bytes) ? 'photo.jpg' : 'photo.png';
      const photo = files.photo({ name: as, mime: mimeOf(as), bytes });
      return { photo: [...preview(files, photo), photo] };
    }
    case 'document': {
      const as = name ?? 'document.pdf';
      return { document: files.document({ name: as, mime: mimeOf(as), bytes }) };
    }
    case 'voice':
      return { voice: { ...stored('voice.ogg'), duration: 3, mime_type: 'audio/ogg' } };
    case 'sticker':
      return {
        sticker: {
          ...stored('sticker.webp'),
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          emoji: '🧳',
        },
      };
    case 'location':
      return { location: { latitude: 41.9, longitude: 12.5 } };
    case 'contact':
      return {
        contact: { phone_number: '+390000000000', first_name: person.first_name, user_id: person.id },
      };
  }
}

/** Telegram tells a photo's sizes from the smallest on; what is in it can be seen in the last alone. */
function preview(files: Files, { width, height }: PhotoSize): PhotoSize[] {
  const scale = PREVIEW / Math.max(width, height);
  if (scale >= 1) return [];
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  const bytes = bitmapPng({ columns: columns ?? 1, rows: rows ?? 1, scale: 1, isBlack: () => false });
  return [files.photo({ name: 'preview.png', mime: 'image/png', bytes })];
}

const isJpeg = (bytes: Uint8Array) => bytes[0] === 0xff && bytes[1] === 0xd8;
