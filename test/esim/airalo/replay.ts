import { readFileSync } from 'node:fs';
import { catalogueFor } from '../../../src/domain/plan.ts';
import { createAiralo } from '../../../src/esim/airalo/airalo.ts';
import { renewalRuleOf } from '../../../src/esim/airalo/renewal-rule.ts';
import type { PackageMap } from '../../../src/services/supply-port.ts';
import { readCatalogue } from '../../../src/storage/catalogue-file.ts';

/** An answer of Airalo's as its documentation shows it. */
interface Recorded {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly html?: string;
}
type Subject =
  'token' | 'packages' | 'orders' | 'top-ups' | 'sims' | 'usage' | 'history' | 'account' | 'errors';
export type AnswerName = `${Subject}: ${string}`;

const whole = readCatalogue('db/catalogue.json');
const usual = new Map([
  ['it-5gb-30d', { package: 'mamma-mia-30days-5gb' }],
  ['it-3gb-30d', { package: 'mamma-mia-30days-3gb' }],
  ['it-unl-5d', { package: 'mamma-mia-5days-unlimited' }],
  ['it-voice-10gb-30d', { package: 'mamma-mia-30days-10gb-voice' }],
  ['it-10gb-30d', { package: 'mamma-mia-30days-10gb' }],
  ['jp-5gb-30d', { package: 'moshi-moshi-30days-5gb' }],
]);

export function recorded(subject: Subject): Readonly<Record<string, Recorded>> {
  const file = new URL(`recorded/${subject}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Recorded>;
}

function answerNamed(name: AnswerName): Recorded {
  const [subject = '', title = ''] = name.split(/: (.*)/);
  const answer = recorded(subject as Subject)[title];
  if (!answer) throw new Error(`nothing is recorded as ${name}`);
  return answer;
}

/** Airalo as it was recorded. An address answers with its answers in turn, and then with the last one for ever. `packages`: our file. */
export function replay(
  given: Readonly<Record<string, AnswerName | readonly (AnswerName | Error)[]>>,
  { sleep, packages = usual }: { sleep?: () => Promise<unknown>; packages?: PackageMap } = {},
) {
  const catalogue = catalogueFor(whole, packages, renewalRuleOf);
  const table = {
    'POST token': 'token: given' as const,
    'GET packages': 'packages: net prices' as const,
    ...given,
  };
  const asked: { name: string; url: URL; request: RequestInit }[] = [];
  const logged: string[] = [];
  let now = Date.UTC(2023, 0, 20, 12);

  const stub = (address: unknown, request: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(address));
    const name = `${request.method ?? 'GET'} ${url.pathname.replace('/v2/', '').replace(/\d{10,}/, ':iccid')}`;
    const answers = [
      (table as Record<string, AnswerName | readonly (AnswerName | Error)[]>)[name] ?? [],
    ].flat();
    const turn = asked.filter((one) => one.name === name).length;
    asked.push({ name, url, request });
    const answer = answers[turn] ?? answers.at(-1);
    if (answer === undefined) throw new Error(`nothing is recorded for ${name}`);
    if (answer instanceof Error) return Promise.reject(answer);
    const { status, headers, body, html } = answerNamed(answer);
    return Promise.resolve(
      new Response(html ?? JSON.stringify(body), headers ? { status, headers } : { status }),
    );
  };
  const log = (facts: object, message: string): void =>
    void logged.push(`${message} ${JSON.stringify(facts)}`);
  const { provider, optIn } = createAiralo({
    clientId: 'client',
    clientSecret: 'top-secret',
    baseUrl: 'https://airalo.test',
    packages,
    catalogue,
    fetch: stub,
    clock: () => now,
    logger: { info: log, warn: log, error: log },
    sleep:
      sleep ??
      ((milliseconds) => {
        now += milliseconds;
        return Promise.resolve();
      }),
  });
  return {
    provider,
    optIn,
    asked,
    logged,
    /** How often this address was asked. */
    count: (name: string) => asked.filter((one) => one.name === name).length,
    now: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export const ref = { id: '8944465400003573253', iccid: '8944465400003573253' };
export const maker = { key: 'order_key_1', planId: 'it-5gb-30d' };

/** An eSIM with this usage and history. */
export function sim(usage: AnswerName, history: AnswerName, one: AnswerName = 'sims: one') {
  return { 'GET sims/:iccid': one, 'GET sims/:iccid/usage': usage, 'GET sims/:iccid/packages': history };
}

/** What a call ended in. */
export async function endOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: { kind?: string }) => error.kind ?? 'not of the port',
  );
}
