import { setTimeout as sleep } from 'node:timers/promises';
import { incoming } from './mischief.ts';
import type { Temper } from './mischief.ts';
import { esimAccessSender } from './suppliers/esim-access.ts';

/** Brings a supplier's webhooks to the shop: late, twice, in another order, or not at all. */
export interface Post {
  deliver(request: Request, hangUp: () => Response): Promise<Response>;
}

/** Taken by something in between that delivers it later. */
const delayed = 0.2;
/** How long a shop that just starts is waited for, in real milliseconds. */
const patienceMs = 1500;

export function createPost({
  temper,
  toShop,
}: {
  temper: Temper;
  toShop: (request: Request) => Promise<Response>;
}): Post {
  async function patiently(request: Request): Promise<Response> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const response = await toShop(request.clone());
      if (response.status !== 503 || Date.now() > until) return response;
      await sleep(50);
    }
  }

  return {
    deliver: async (given, hangUp) => {
      const headers = new Headers(given.headers);
      // What is forged comes through, for its answer to be seen.
      if (headers.has('x-forged')) return toShop(given);
      // Whoever forges one says himself where it comes from.
      if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', esimAccessSender);
      const { url, method } = given;
      const request = new Request(url, {
        method,
        headers,
        body: method === 'POST' ? await given.arrayBuffer() : null,
      });
      // They are hints. While time jumps by hours and days there are thousands, and nothing may depend on them.
      if (temper.isCalm()) return new Response('', { status: 200 });
      if (temper.chance(delayed)) {
        void sleep(10 * temper.slowness()).then(() => toShop(request));
        return new Response('', { status: 200 });
      }
      const mischief = temper.take(incoming);
      if (mischief === 'lost before') return hangUp();
      if (mischief === 'slow') await sleep(temper.slowness());
      if (mischief === 'twice') await patiently(request);
      const response = await patiently(request);
      return mischief === 'lost after' ? hangUp() : response;
    },
  };
}
