import { CatalogueError } from '../storage/catalogue-file.ts';
import { well, wrong } from './finding.ts';
import type { Check, Finding } from './finding.ts';

/** So many mistakes of one file are told; the others come to light when these are mended. */
const told = 5;

/** Whether the files of plans, prices and packages can be read. `count` reads one; undefined: not before another is right. */
export function checkFiles(files: readonly { readonly name: string; count(): number | undefined }[]): Check {
  return {
    topic: ({ t }) => t('doctor-topic-files'),
    ask: async function* () {
      for (const { name, count } of files) {
        try {
          const plans = count();
          if (plans !== undefined) yield well(({ t }) => t('doctor-file-well', { file: name, plans }));
        } catch (error) {
          yield* mistakesOf(name, error);
        }
      }
    },
  };
}

function mistakesOf(file: string, error: unknown): readonly Finding[] {
  const mistakes = error instanceof CatalogueError ? error.mistakes : [unread(error)];
  return mistakes.slice(0, told).map((what) =>
    wrong(
      ({ t }) => t('doctor-file-wrong', { file, what }),
      ({ t }) => t('doctor-file-wrong-todo', { file }),
    ),
  );
}

/** What the system says of a file that is not there or may not be read: `ENOENT`, `EACCES`. */
function unread(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
