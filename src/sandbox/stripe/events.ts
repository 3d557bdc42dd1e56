import { createHmac } from 'node:crypto';
import type { WorldClock } from '../clock.ts';
import type { Store } from '../store.ts';
import type { Timers } from '../timers.ts';
import type { Wire } from '../wire.ts';
import type { Objects, StripeEvent } from './objects.ts';

/** `off` sends nothing; `held` keeps it for `release`; `duplicate` sends all twice; `reversed` the newest first, a second later. */
export const webhookModes = ['normal', 'off', 'duplicate', 'reversed', 'held'] as const;
export type WebhookMode = (typeof webhookModes)[number];
export type StripeEvents = ReturnType<typeof createStripeEvents>;

const API_VERSION = '2026-10-28.endive';
const backOff = (attempts: number) => Math.min(2 ** attempts, 60) * 1000;

interface Delivery {
  seq: number;
  event_id: string;
  attempts: number;
}

/** Events and their delivery: signed, at least once, tried again after 1, 2, 4 … 60 s of world time. */
export function createStripeEvents({
  store,
  clock,
  timers,
  wire,
  objects,
}: {
  store: Store;
  clock: WorldClock;
  timers: Timers;
  wire: Wire;
  objects: Objects;
}) {
  const { db } = store;
  const queue = db.prepare('insert into stripe_deliveries (event_id, attempts, due_at) values (?, 0, ?)');
  const due = (order: 'asc' | 'desc') =>
    db.prepare<[number], Delivery>(
      `select seq, event_id, attempts from stripe_deliveries where due_at <= ? order by seq ${order}`,
    );
  const inOrder = due('asc');
  const newestFirst = due('desc');
  const done = db.prepare('delete from stripe_deliveries where seq = ?');
  const later = db.prepare('update stripe_deliveries set attempts = attempts + 1, due_at = ? where seq = ?');
  const busy = new Map<number, Promise<void>>();
  const stopping = new AbortController();
  const mode = () => (store.get('stripe_webhooks') ?? 'normal') as WebhookMode;
  let endpoint: { url: string; secret: string } | null = null;

  async function deliver({ seq, event_id: id, attempts }: Delivery): Promise<void> {
    const event = objects.get('event', id);
    if (!event || !endpoint) return;
    const body = JSON.stringify(event);
    let status = 0;
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stripe-signature': sign(body, endpoint.secret) },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(20_000)]),
      });
      await response.body?.cancel();
      ({ status } = response);
    } catch {
      if (stopping.signal.aborted) return;
    }
    wire.add({ at: clock.now(), direction: 'to_bot', method: event.type, params: event.data.object, status });
    if (status >= 200 && status < 300) done.run(seq);
    else later.run(clock.now() + backOff(attempts), seq);
  }

  function pump(): void {
    const how = mode();
    if (!endpoint || stopping.signal.aborted || how === 'held' || how === 'off') return;
    const rows = (how === 'reversed' ? newestFirst : inOrder).all(clock.now());
    for (const row of rows.filter(({ seq }) => !busy.has(seq)))
      busy.set(
        row.seq,
        deliver(row).finally(() => busy.delete(row.seq)),
      );
  }
  timers.onSweep(pump);

  return {
    emit(type: string, object: object): void {
      const event: StripeEvent = {
        id: objects.newId('evt'),
        object: 'event',
        api_version: API_VERSION,
        created: clock.seconds(),
        livemode: false,
        pending_webhooks: 1,
        type,
        data: { object },
      };
      objects.put(event);
      const how = mode();
      if (how === 'off') return;
      for (let copy = 0; copy < (how === 'duplicate' ? 2 : 1); copy++)
        queue.run(event.id, clock.now() + (how === 'reversed' ? 1000 : 0));
      store.afterCommit(pump);
    },
    /** Where events go; the last one set counts. */
    sendTo: (to: { url: string; secret: string } | null) => void (endpoint = to),
    currentMode: mode,
    mode: (how: WebhookMode) => {
      store.set('stripe_webhooks', how);
      pump();
    },
    all: () => objects.all('event'),
    /** Deliveries that are due and not made yet. */
    due: () => (endpoint && !['off', 'held'].includes(mode()) ? inOrder.all(clock.now()).length : 0),
    async stop() {
      stopping.abort();
      await Promise.all(busy.values());
    },
  };
}

/** Stripe's scheme v1. The moment is real time: that is what a receiver's clock shows, however far the world has been moved. */
function sign(body: string, secret: string, at = Math.floor(Date.now() / 1000)): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}
