import type { Card } from '../../src/domain/card.ts';
import { newCustomer } from '../../src/domain/customer.ts';
import type { Customer } from '../../src/domain/customer.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { CustomerId } from '../../src/domain/ids.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Payment, PaymentAttempt } from '../../src/domain/payment.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Share } from '../../src/domain/share.ts';
import type { Balance } from '../../src/domain/usage.ts';
import type { Repositories } from '../../src/services/storage-port.ts';
import { newId } from './database.ts';

export const plan: Plan = {
  id: 'it-month-10gb',
  coverage: 'italy',
  kind: 'allowance',
  group: 'month',
  validityDays: 30,
  dataBytes: 10 * 2 ** 30,
  dailyBytes: null,
  throttleKbps: null,
  voiceSeconds: 0,
  smsCount: 0,
  installWindowDays: 180,
  renewal: { inPlace: true, asTopUp: true, start: 'queued', graceDays: 30 },
  retail: { EUR: 1500, USD: 1600, CNY: 12_000 },
};

export function balance(asOf: number): Balance {
  return { profile: 'enabled', plans: [], installBy: null, asOf };
}

export function aCustomer(id: CustomerId = customerIdOf(100_001)): Customer {
  return newCustomer({ id, languageCode: 'it', createdAt: 1 });
}

export function aCard(changes: Partial<Card> = {}): Card {
  const id = newId('card');
  return {
    id,
    ownerId: customerIdOf(100_001),
    provider: 'sandbox',
    ref: { id: `profile of ${id}`, iccid: '8901000000000000001' },
    coverage: 'italy',
    balance: null,
    createdAt: 1,
    name: null,
    removedAt: null,
    ...changes,
  };
}

export function anOrder(card: Card, changes: Partial<Order> = {}): Order {
  return {
    id: newId('order'),
    version: 1,
    payerId: card.ownerId,
    ownerId: card.ownerId,
    cardId: card.id,
    delivery: 'now',
    activationCodeId: null,
    plan,
    preview: { kind: 'queued', leftBytes: 5, startsBy: null },
    price: { amount: 1500, currency: 'EUR' },
    state: 'awaiting_payment',
    quoteExpiresAt: 100,
    reviewMessageId: null,
    statusMessageId: null,
    suppliedCardId: null,
    deliveredAt: null,
    createdAt: 10,
    updatedAt: 10,
    ...changes,
  };
}

export function aPayment(changes: Partial<Payment> = {}): Payment {
  return {
    id: newId('payment'),
    rail: 'stars',
    chargeId: newId('charge'),
    providerChargeId: null,
    payerId: customerIdOf(100_001),
    money: { amount: 900, currency: 'XTR' },
    payload: 'attempt_x',
    orderId: null,
    outcome: null,
    receivedAt: 20,
    ...changes,
  };
}

export function anAttempt(order: Pick<Order, 'id'>, changes: Partial<PaymentAttempt> = {}): PaymentAttempt {
  return {
    id: newId('attempt'),
    orderId: order.id,
    rail: 'stars',
    total: { amount: 900, currency: 'XTR' },
    state: 'waiting',
    request: null,
    sessionId: null,
    url: null,
    openedAt: null,
    createdAt: 1,
    ...changes,
  };
}

export function aShare(card: Pick<Card, 'id'>, companionId: CustomerId, changes: Partial<Share> = {}): Share {
  return {
    id: newId('share'),
    cardId: card.id,
    companionId,
    name: 'Anna',
    createdAt: 1,
    endedAt: null,
    ...changes,
  };
}

/** A customer with a card and an order waiting for its payment, all stored. */
export async function placeOrder(store: Repositories): Promise<{ card: Card; order: Order }> {
  await store.customers.see(aCustomer());
  const card = await store.cards.add(aCard());
  const order = anOrder(card);
  await store.orders.insert(order);
  return { card, order };
}
