import { createEsimAccess } from '../../../src/esim/esim-access/esim-access.ts';
import { catalogue, createLog, packages } from './world.ts';

type Answer = object | Response | (() => object | Response | Promise<Response>);

/** The adapter with a supplier that answers what is written here, by path; the last answer stays. */
export function scripted(
  script: Readonly<Record<string, Answer | readonly Answer[]>>,
  { sleep }: { sleep?: () => Promise<unknown> } = {},
) {
  let now = Date.UTC(2026, 5, 1, 9, 7, 31);
  const log = createLog();
  const sent: { path: string; body: Record<string, unknown> }[] = [];
  const turns = new Map<string, number>();
  const adapter = createEsimAccess({
    accessCode: 'code',
    secretKey: 'the-secret-key',
    baseUrl: 'https://supplier.example/',
    packages,
    catalogue,
    clock: () => now,
    newRequestId: () => 'request',
    logger: log.logger,
    sleep: sleep ?? (async (milliseconds) => void (now += milliseconds)),
    fetch: async (url, init) => {
      const path = (typeof url === 'string' ? url : '').replace('https://supplier.example/api/v1/open/', '');
      const body = typeof init?.body === 'string' ? init.body : '{}';
      sent.push({ path, body: JSON.parse(body) as Record<string, unknown> });
      const answers = [script[path] ?? new Response('not found', { status: 404 })].flat();
      const turn = turns.get(path) ?? 0;
      turns.set(path, turn + 1);
      const answer = answers[Math.min(turn, answers.length - 1)];
      const given = typeof answer === 'function' ? await answer() : answer;
      return given instanceof Response ? given.clone() : Response.json(given);
    },
  });
  return {
    adapter,
    provider: adapter.provider,
    log,
    sent,
    now: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    asked: (path: string) => sent.filter((call) => call.path === path).length,
  };
}

/** A success in its envelope. */
export const yes = (obj: unknown): object => ({ success: true, errorCode: '0', errorMsg: null, obj });
/** A refusal in its envelope. */
export const no = (errorCode: string, errorMsg = 'refused'): object => ({
  success: false,
  errorCode,
  errorMsg,
  obj: null,
});
