import type { Context } from 'hono';
import { type createFaults, hangUp } from '../faults.ts';
import type { BoxEnv } from '../guard.ts';
import type { createEntrance } from './entrance.ts';
import type { EsimAccessFault, Manners } from './manners.ts';
import { EsimAccessRefusal } from './refusal.ts';

/** How one call is answered: what goes wrong on purpose, who asks, the work, the envelope. `name` is how faults call it. */
export function createProtocol({
  entrance,
  manners,
  faults,
  calls,
}: {
  entrance: ReturnType<typeof createEntrance>;
  manners: Manners;
  faults: ReturnType<typeof createFaults<EsimAccessFault>>;
  calls: Readonly<Record<string, (content: unknown) => unknown>>;
}): (c: Context<BoxEnv>, name: string) => Promise<Response> {
  return async (c, name) => {
    const fault = faults.take(name);
    if (fault?.kind === 'drop_before') return hangUp(c);
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault?.kind === 'status') return outage(fault.status, fault.retryAfter);
    if (manners.limited && !entrance.hasRoom()) return outage(429, 1);
    const body = await c.req.text();
    const { success, ...answer } = await enveloped(() => {
      entrance.check((header) => c.req.header(header), body);
      if (fault?.kind === 'refusal') throw new EsimAccessRefusal(fault.code, 'a refusal on purpose');
      const work = calls[name];
      if (!work) throw new EsimAccessRefusal('000103', 'no such method');
      return work(parsed(body));
    });
    if (fault?.kind === 'drop_after') return hangUp(c);
    const told = { success: manners.success === 'boolean' ? success : String(success), ...answer };
    return Response.json(manners.numbers === 'number' ? told : asText(told));
  };
}

async function enveloped(
  work: () => unknown,
): Promise<{ success: boolean; errorCode: string; errorMsg: string | null; obj: unknown }> {
  try {
    return { success: true, errorCode: '0', errorMsg: null, obj: await work() };
  } catch (error) {
    const refusal =
      error instanceof EsimAccessRefusal ? error : new EsimAccessRefusal('000001', String(error));
    return { success: false, errorCode: refusal.code, errorMsg: refusal.message, obj: null };
  }
}

/** A gateway's page, or the supplier's wish for a pause. */
function outage(status: number, retryAfter: number | undefined): Response {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  if (status >= 500) return new Response(`<html><h1>${status} Bad Gateway</h1></html>`, { status, headers });
  const answer = { success: false, errorCode: String(status), errorMsg: 'Too Many Requests' };
  return Response.json(answer, { status, headers });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new EsimAccessRefusal('000104', 'the request is not JSON');
  }
}

function asText(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'number' ? String(one) : one,
  ) as unknown;
}
