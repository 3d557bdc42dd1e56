import type { RealSupplier } from './suppliers/protocol.ts';

/** One thing in the source that keeps money from being lost or doubled: without it, chaos must find that out. */
export interface Guard {
  readonly name: string;
  /** With whose supplier it is tried; the embedded one unless told otherwise. */
  readonly provider?: RealSupplier;
  /** Each text is there exactly once in its file; put in its place, the other text takes the guard away and nothing else. */
  readonly edits: readonly {
    readonly file: string;
    readonly text: string;
    readonly instead: string;
  }[];
}

function guard(name: string, file: string, text: string, instead: string): Guard {
  return { name, edits: [{ file, text, instead }] };
}

const services = 'src/services';

/** Tried one by one by `npm run chaos -- --break`. */
export const guards: readonly Guard[] = [
  {
    name: 'a charge enters the ledger once',
    edits: [
      {
        file: 'db/migrations/0001-first-renewal.ts',
        text: ".addUniqueConstraint('payments_charge', ['rail', 'charge_id'])",
        instead: '',
      },
      {
        file: 'src/storage/payments.ts',
        text: ".onConflict((charge) => charge.columns(['rail', 'charge_id']).doNothing())",
        instead: '',
      },
    ],
  },
  guard(
    'fetched updates are committed before Telegram may forget them',
    'src/bot/polling.ts',
    'await receive(updates);',
    'receive(updates).catch(() => undefined);',
  ),
  guard(
    'an update is committed before its webhook is answered',
    'src/app.ts',
    "await handling.receive([body as Parameters<UpdateHandling['receive']>[0][number]]);",
    "handling.receive([body as Parameters<UpdateHandling['receive']>[0][number]]).catch(() => undefined);",
  ),
  guard(
    'money of another amount goes to a person',
    `${services}/checkout.ts`,
    "if (!sameMoney(payment.money, attempt.total)) return toReview('another amount');",
    '',
  ),
  guard(
    'money of another payer goes to a person',
    `${services}/checkout.ts`,
    "if (payment.payerId !== order.payerId) return toReview('another payer');",
    '',
  ),
  guard(
    'money for no order goes to a person',
    `${services}/checkout.ts`,
    "if (!attempt || !order) return toReview('no order for this payment');",
    "if (!attempt || !order) return tx.payments.settle(id, 'fulfilled');",
  ),
  guard(
    'a second payment for one order goes back',
    `${services}/checkout.ts`,
    "await requestRefund(tx, { payment, reason: 'duplicate', newId, clock });",
    "await tx.payments.settle(id, 'fulfilled');",
  ),
  guard(
    'a page is paid only when the bank says so',
    'src/payments/stripe.ts',
    "if (session.payment_status === 'unpaid')",
    'if (!intent)',
  ),
  {
    name: 'the key for the supplier is stored before the call',
    edits: [
      {
        file: `${services}/fulfilment.ts`,
        text: 'if (started) await tx.fulfilments.start(fulfilment);',
        instead: '',
      },
      {
        file: `${services}/fulfilment.ts`,
        text: 'return follow(moved, step);',
        instead: 'await store.fulfilments.start(fulfilment);\n    return follow(moved, step);',
      },
    ],
  },
  guard(
    'a repeated call to the supplier has the same key',
    `${services}/supply.ts`,
    'const { key } = fulfilment;',
    'const key = `${fulfilment.key}${fulfilment.sends > 1 ? fulfilment.sends : ""}`;',
  ),
  guard(
    'a refusal of the supplier is looked up before money goes back',
    `${services}/fulfilment.ts`,
    'return follow(order, await supply.lookUp(order, step.fulfilment));',
    'return impossible(order, step.fulfilment);',
  ),
  guard(
    '"not found" counts when it is said twice, two minutes apart',
    `${services}/supply.ts`,
    'const waited = clock() - firstSeen;',
    'const waited = Infinity;',
  ),
  {
    ...guard(
      'a supplier that knows no order by our key is asked before it is sent an order again',
      `${services}/supply.ts`,
      'return isOpen && !overdue(fulfilment) && providerOf(fulfilment).capabilities.idempotentOrders;',
      'return isOpen && !overdue(fulfilment);',
    ),
    provider: 'airalo',
  },
  guard(
    'what was delivered is written down after the picture, not before',
    `${services}/fulfilment.ts`,
    'await notifier.delivered(now, card, { asksForAddress: asked, late });',
    'await store.orders.setDelivered(order.id, clock());\n    await notifier.delivered(now, card, { asksForAddress: asked, late });',
  ),
  guard(
    'an activation code is used by one order',
    'src/storage/activation-codes.ts',
    ".where('state', '=', code.state)\n        // Redeemed, returned and redeemed again is not as given.\n        .where('redemption_order_id', 'is not distinct from', code.redemptionOrderId)",
    '',
  ),
  guard(
    'a code whose order brought nothing is good again',
    `${services}/fulfilment.ts`,
    'await returnCode(tx, order, clock());',
    '',
  ),
  guard(
    'a code that was cancelled or has ended is paid back',
    `${services}/code-books.ts`,
    'for (const payment of kept) await requestRefund(tx, { payment, reason, newId, clock });',
    '',
  ),
  guard('codes that nobody used end', 'src/app.ts', '        money.codeUpkeep.endUnused,\n', ''),
  guard(
    'Stars that are back already are no refused refund',
    'src/payments/stars.ts',
    "if (error.description.includes('CHARGE_ALREADY_REFUNDED')) return { kind: 'refunded' };",
    '',
  ),
  guard(
    'what a rail cannot give back a person does',
    'src/payments/telegram-invoice.ts',
    "kind: 'impossible',",
    "kind: 'refunded' as never,",
  ),
  guard(
    'a refund that failed is none',
    'src/payments/stripe.ts',
    "return { kind: 'impossible', reason: failure ?? status };",
    "return { kind: 'refunded' };",
  ),
  guard(
    'a refund that comes back later goes to a person',
    `${services}/refunds.ts`,
    'else await toReview(refund, payment, state.reason);',
    '',
  ),
  guard(
    'money that went back elsewhere goes to a person',
    `${services}/refunds.ts`,
    'if (!refund) await wentBackElsewhere(tx, payment);\n    else if (',
    'if (refund && ',
  ),
  guard('one process on one database', 'src/storage/process-lock.ts', "lock.exec('begin immediate');", ''),
  guard(
    'what nobody can decide goes to a person',
    `${services}/fulfilment.ts`,
    "await tx.reviews.open({ subject: order.id, reason: 'supply_unknown', detail, at: clock() });",
    '',
  ),
  guard(
    'Stars of which the shop never heard are found in the book of Telegram',
    `${services}/rail-comparison.ts`,
    'if (payerId !== null) {',
    'if (payerId !== null) {\n      return agreed;',
  ),
];
