import type { OrderId } from '../../src/domain/ids.ts';
import type { Payment, PaymentAttempt } from '../../src/domain/payment.ts';
import { hour, minute } from '../../src/domain/time.ts';
import { openBackOffice, payer } from './back-office.ts';
import type { BackOffice } from './back-office.ts';
import { newId } from './database.ts';
import type { Open } from './database.ts';
import { aPayment, anAttempt } from './samples.ts';
import { openCases } from './cases.ts';

/** What a story is about: a renewal, one that the supplier refuses, or an activation code. */
export type Bought = 'renewal' | 'undeliverable' | 'code';

/**
 * What truly happens, at the rails and at people's hands. `nobody tells`: what was not told yet never is, and two days pass. `rest`: until
 * all of it is told, and the shop has nothing left to do.
 */
export type Truth =
  | 'stars paid'
  | 'stars charged back'
  | 'invoice paid'
  | 'page opened'
  | 'page paid'
  | 'page pending'
  | 'page confirmed'
  | 'page refused'
  | 'half refunded elsewhere'
  | 'rest refunded elsewhere'
  | 'next refund pending'
  | 'next refund refused'
  | 'refunds arrive'
  | 'refunds are refused'
  | 'refund comes back'
  | 'disputed'
  | 'half disputed'
  | 'asked about'
  | 'asked about no more'
  | 'escalated'
  | 'won'
  | 'lost'
  | 'appealed'
  | 'reopened'
  | 'redeemed'
  | 'cancelled'
  | 'nobody tells'
  | 'rest';

/** One order with all its rails, and everybody's books about it. */
export interface MoneyStory {
  readonly office: BackOffice;
  /** Carries it out; what is to be told of it is to be told by `tell`. */
  happen(truth: Truth): Promise<void>;
  /** One of the things that were to be told so far, once more or for the first time. `anew`: as a new event. */
  tell(which: number, anew: boolean): Promise<void>;
  /** All that was to be told so far and was not. */
  tellAll(): Promise<void>;
  rest(): Promise<void>;
  books(): Promise<StoryBooks>;
}

export interface StoryBooks {
  readonly order: string;
  /** By rail, with what is left at the rail of the money. */
  readonly payments: readonly { readonly outcome: string; readonly left: number }[];
  readonly refunds: readonly string[];
  readonly disputes: readonly string[];
  readonly code: string | null;
  readonly supplied: number;
  readonly cases: readonly string[];
}

const planOf: Readonly<Record<Bought, string>> = {
  renewal: 'it-once',
  undeliverable: 'sbx-fail-stock',
  code: 'it-once',
};
/** What everything costs in a sheet and on a page. */
const euros = { amount: 1120, currency: 'EUR' } as const;

export async function openMoneyStory(bought: Bought, openDatabase: Open): Promise<MoneyStory> {
  const planId = planOf[bought];
  const office = await openBackOffice([planId], { openDatabase });
  const { store, bank, outside } = office;
  const { order, attempt, page } = await office.open(planId, bought === 'code' ? 'code' : 'queued');
  const inSheet = anAttempt(order, { rail: 'invoice', total: euros, createdAt: order.createdAt });
  await store.attempts.insert(inSheet);
  const paid: Payment[] = [];
  const chargedBack = new Set<string>();
  const tellings: ((anew: boolean) => Promise<void>)[] = [];
  let told = 0;

  function inTelegram(by: PaymentAttempt): void {
    const payment = aPayment({ rail: by.rail, payload: by.id, payerId: payer, money: by.total });
    paid.push(payment);
    const { rail, chargeId, money, payload, payerId } = payment;
    const at = office.now();
    if (rail === 'stars')
      outside.starBook.push({ kind: 'charge', chargeId, money, payload, payerId, isOurs: true, at });
    const eventId = newId('event');
    tellings.push((anew) =>
      office.report([
        anew
          ? { eventId: newId('event'), payment: { ...payment, id: newId('payment') } }
          : { eventId, payment },
      ]),
    );
  }

  /** Events of Stripe name the session, or the charge, or both. */
  function onPage(by: 'attempt' | 'charge' | 'both'): void {
    const eventId = newId('event');
    tellings.push((anew) => office.hear(page, anew ? newId('event') : eventId, by));
  }

  /** Whoever gets no answer tries again. */
  async function atHand(what: 'redeemed' | 'cancelled'): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      const code = await store.activationCodes.ofOrder(order.id);
      if (code?.state !== 'active') return;
      const { codes } = office;
      const act =
        what === 'cancelled'
          ? codes.cancel(payer, code.id, null)
          : codes.redeem({ customerId: payer, id: code.id, cardId: order.cardId, statusMessageId: null });
      await Promise.race([act.catch(() => undefined), office.fate.death]);
      await office.pass(0);
    }
  }

  async function happen(truth: Truth): Promise<void> {
    switch (truth) {
      case 'stars paid':
        return inTelegram(attempt);
      case 'invoice paid':
        return inTelegram(inSheet);
      case 'stars charged back': {
        const charge = paid.find(
          ({ rail, chargeId }) =>
            rail === 'stars' && !chargedBack.has(chargeId) && !outside.refunded.includes(chargeId),
        );
        if (!charge) return;
        chargedBack.add(charge.chargeId);
        const { chargeId, money } = charge;
        outside.starBook.push({ kind: 'refund', chargeId, money, state: 'done', at: office.now() });
        tellings.push(() => office.chargeBack(charge.chargeId, charge));
        return;
      }
      case 'page opened':
        for (let tries = 0; tries < 3; tries++) {
          if (await office.follow(page)) return;
          await office.pass(0);
        }
        return;
      case 'page paid':
        bank.act(page.id, 'pay');
        return onPage('attempt');
      case 'page pending':
        bank.act(page.id, 'pend');
        return onPage('attempt');
      case 'page confirmed':
        bank.act(page.id, 'confirm');
        return onPage('attempt');
      case 'page refused':
        bank.act(page.id, 'refuse');
        return onPage('attempt');
      case 'half refunded elsewhere':
        bank.refundElsewhere(page.id, 'half');
        return onPage('charge');
      case 'rest refunded elsewhere':
        bank.refundElsewhere(page.id, 'rest');
        return onPage('charge');
      case 'next refund pending':
        bank.nextRefund = 'pending';
        return;
      case 'next refund refused':
        bank.nextRefund = 'failed';
        return;
      case 'refunds arrive':
        bank.endRefunds(page.id, 'succeeded');
        return onPage('both');
      case 'refunds are refused':
        bank.endRefunds(page.id, 'failed');
        return onPage('both');
      case 'refund comes back':
        bank.failLate(page.id);
        return onPage('both');
      case 'disputed':
        bank.dispute(page.id, 'whole');
        return onPage('charge');
      case 'half disputed':
        bank.dispute(page.id, 'half');
        return onPage('charge');
      case 'asked about':
        bank.dispute(page.id, 'inquiry');
        return onPage('charge');
      case 'asked about no more':
      case 'won':
        bank.decide(page.id, 'won');
        return onPage('charge');
      case 'escalated':
        bank.decide(page.id, 'open');
        return onPage('charge');
      case 'lost':
        bank.decide(page.id, 'lost');
        return onPage('charge');
      case 'appealed':
        bank.appeal(page.id);
        return onPage('charge');
      case 'reopened':
        bank.appeal(page.id, 'won');
        return onPage('charge');
      case 'redeemed':
      case 'cancelled':
        return atHand(truth);
      case 'nobody tells':
        told = tellings.length;
        for (let n = 0; n < 8; n++) await office.pass(6 * hour);
        return;
      case 'rest':
        await tellAll();
        return rest();
    }
  }

  async function tellAll(): Promise<void> {
    for (; told < tellings.length; told++) await tellings[told]?.(false);
  }

  async function rest(): Promise<void> {
    for (const time of [0, 2 * minute, 3 * minute, 10 * minute, hour, 7 * hour]) await office.pass(time);
  }

  /** What is left with the shop of a payment, by the rail's own book. */
  function leftOf({ rail, chargeId }: Pick<Payment, 'rail' | 'chargeId'>): number {
    if (rail === 'stripe') return bank.kept(page.id) / euros.amount;
    return chargedBack.has(chargeId) || outside.refunded.includes(chargeId) ? 0 : 1;
  }

  async function books(): Promise<StoryBooks> {
    const charges = [
      ...paid.map(({ rail, chargeId }) => ({ rail, chargeId })),
      ...bank.charges(page.id).map((chargeId) => ({ rail: 'stripe' as const, chargeId })),
    ];
    const entries = await Promise.all(
      charges.map(async (charge) => ({
        entry: await store.payments.byCharge(charge.rail, charge.chargeId),
        left: leftOf(charge),
      })),
    );
    const ids = entries.flatMap(({ entry }) => entry?.id ?? []);
    const refunds = await Promise.all(ids.map((id) => store.refunds.ofPayment(id)));
    const disputes = (await Promise.all(ids.map((id) => store.disputes.ofPayment(id)))).flat();
    return {
      order: (await store.orders.byId(order.id))?.state ?? 'none',
      payments: entries
        .map(({ entry, left }) => ({ outcome: entry ? (entry.outcome ?? 'open') : 'unknown', left }))
        .toSorted((a, b) => a.outcome.localeCompare(b.outcome)),
      refunds: refunds.flatMap((refund) => refund?.state ?? []).toSorted(),
      disputes: disputes.map(({ state }) => state).toSorted(),
      code: (await codeOf(order.id)) ?? null,
      supplied: await office.supplied(planId),
      cases: [...new Set((await openCases(store)).map(({ reason }) => reason))].toSorted(),
    };
  }

  async function codeOf(id: OrderId): Promise<string | undefined> {
    return (await store.activationCodes.ofOrder(id))?.state;
  }

  return {
    office,
    happen,
    tell: async (which, anew) => {
      await tellings[which % Math.max(1, tellings.length)]?.(anew);
    },
    tellAll,
    rest,
    books,
  };
}
