import { plainMoney } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Balance, PlanInstance } from '../domain/usage.ts';
import type { CardService } from './cards.ts';
import type { Store } from './storage-port.ts';

/** So many of a card's plans are told of: all that it ever had would not fit into a message. */
const latest = 10;

/** What an operator needs to decide whether an order is refunded: what was sold, what was used of it, and how old that figure is. */
export async function caseOf(
  {
    store,
    cards,
    clock,
  }: { store: Pick<Store, 'cards' | 'payments'>; cards: Pick<CardService, 'ask'>; clock: Clock },
  order: Order,
  why: string,
): Promise<string> {
  const card = order.suppliedCardId && (await store.cards.byId(order.suppliedCardId));
  const fresh = card ? await cards.ask(card).catch(() => null) : null;
  const balance = fresh ?? (card ? card.balance : null);
  const payments = await store.payments.ofOrder(order.id);
  const paid = payments.map(({ money, rail }) => `${plainMoney(money)} by ${rail}`);
  return [
    `${order.plan.id}, paid ${paid.join(' and ')}, delivered ${moment(order.deliveredAt)}`,
    why,
    ...(balance ? [usageOf(balance, clock())] : ['no figures of its use']),
  ].join('; ');
}

function usageOf({ profile, plans, asOf }: Balance, now: number): string {
  const age = Math.max(0, Math.round((now - asOf) / minute));
  const older = plans.length - latest;
  const told = [...(older > 0 ? [`${older} before`] : []), ...plans.slice(-latest).map(planOf)];
  return `profile ${profile}: ${told.join(', ')}; figures of ${moment(asOf)}, ${age} min old`;
}

function planOf({ planId, state, dataUsed, dataTotal, voiceUsedSeconds, smsUsed }: PlanInstance): string {
  const talk = voiceUsedSeconds > 0 || smsUsed > 0 ? `, ${voiceUsedSeconds} s, ${smsUsed} SMS` : '';
  return `${planId} ${state} (${dataUsed ?? '?'} of ${dataTotal ?? 'unlimited'} bytes${talk})`;
}

function moment(at: number | null): string {
  return at === null ? 'not yet' : new Date(at).toISOString();
}
