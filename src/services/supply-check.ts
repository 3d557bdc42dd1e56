import type { Fulfilment, Order } from '../domain/order.ts';
import type { Finding, Reconciliation } from '../domain/reconciliation.ts';
import { second } from '../domain/time.ts';
import { within } from './patience.ts';
import type { Doubts } from './reconciliation-doubts.ts';
import { emptyPart, pagesOf } from './reconciliation-run.ts';
import type { Checked, Span } from './reconciliation-run.ts';
import type { Store } from './storage-port.ts';
import type { FoundOrder } from './supply-port.ts';
import type { Suppliers } from './suppliers.ts';
import { soughtOf } from './supply.ts';

/** How many questions the supplier gets at once, and how long it may take for one, in real time. */
const atOnce = 4;
const patience = 15 * second;

export interface SupplyCheck {
  /**
   * Asks the supplier, by our own key, of every order that ended in this span, until it turns out to be a strange one. Throws when it gives
   * no answer; may be repeated.
   */
  check(run: Reconciliation, span: Span, doubts: Doubts): Promise<Checked>;
}

/** What was delivered is in the supplier's book, and what was given back is not. */
export function createSupplyCheck({ store, suppliers }: { store: Store; suppliers: Suppliers }): SupplyCheck {
  /** What the supplier and we have different words for; undefined where it agrees, or cannot say. */
  function difference(
    { state, key }: Fulfilment,
    { kind }: FoundOrder,
  ): { kind: Finding['kind']; detail: string } | undefined {
    if (state === 'supplied' && kind === 'not_found')
      return { kind: 'supply_missing', detail: `${key} was delivered, and the supplier knows no such order` };
    if (state === 'failed' && (kind === 'placed' || kind === 'pending'))
      return { kind: 'supply_extra', detail: `${key} came to nothing here, and is ${kind} at the supplier` };
    return undefined;
  }

  /** The supplier made it and took it back, at its payer's wish: it stays in its book as an order. */
  async function wasTakenBack({ id }: Order): Promise<boolean> {
    const wish = await store.refundWishes.ofOrder(id);
    return wish?.state === 'returned' && wish.sentAt !== null;
  }

  /** Answers how many could be compared. */
  async function ask(orders: readonly Order[], doubts: Doubts): Promise<number> {
    let compared = 0;
    const answers = await Promise.all(
      orders.map(async (order) => {
        const fulfilment = await store.fulfilments.byOrder(order.id);
        // The book of a supplier whose keys are gone is closed, and no reason to leave the others' unread.
        if (!fulfilment || !suppliers.has(fulfilment.provider)) return undefined;
        compared++;
        const { provider } = suppliers.of(fulfilment.provider);
        const sought = await soughtOf(store, order, fulfilment);
        const found = await within(patience, provider.findOrder(sought));
        const differs = difference(fulfilment, found);
        if (!differs || (differs.kind === 'supply_extra' && (await wasTakenBack(order)))) return undefined;
        // There can be several suppliers.
        const name = `${fulfilment.provider}:${fulfilment.key}`;
        return { ...differs, subject: order.id, money: null, name };
      }),
    );
    for (const answer of answers) if (answer) await doubts.add(answer);
    return compared;
  }

  return {
    check: async (run, span, doubts) => {
      let checked = 0;
      const ended = ['fulfilled', 'refund_pending', 'refunded'] as const;
      for await (const page of pagesOf<Order>(span, (part) => store.orders.settled(ended, part))) {
        // An activation code has no supplier until somebody shows it.
        const supplied = page.filter(({ delivery }) => delivery === 'now');
        for (let from = 0; from < supplied.length; from += atOnce)
          checked += await ask(supplied.slice(from, from + atOnce), doubts);
        if (doubts.strange) break;
      }
      return { run, part: { ...emptyPart('supplier', span), checked } };
    },
  };
}
