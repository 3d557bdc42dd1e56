import { statSync } from 'node:fs';
import type { Watch } from '../services/alerts.ts';
import { advice, well, wrong } from './finding.ts';
import type { Check, Finding, Words } from './finding.ts';

/** Node must be of this major version. */
const nodeMajor = 24;

export const machine: Words = ({ t }) => t('doctor-topic-machine');

/** What the program runs on. `disk`: the same watch as that of the running shop. */
export function checkMachine({
  nodeVersion,
  envFile,
  freeShare,
  disk,
}: {
  nodeVersion: string;
  /** The file that settings come from, if there is one. */
  envFile: string;
  freeShare: () => Promise<number>;
  disk: Watch;
}): Check {
  return {
    topic: machine,
    ask: async function* () {
      yield nodeVersion.startsWith(`${nodeMajor}.`)
        ? well(({ t }) => t('doctor-node-well', { version: nodeVersion }))
        : wrong(
            ({ t }) => t('doctor-node-wrong', { version: nodeVersion }),
            ({ t }) => t('doctor-node-wrong-todo'),
          );
      yield* readers(envFile);
      const percent = Math.floor((await freeShare()) * 100);
      yield (await disk.ask()).kind === 'ill'
        ? wrong(
            ({ t }) => t('doctor-disk-full', { percent }),
            ({ t }) => t('doctor-disk-full-todo'),
          )
        : well(({ t }) => t('doctor-disk-well', { percent }));
    },
  };
}

/** Windows has no such permissions. */
function readers(file: string): readonly Finding[] {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || process.platform === 'win32') return [];
  if ((mode & 0o077) === 0) return [well(({ t }) => t('doctor-env-well'))];
  return [
    advice(
      ({ t }) => t('doctor-env-open'),
      ({ t }) => t('doctor-env-open-todo'),
    ),
  ];
}
