import type { WorldClock } from '../clock.ts';
import type { Store } from '../store.ts';
import type { StripeEvents } from './events.ts';
import type { Charge, Dispute, Objects } from './objects.ts';

/** What a bank can come to: an inquiry becomes a dispute, or is closed; a dispute is won or lost by the shop. */
export const verdicts = ['escalated', 'closed', 'won', 'lost'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a payer's bank does about a charge, with its money and its events, each in one transaction. */
export function createStripeDisputes({
  store,
  clock,
  objects,
  events,
}: {
  store: Store;
  clock: WorldClock;
  objects: Objects;
  events: StripeEvents;
}) {
  const ofCharge = (id: string): Dispute[] => objects.all('dispute').filter(({ charge }) => charge === id);
  /** Stripe takes the money when a dispute begins, and gives it back when it is won. */
  function moveMoney(dispute: Dispute, which: 'withdrawn' | 'reinstated'): void {
    const amount = which === 'withdrawn' ? -dispute.amount : dispute.amount;
    const move = { id: objects.newId('txn'), object: 'balance_transaction', amount } as const;
    const moves = [...dispute.balance_transactions, { ...move, currency: dispute.currency }];
    const moved = objects.put({ ...dispute, balance_transactions: moves });
    events.emit(`charge.dispute.funds_${which}`, moved);
  }
  const found = (id: string): Dispute => {
    const dispute = objects.get('dispute', id);
    if (!dispute) throw new RangeError(`no dispute ${id}`);
    return dispute;
  };

  return {
    /** The bank begins; `inquiry`: it only asks, and takes nothing. Answers the dispute's id. */
    open(intentId: string, { amount, inquiry = false }: { amount?: number; inquiry?: boolean } = {}): string {
      return store.write(() => {
        const intent = objects.get('payment_intent', intentId);
        const charge = objects.get('charge', intent?.latest_charge ?? null);
        if (!charge) throw new RangeError('nothing was charged');
        objects.put({ ...charge, disputed: true });
        const dispute: Dispute = objects.put({
          id: objects.newId('dp'),
          object: 'dispute',
          created: clock.seconds(),
          livemode: false,
          amount: amount ?? charge.amount,
          currency: charge.currency,
          balance_transactions: [],
          charge: charge.id,
          payment_intent: intentId,
          is_charge_refundable: inquiry,
          reason: 'general',
          status: inquiry ? 'warning_needs_response' : 'needs_response',
          metadata: {},
        });
        events.emit('charge.dispute.created', dispute);
        if (!inquiry) moveMoney(dispute, 'withdrawn');
        return dispute.id;
      });
    },

    decide: (id: string, verdict: Verdict): void =>
      store.write(() => {
        const dispute = found(id);
        const asks = dispute.status.startsWith('warning_') && dispute.status !== 'warning_closed';
        const fights = dispute.status === 'needs_response' || dispute.status === 'under_review';
        if (verdict === 'escalated' || verdict === 'closed' ? !asks : !fights)
          throw new RangeError(`this dispute is ${dispute.status}`);
        if (verdict === 'escalated') {
          const status = 'needs_response' as const;
          const now = objects.put({ ...dispute, status, is_charge_refundable: false });
          events.emit('charge.dispute.updated', now);
          return moveMoney(now, 'withdrawn');
        }
        const status = verdict === 'closed' ? 'warning_closed' : verdict;
        objects.put({ ...dispute, status, is_charge_refundable: verdict !== 'lost' });
        if (verdict === 'won') moveMoney(found(id), 'reinstated');
        events.emit('charge.dispute.closed', found(id));
      }),

    /** Stripe gives nothing back of a charge while a bank holds its money, nor after the bank gave it back. */
    forbidRefund: ({ id }: Charge): boolean =>
      ofCharge(id).some(({ is_charge_refundable: refundable }) => !refundable),
    /** Money that is not with the shop now. */
    held: () =>
      objects.all('dispute').flatMap((dispute) => {
        const amount = -dispute.balance_transactions.reduce((sum, move) => sum + move.amount, 0);
        return amount > 0 ? [{ ...dispute, amount }] : [];
      }),
    latest: (intentId: string) =>
      objects.all('dispute').findLast(({ payment_intent: intent }) => intent === intentId),
  };
}
