import path from 'node:path';
import { ConfigError, readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import type { Catalogue } from '../domain/plan.ts';
import { createSpeeches } from '../i18n/speech.ts';
import type { Speech } from '../i18n/speech.ts';
import { createClockSkew } from '../services/clock-skew.ts';
import { createDiskWatch } from '../services/watches.ts';
import { readCatalogue } from '../storage/catalogue-file.ts';
import { freeShareOf } from '../storage/free-space.ts';
import { inspectSqlite } from '../storage/inspection.ts';
import { readSupplierFile } from '../storage/supplier-file.ts';
import { createVault } from '../storage/vault.ts';
import { checkClock } from './clock.ts';
import { checkDatabase } from './database.ts';
import { examine } from './examine.ts';
import { checkFiles } from './files.ts';
import type { Check } from './finding.ts';
import { checkMachine } from './machine.ts';
import { outsideChecks } from './outside.ts';
import { reportOf, withoutSecrets } from './report.ts';
import type { ExitCode } from './report.ts';
import { checkMistakes, checkSettings } from './settings.ts';

const root = path.join(import.meta.dirname, '../..');

type Environment = Readonly<Record<string, string | undefined>>;

export interface Visit {
  readonly env: Environment;
  readonly say: (line: string) => void;
  /** Each check has so long, in milliseconds. */
  readonly deadlineMs?: number;
  readonly envFile?: string;
  /** Where catalogue and packages lie. */
  readonly filesIn?: string;
  readonly now?: () => number;
  readonly freeShare?: () => Promise<number>;
  readonly nodeVersion?: string;
}

/** Joins the checks as `app.ts` joins the shop, makes them, and says what was found in the operator's language. */
export async function visit({
  env,
  say,
  deadlineMs = 15_000,
  envFile = '.env',
  filesIn = path.join(root, 'db'),
  now = Date.now,
  freeShare,
  nodeVersion = process.versions.node,
}: Visit): Promise<{ readonly exitCode: ExitCode }> {
  const speech = operatorsSpeech(env);
  const hide = withoutSecrets(env);
  const config = configOf(env);
  const good = config instanceof ConfigError ? undefined : config;
  const skew = createClockSkew({ now });
  const free = freeShare ?? (() => freeShareOf(good?.dataFolder ?? '.'));

  say(speech.t('doctor-title', { brand: '遠遊卡 · Yuanyou' }));
  say(speech.t('doctor-looking', { seconds: Math.ceil((2 * deadlineMs) / 1000) }));
  const outside = good && !good.sandbox ? await outsideChecks(good, { skew, filesIn }) : [];
  const settings = config instanceof ConfigError ? checkMistakes(config) : checkSettings(config, env);
  const chapters = await examine([settings, filesCheck(filesIn), ...outside], deadlineMs);
  const own = [
    checkMachine({ nodeVersion, envFile, freeShare: free, disk: createDiskWatch({ freeShare: free }) }),
    ...(good ? [databaseCheck(good)] : []),
    checkClock({ watch: skew.watch, now }),
  ];
  const { lines, exitCode } = reportOf([...chapters, ...(await examine(own, deadlineMs))], speech);
  for (const line of lines) say(hide(line));
  return { exitCode };
}

/** The language that the terminal is set to, by the order in which POSIX looks: `zh_TW.UTF-8`. */
function operatorsSpeech(env: Environment): Speech {
  const code = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(Boolean) ?? '';
  return createSpeeches(path.join(root, 'locales')).forCode(code.replace(/[.@].*$/, '').replaceAll('_', '-'));
}

function configOf(env: Environment): Config | ConfigError {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function filesCheck(folder: string): Check {
  let whole: Catalogue | undefined;
  const catalogue = {
    name: 'db/catalogue.json',
    count: () => {
      whole = readCatalogue(path.join(folder, 'catalogue.json'));
      return whole.plans.size;
    },
  };
  const packages = ['esimaccess', 'airalo'].map((id) => ({
    name: `db/suppliers/${id}.json`,
    count: () => whole && readSupplierFile(path.join(folder, 'suppliers', `${id}.json`), whole).size,
  }));
  return checkFiles([catalogue, ...packages]);
}

function databaseCheck({ DATABASE_URL: url, DATA_KEYS: keys }: Config): Check {
  return checkDatabase({
    file: url.slice('sqlite:'.length),
    inspect: () => inspectSqlite({ url, vault: createVault({ keys }) }),
  });
}
