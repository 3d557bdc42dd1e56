import { SqliteError } from 'better-sqlite3';

export type StorageErrorKind =
  'in_use' | 'newer' | 'locked' | 'not_writable' | 'full' | 'not_a_database' | 'damaged' | 'wrong_key';

/** The database cannot be used. The message says in one or two sentences what is wrong and what to do; `kind` is for programs. */
export class StorageError extends Error {
  readonly kind: StorageErrorKind;
  constructor(kind: StorageErrorKind, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StorageError';
    this.kind = kind;
  }
}

const codes: readonly (readonly [
  prefix: string,
  kind: StorageErrorKind,
  message: (file: string) => string,
])[] = [
  [
    'SQLITE_BUSY',
    'locked',
    (file) => `Another program is holding the database ${file}. Close it, then start again.`,
  ],
  [
    'SQLITE_LOCKED',
    'locked',
    (file) => `Another program is holding the database ${file}. Close it, then start again.`,
  ],
  ['SQLITE_READONLY', 'not_writable', notWritable],
  ['SQLITE_CANTOPEN', 'not_writable', notWritable],
  ['SQLITE_PERM', 'not_writable', notWritable],
  [
    'SQLITE_FULL',
    'full',
    (file) => `There is no room left to write to ${file}. Free some disk space; nothing was half-written.`,
  ],
  [
    'SQLITE_NOTADB',
    'not_a_database',
    (file) => `${file} is not a database. Move it away, or point DATABASE_URL elsewhere.`,
  ],
  ['SQLITE_CORRUPT', 'damaged', (file) => `The database ${file} is damaged. Restore a backup.`],
];

function notWritable(file: string): string {
  return `The database ${file} cannot be written. Check that the folder exists and belongs to this user, and DATABASE_URL.`;
}

/** Puts what SQLite or the file system says about a database file into words; anything else comes back as it was. */
export function explainStorageError(cause: unknown, file: string): unknown {
  if (cause instanceof SqliteError) {
    const found = codes.find(([prefix]) => cause.code.startsWith(prefix));
    return found ? new StorageError(found[1], found[2](file), { cause }) : cause;
  }
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOSPC')
    return new StorageError('full', `There is no room left for ${file}. Free some disk space.`, { cause });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
    return new StorageError('not_writable', notWritable(file), { cause });
  return cause;
}
