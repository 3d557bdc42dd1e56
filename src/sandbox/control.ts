import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Behaviour } from './behaviour.ts';
import type { SupplierControls } from './box.ts';
import { createElsewherePages } from './elsewhere-pages.ts';
import type { BoxEvent } from './events.ts';
import { createFilePages } from './file-pages.ts';
import { type BoxEnv, loopbackOnly, sameOrigin } from './guard.ts';
import { createMailPages } from './mail-pages.ts';
import type { Mailbox } from './mail.ts';
import { verdicts } from './stripe/disputes.ts';
import { webhookModes } from './stripe/events.ts';
import type { StripeBox } from './stripe/stripe.ts';
import { Refusal } from './telegram/refusal.ts';
import type { Telegram } from './telegram/telegram.ts';
import type { Wire } from './wire.ts';

interface Deps {
  telegram: Telegram;
  behaviour: Behaviour;
  stripe: StripeBox;
  wire: Wire;
  mail: Mailbox;
  supplier: SupplierControls | undefined;
  /** Aborts when the box closes; open event streams end then. */
  stopping: AbortSignal;
}

/** More than a year at once leaves what a date can hold, in the end. */
const LONGEST_JUMP_MS = 400 * 86_400_000;
const person = z.int();
const say = z.object({ person, text: z.string() });
const tap = z.object({ person, message_id: z.int(), data: z.string() });
const link = z.object({ person, url: z.string() });
const pay = z.object({ person, slug: z.string() });
const block = z.object({ person, blocked: z.boolean() });
const world = z.object({
  advance_ms: z.int().min(0).max(LONGEST_JUMP_MS).optional(),
  use_bytes: z.int().min(1).optional(),
  decline_next_payment: z.literal(true).optional(),
  stall_supplier_seconds: z.int().min(0).optional(),
  /** In US cents. */
  supplier_credit: z.int().min(0).optional(),
  stripe_webhooks: z.enum(webhookModes).optional(),
  person: person.optional(),
});
const dispute = z.object({
  intent: z.string(),
  amount: z.int().min(1).optional(),
  inquiry: z.boolean().optional(),
});
const verdict = z.object({ id: z.string(), verdict: z.enum(verdicts) });
const chargeBack = z.object({ charge: z.string() });
const HEARTBEAT_MS = 15_000;

/** `/box/*`: what the chat page sees and does. JSON in and out; 400 with `{error}` for what cannot be done. */
export function createControl({
  telegram,
  behaviour,
  stripe,
  wire,
  mail,
  supplier,
  stopping,
}: Deps): Hono<BoxEnv> {
  const { store, people, profile, bot, files, payments, clock, events } = telegram;
  const body = async <T>(c: Context<BoxEnv>, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(await c.req.json());
  const app = new Hono<BoxEnv>().basePath('/box').use(loopbackOnly, sameOrigin);
  app.onError((error, c) => {
    const known = [RangeError, z.ZodError, SyntaxError, Refusal].some((kind) => error instanceof kind);
    return c.json(
      { error: error instanceof z.ZodError ? z.prettifyError(error) : error.message },
      known ? 400 : 500,
    );
  });

  /** Who paid by another way than Stars; a page of Stripe does not know for whom it is, so that is who opened it. */
  const paidOtherwise = (): number[] => {
    const inTelegram = payments
      .ledger()
      .filter(({ kind, currency }) => kind === 'charge' && currency !== 'XTR')
      .map((row) => row.person);
    const onPages = stripe
      .ledger()
      .filter(({ kind }) => kind === 'charge')
      .flatMap(({ attempt }) => store.get(`opened by ${attempt}`) ?? [])
      .map(Number);
    return [...new Set([...inTelegram, ...onPages])];
  };

  app.get('/state', (c) =>
    c.json({
      now: clock.now(),
      bot: {
        username: bot().username,
        first_name: bot().first_name,
        description: profile.texts('description'),
        short_description: profile.texts('short_description'),
        commands: profile.commands(),
      },
      people: people.list(),
      paid_otherwise: paidOtherwise(),
      stripe_webhooks: stripe.events.currentMode(),
    }),
  );
  app.get('/chats/:person', (c) => {
    const id = Number(c.req.param('person'));
    return c.json({ messages: behaviour.messages(id) });
  });
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      let last = Promise.resolve();
      const write = ({ event, data }: BoxEvent) =>
        (last = last
          .then(() => stream.writeSSE({ event, data: JSON.stringify(data) }))
          .catch(() => undefined));
      const ended = Promise.withResolvers<void>();
      const forget = events.subscribe((happening) => void write(happening));
      const beat = setInterval(
        () => void write({ event: 'clock', data: { now: clock.now() } }),
        HEARTBEAT_MS,
      ).unref();
      stream.onAbort(ended.resolve);
      stopping.addEventListener('abort', () => ended.resolve(), { once: true });
      await write({ event: 'clock', data: { now: clock.now() } });
      await ended.promise;
      clearInterval(beat);
      forget();
      await last;
    }),
  );
  app.post('/say', async (c) => {
    const { person: who, text } = await body(c, say);
    return c.json({ message_id: behaviour.say(who, text) });
  });
  app.post('/tap', async (c) => {
    const { person: who, message_id, data } = await body(c, tap);
    const { queryId, answer } = behaviour.beginTap(who, message_id, data);
    return c.json({ query_id: queryId, answer: await answer });
  });
  app.post('/link', async (c) => {
    const { person: who, url } = await body(c, link);
    const attempt = /\/pay\/start\?t=([\w-]+)$/.exec(url)?.[1];
    if (attempt) store.set(`opened by ${attempt}`, String(who));
    return c.json(behaviour.openLink(who, url));
  });
  app.post('/pay', async (c) => {
    const { person: who, slug } = await body(c, pay);
    return c.json(await behaviour.pay(who, slug));
  });
  app.post('/block', async (c) => {
    const { person: who, blocked } = await body(c, block);
    behaviour.block(who, blocked);
    return c.json({});
  });
  // What banks and app stores do on a payer's behalf.
  app.post('/dispute', async (c) => {
    const { intent, amount, inquiry } = await body(c, dispute);
    return c.json({ id: stripe.dispute(intent, { ...(amount && { amount }), ...(inquiry && { inquiry }) }) });
  });
  app.post('/verdict', async (c) => {
    const { id, verdict: how } = await body(c, verdict);
    stripe.decide(id, how);
    return c.json({});
  });
  app.post('/charge-back', async (c) => {
    payments.chargeBack((await body(c, chargeBack)).charge);
    return c.json({});
  });
  const supply = () => {
    if (!supplier) throw new RangeError('no eSIM supply is connected to this box');
    return supplier;
  };
  app.post('/world', async (c) => {
    const wish = await body(c, world);
    const { advance_ms, use_bytes, decline_next_payment, stall_supplier_seconds: stall, person: who } = wish;
    if (wish.stripe_webhooks) stripe.events.mode(wish.stripe_webhooks);
    if (decline_next_payment) payments.declineNext();
    if (advance_ms !== undefined) clock.advance(advance_ms);
    if (use_bytes !== undefined && who !== undefined) await supply().useBytes(who, use_bytes);
    if (stall !== undefined) await supply().stall(stall);
    if (wish.supplier_credit !== undefined) await supply().setCredit(wish.supplier_credit);
    return c.json({ now: clock.now() });
  });
  app.route('/elsewhere', createElsewherePages({ store, people, supply }));
  app.get('/wire', (c) => c.json({ entries: wire.entries() }));
  app.route('/mail', createMailPages({ mail }));
  app.route('/', createFilePages({ behaviour, files }));
  return app;
}
