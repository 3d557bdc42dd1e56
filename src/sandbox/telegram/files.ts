import { createHash, randomBytes } from 'node:crypto';
import type { Document, File, PhotoSize } from 'grammy/types';
import type { Store } from '../store.ts';
import type { Upload } from './method.ts';
import { badRequest } from './refusal.ts';

interface FileBody {
  name: string;
  mime: string;
  unique: string;
  size: number;
}
const MOST_DOWNLOADED = 20 * 2 ** 20;
export type Files = ReturnType<typeof createFiles>;
interface Row {
  file_id: string;
  path: string;
  body: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Files that went to or came from a chat, kept in the box's database. */
export function createFiles({ store }: { store: Store }) {
  const byId = store.db.prepare<[string], Row>('select * from files where file_id = ?');
  const byPath = store.db.prepare<[string], Row>('select * from files where path = ?');
  const insert = store.db.prepare('insert into files values (?, ?, ?, ?)');

  const save = ({ name, mime, bytes }: Upload): string => {
    const fileId = `BQAC${randomBytes(27).toString('base64url')}`;
    const unique = createHash('sha256').update(bytes).digest('base64url').slice(0, 15);
    const folder = mime.startsWith('image/') ? 'photos' : 'documents';
    const extension = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
    const path = `${folder}/file_${store.next('file')}${extension}`;
    insert.run(
      fileId,
      path,
      JSON.stringify({ name, mime, unique, size: bytes.byteLength } satisfies FileBody),
      bytes,
    );
    return fileId;
  };
  const find = (file: Upload | string) => {
    if (typeof file !== 'string' && file.bytes.byteLength === 0) throw badRequest('file must be non-empty');
    const row = byId.get(typeof file === 'string' ? file : save(file));
    if (!row) throw badRequest('wrong file identifier/HTTP URL specified');
    const { name, mime, unique, size } = JSON.parse(row.body) as FileBody;
    return { row, name, mime, ids: { file_id: row.file_id, file_unique_id: unique, file_size: size } };
  };
  return {
    save,
    /** The size and ids of a picture that was uploaded or sent before. */
    photo(file: Upload | string): PhotoSize {
      const { row, ids } = find(file);
      const size = pictureSize(Buffer.from(row.bytes));
      if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
      const { width, height } = size;
      if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height))
        throw badRequest('PHOTO_INVALID_DIMENSIONS');
      return { ...ids, width, height };
    },
    document(file: Upload | string): Document {
      const { ids, name, mime } = find(file);
      return { ...ids, file_name: name, mime_type: mime };
    },
    /** What `getFile` tells: a bot downloads 20 MB at most. */
    get(fileId: string): File {
      const { row, ids } = find(fileId);
      if (ids.file_size > MOST_DOWNLOADED) throw badRequest('file is too big');
      return { ...ids, file_path: row.path };
    },
    /** Bytes, name and type by file id or by path; nothing when unknown. */
    bytes(key: { fileId: string } | { path: string }) {
      const row = 'path' in key ? byPath.get(key.path) : byId.get(key.fileId);
      if (!row) return undefined;
      const { name, mime } = JSON.parse(row.body) as FileBody;
      return { bytes: row.bytes, name, mime };
    },
  };
}

/** Width and height from the header of a PNG or JPEG. */
function pictureSize(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length > 24 && bytes.toString('latin1', 1, 4) === 'PNG')
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let i = 2; i + 9 < bytes.length; i += 2 + bytes.readUInt16BE(i + 2)) {
    const marker = bytes[i + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(i + 7), height: bytes.readUInt16BE(i + 5) };
  }
  return undefined;
}
