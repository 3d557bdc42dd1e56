// Opens the database given and keeps it until killed. Says "open", or why it could not.
import { openSqlite } from '../../../src/storage/sqlite.ts';
import { StorageError } from '../../../src/storage/storage-error.ts';

try {
  await openSqlite({ url: process.argv[2] ?? '', waitMs: 100 });
  console.log('open');
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(error instanceof StorageError ? `${error.kind}: ${error.message}` : String(error));
  process.exitCode = 1;
}
