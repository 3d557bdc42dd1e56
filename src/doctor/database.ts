import type { Inspection } from '../storage/inspection.ts';
import { StorageError } from '../storage/storage-error.ts';
import { advice, well, wrong } from './finding.ts';
import type { Check, Finding } from './finding.ts';
import { machine } from './machine.ts';

/** "0 MB" would look like nothing at all. */
const megabyte = 2 ** 20;

/** Whether the database can be opened by this version and with this key; looked at beside a running shop. */
export function checkDatabase({
  file,
  inspect,
}: {
  file: string;
  inspect: () => Promise<Inspection>;
}): Check {
  return {
    topic: machine,
    ask: async function* () {
      try {
        yield* judge(file, await inspect());
      } catch (error) {
        const kind = error instanceof StorageError ? error.kind : 'damaged';
        yield wrong(
          ({ t }) => t('doctor-database-unread', { file }),
          ({ t }) => t('doctor-database-unread-todo', { kind }),
        );
      }
    },
  };
}

function* judge(file: string, found: Inspection): Iterable<Finding> {
  if (found.kind === 'absent') {
    yield well(({ t }) => t('doctor-database-new', { file }));
    return;
  }
  const { behind, newer, key, bytes } = found;
  if (newer)
    yield wrong(
      ({ t }) => t('doctor-database-newer', { file }),
      ({ t }) => t('doctor-database-newer-todo'),
    );
  else if (key === 'wrong')
    yield wrong(
      ({ t }) => t('doctor-database-key', { file }),
      ({ t }) => t('doctor-database-key-todo'),
    );
  else if (behind > 0)
    yield advice(
      ({ t }) => t('doctor-database-behind', { file, steps: behind }),
      ({ t }) => t('doctor-database-behind-todo'),
    );
  else
    yield well(({ t, data }) => t('doctor-database-well', { file, size: data(Math.max(bytes, megabyte)) }));
}
