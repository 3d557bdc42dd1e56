import { type Context, Hono } from 'hono';
import { type Faults, hangUp } from '../faults.ts';
import { type BoxEnv, loopbackOnly, sameOrigin } from '../guard.ts';
import type { Wire } from '../wire.ts';
import { editingMethods } from './methods/editing.ts';
import { payingMethods } from './methods/paying.ts';
import { profileMethods } from './methods/profile.ts';
import { receivingMethods } from './methods/receiving.ts';
import { sendingMethods } from './methods/sending.ts';
import { readParameters } from './parameters.ts';
import { plainRefusal, Refusal, refusalBody } from './refusal.ts';
import type { Telegram } from './telegram.ts';

interface Deps {
  telegram: Telegram;
  token: string;
  faults: Faults;
  wire: Wire;
}

/** The Bot API over HTTP: `ANY /bot<token>/<method>` and `GET /file/bot<token>/<path>`. */
export function createBotApi({ telegram, token, faults, wire }: Deps): Hono<BoxEnv> {
  const now = () => telegram.clock.now();
  const entries = [profileMethods, receivingMethods, sendingMethods, editingMethods, payingMethods];
  const table = new Map(
    entries.flatMap((group) => group(telegram)).map((entry) => [entry.name.toLowerCase(), entry]),
  );

  const run = async (name: string, raw: Record<string, unknown>, signal: AbortSignal) => {
    const entry = table.get(name.toLowerCase());
    if (!entry) throw new Refusal(404, 'Not Found');
    // Only waiting for updates takes time; all else is one transaction that happens or does not.
    return entry.name === 'getUpdates'
      ? entry.run(raw, { signal })
      : telegram.store.write(() => entry.run(raw, { signal }));
  };
  const answer = async (c: Context<BoxEnv>, method: string) => {
    const fault = faults.take(method);
    let params: Record<string, unknown> = {};
    let body: object;
    let status = 200;
    try {
      if (fault?.kind === 'drop_before') return hangUp(c);
      if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
      params = await readParameters(c.req);
      if (fault?.kind === 'status') throw plainRefusal(fault.status, fault.description, fault.retryAfter);
      body = { ok: true, result: await run(method, params, c.req.raw.signal) };
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${String(error)}`);
      status = refusal.status;
      body = refusalBody(refusal);
    }
    const idle = 'result' in body && Array.isArray(body.result) && body.result.length === 0;
    const description = 'description' in body ? { description: String(body.description) } : {};
    if (method !== 'getUpdates' || !idle)
      wire.add({ at: now(), direction: 'to_telegram', method, params, status, ...description });
    if (method === 'getUpdates' && 'result' in body) noteUpdates(body.result);
    return fault?.kind === 'drop_after' ? hangUp(c) : Response.json(body, { status });
  };
  const noteUpdates = (updates: unknown) => {
    for (const update of Array.isArray(updates) ? (updates as object[]) : []) {
      const method = Object.keys(update).find((key) => key !== 'update_id') ?? '';
      wire.add({ at: now(), direction: 'to_bot', method, params: update, status: 200 });
    }
  };

  return new Hono<BoxEnv>()
    .use('/bot*', loopbackOnly, sameOrigin)
    .use('/file/*', loopbackOnly, sameOrigin)
    .all('/:bot{bot[^/]*}/:method', (c) => {
      if (c.req.param('bot') !== `bot${token}`)
        return Response.json(refusalBody(new Refusal(401, 'Unauthorized')), { status: 401 });
      return answer(c, c.req.param('method'));
    })
    .get('/file/:bot/:path{.+}', (c) => {
      if (c.req.param('bot') !== `bot${token}`)
        return Response.json(refusalBody(new Refusal(401, 'Unauthorized')), { status: 401 });
      const file = telegram.files.bytes({ path: c.req.param('path') });
      if (!file)
        return Response.json(refusalBody(new Refusal(404, 'Not Found: invalid file_path')), { status: 404 });
      return c.body(file.bytes, 200, {
        'content-type': file.mime,
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
      });
    });
}
