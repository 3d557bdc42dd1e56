import type { User } from 'grammy/types';
import type { Files } from './telegram/files.ts';

export type MediaKind = 'photo' | 'sticker' | 'voice' | 'document' | 'location' | 'contact';

/** A grey picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);
interface Deps {
  files: Files;
  kind: MediaKind;
  bytes: Uint8Array | undefined;
  person: User;
}

/** The message fields of something that is not text, with `bytes` as the file where there is one. */
export function mediaFields({ files, kind, bytes = PIXEL, person }: Deps): object {
  const stored = (name: string, mime: string) => {
    const { file_path: _path, ...ids } = files.get(files.save({ name, mime, bytes }));
    return ids;
  };
  switch (kind) {
    case 'photo':
      return { photo: [files.photo({ name: 'photo.png', mime: 'image/png', bytes })] };
    case 'document':
      return { document: files.document({ name: 'document.pdf', mime: 'application/pdf', bytes }) };
    case 'voice':
      return { voice: { ...stored('voice.ogg', 'audio/ogg'), duration: 3, mime_type: 'audio/ogg' } };
    case 'sticker':
      return {
        sticker: {
          ...stored('sticker.webp', 'image/webp'),
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
