import type { Speech } from '../i18n/speech.ts';
import type { Chapter } from './examine.ts';
import type { Finding, Verdict, Words } from './finding.ts';

const signs: Readonly<Record<Verdict, string>> = { well: '✓', advice: '!', wrong: '✗', unknown: '?' };

/** For scripts: 0 = well, or advice only; 1 = something must be mended; 2 = nothing known to be wrong, and not all could be checked. */
export type ExitCode = 0 | 1 | 2;

/** What was found, as lines for a person, and in one number for a script. */
export function reportOf(
  chapters: readonly Chapter[],
  speech: Speech,
): { readonly lines: readonly string[]; readonly exitCode: ExitCode } {
  const { t } = speech;
  const lines: string[] = [];
  let last = '';
  for (const { topic, findings } of chapters) {
    if (findings.length === 0) continue;
    const title = topic(speech);
    if (title !== last) lines.push('', title);
    last = title;
    for (const finding of findings) lines.push(...linesOf(finding, speech));
  }
  const all = chapters.flatMap(({ findings }) => findings);
  const count = (verdict: Verdict): number => all.filter((each) => each.verdict === verdict).length;
  const sum = {
    well: count('well'),
    advice: count('advice'),
    wrong: count('wrong'),
    unknown: count('unknown'),
  };
  const end = sum.wrong ? 'wrong' : sum.unknown ? 'unknown' : sum.advice ? 'advice' : 'well';
  lines.push('', t('doctor-sum', sum), t(`doctor-end-${end}`));
  return { lines, exitCode: sum.wrong ? 1 : sum.unknown ? 2 : 0 };
}

function linesOf(finding: Finding, speech: Speech): string[] {
  const line = (sign: string, words: Words): string =>
    `  ${sign} ${words(speech).replaceAll(/[ \t\r\n]+/g, ' ')}`;
  const first = line(signs[finding.verdict], finding.says);
  return finding.verdict === 'well' ? [first] : [first, `  ${line('→', finding.todo)}`];
}

/** Settings that nobody may read over the operator's shoulder; of an address with a password, the password. */
const secretNames = [
  'BOT_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
  'TELEGRAM_PROVIDER_TOKEN',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'ESIMACCESS_ACCESS_CODE',
  'ESIMACCESS_SECRET_KEY',
  'ESIM_WEBHOOK_PATH_SECRET',
  'AIRALO_CLIENT_ID',
  'AIRALO_CLIENT_SECRET',
  'DATA_KEY',
  'SMTP_URL',
];

/** The last fence: whatever words came from outside, none of our secrets leaves in them. */
export function withoutSecrets(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const secrets = secretNames
    .flatMap((name) => {
      const value = env[name] ?? '';
      if (name !== 'SMTP_URL') return [value, ...value.split(','), ...value.split(':').slice(1)];
      const { password = '' } = URL.parse(value) ?? {};
      return [value, password, decoded(password)];
    })
    .map((secret) => secret.trim())
    // Shorter ones would blacken ordinary words.
    .filter(({ length }) => length >= 6)
    .toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((shown, secret) => shown.replaceAll(secret, '•••'), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
