import type { Context } from 'hono';
import { hangUp } from '../faults.ts';
import type { Fault, Faults } from '../faults.ts';
import type { BoxEnv } from '../guard.ts';
import type { Limits } from './limits.ts';
import type { Manners } from './manners.ts';
import { asRefusal } from './refusal.ts';
import type { Tokens } from './tokens.ts';

type Handler = (c: Context<BoxEnv>) => Promise<Response>;
type Work = (c: Context<BoxEnv>) => object | Promise<object>;

export type Door = ReturnType<typeof createDoor>;

/** What every call passes: faults on purpose, the token, the limits of sandbox mode; and what its work throws becomes an answer. */
export function createDoor({
  faults,
  tokens,
  limits,
  manners,
}: {
  faults: Faults;
  tokens: Tokens;
  limits: Limits;
  manners: Manners;
}) {
  const calls: string[] = [];
  return {
    /** The names of all calls so far. */
    calls,
    /** `name` is how faults call it; `open`: without a token. */
    handle:
      (name: string, work: Work, { open = false, status = 200 } = {}): Handler =>
      async (c) => {
        calls.push(name);
        const fault = faults.take(name);
        if (fault?.kind === 'drop_before') return hangUp(c);
        if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
        if (fault?.kind === 'status') return failure(fault);
        try {
          if (!open) tokens.check(c);
          if (manners.mode === 'sandbox') limits.perSecond(name, 5);
          const body = await work(c);
          return fault?.kind === 'drop_after' ? hangUp(c) : Response.json(body, { status });
        } catch (error) {
          const refusal = asRefusal(error);
          return Response.json(refusal.body, { status: refusal.status, headers: refusal.headers });
        }
      },
  };
}

/** A gateway's page where the description is one, else an error in JSON. */
function failure({ status, description = 'Server Error', retryAfter }: Fault & { kind: 'status' }): Response {
  const headers = new Headers(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
  if (!description.startsWith('<')) return Response.json({ message: description }, { status, headers });
  headers.set('content-type', 'text/html');
  return new Response(description, { status, headers });
}
