import type { Books, Charge, OrderEntry } from './books.ts';

/** Something that an accountant would not sign, with what each book says of it. */
export interface Finding {
  readonly about: string;
  readonly what: string;
  /** What the shop keeps without right, for `lost`. */
  readonly money?: { readonly amount: number; readonly currency: string };
}

export interface Recount {
  /** Orders that money came for, and those that a code paid for. */
  readonly orders: number;
  readonly charged: number;
  readonly supplied: number;
  readonly refunded: number;
  /** Cases that a person is to decide. */
  readonly inReview: number;
  /** Money that we keep: nothing was supplied for it, no code for it is good, and no person looks at it. */
  readonly lost: readonly Finding[];
  /** Supplied more than once for one payment, or for none; refunded twice, or although it was supplied; charged twice and kept. */
  readonly doubled: readonly Finding[];
  /** What must always hold besides. */
  readonly broken: readonly Finding[];
  /** Pictures and words about a refund that somebody got twice. */
  readonly repeated: number;
}

/** Counts again from the books of the others, order by order. */
export function recount(books: Books): Recount {
  const lost: Finding[] = [];
  const doubled: Finding[] = [];
  const broken: Finding[] = [];
  const { charges, purchases, orders, codes, inReview, differing, byHand, elsewhere, pictures, refundTexts } =
    books;

  const orderOfAttempt = new Map(
    orders.flatMap((order) => order.attempts.map(({ id }) => [id, order] as const)),
  );
  const chargesOf = Map.groupBy(charges, ({ attempt }) => orderOfAttempt.get(attempt ?? '')?.id);
  const bought = new Map<string, number>();
  for (const key of purchases) bought.set(key, (bought.get(key) ?? 0) + 1);
  const boughtFor = ({ key }: OrderEntry): number => (key === null ? 0 : (bought.get(key) ?? 0));
  const codeOf = new Map(codes.map((code) => [code.order, code]));
  const redemptions = Map.groupBy(orders, ({ redeems }) => redeems);

  const isBack = ({ refunds }: Charge): boolean => refunds.length > 0;
  const isLookedAt = ({ id, attempt }: Charge): boolean => inReview.has(id) || inReview.has(attempt ?? '');
  // Enough for what might be lost, since a person will find it; no excuse for what is doubled.
  const isNoticed = ({ id, attempt }: Charge): boolean => differing.has(id) || differing.has(attempt ?? '');

  for (const charge of charges) {
    const back = charge.refunds.reduce((sum, amount) => sum + amount, 0);
    if (charge.refunds.length > 1 || back > charge.amount)
      doubled.push({ about: charge.id, what: `refunded ${charge.refunds.join(' + ')} of ${charge.amount}` });
    // A refund that failed at Stripe may have been made by hand in the meantime, as the case asks; Telegram has no such hand.
    if (charge.currency === 'XTR' && back >= charge.amount && byHand.has(charge.id))
      broken.push({ about: charge.id, what: 'a person is asked to give back what is back' });
  }
  for (const charge of chargesOf.get(undefined) ?? [])
    if (!isBack(charge) && !isLookedAt(charge) && !isNoticed(charge))
      lost.push({ about: charge.id, what: 'paid for no order of the shop, and kept', money: charge });

  const keys = new Set(orders.map(({ key }) => key));
  for (const [key, count] of bought)
    if (!keys.has(key)) doubled.push({ about: key, what: `supplied ${count} times for no order` });

  for (const order of orders) {
    const paid = chargesOf.get(order.id) ?? [];
    const code = codeOf.get(order.id);
    const byCode = code ? (redemptions.get(code.id) ?? []) : [];
    const supplied = [order, ...byCode].reduce((sum, each) => sum + boughtFor(each), 0);
    const alive = code?.good ? 1 : 0;
    const goods = supplied + alive;
    const kept = paid.filter((charge) => !isBack(charge) && !isLookedAt(charge));
    const looked = [order, ...byCode].some(({ id }) => inReview.has(id)) || paid.some(isLookedAt);
    const account = describe({ order, paid, supplied, code, looked });
    const about = order.id;

    if (supplied > 1) doubled.push({ about, what: `supplied ${supplied} times: ${account}` });
    else if (goods > 1) doubled.push({ about, what: `supplied and its code still good: ${account}` });
    if (kept.length > 1) doubled.push({ about, what: `charged ${kept.length} times and kept: ${account}` });
    if (goods > 0 && paid.length === 0 && order.redeems === null)
      doubled.push({ about, what: `supplied unpaid: ${account}` });
    const allBack = paid.length > 0 && paid.every(isBack);
    // Also when a person looks at it: the shop has no business to give it back. Somebody else may have.
    const byOthers = paid.some(({ id }) => elsewhere.has(id));
    if (goods > 0 && allBack && !byOthers)
      doubled.push({ about, what: `refunded although supplied: ${account}` });
    else if (supplied > 0 && allBack && !looked)
      doubled.push({ about, what: `given back elsewhere, and nobody looks at it: ${account}` });
    else if (alive && allBack)
      doubled.push({ about, what: `its code is good although its money is back: ${account}` });
    if (goods === 0 && kept.length > 0 && !looked && !differing.has(order.id) && !paid.some(isNoticed))
      for (const money of kept) lost.push({ about, what: `kept for nothing: ${account}`, money });

    if (order.state === 'fulfilled' && !pictures.has(order.id))
      broken.push({ about, what: `fulfilled without a picture: ${account}` });
    if (order.state === 'review' && !looked)
      broken.push({ about, what: `left to a person whom nobody tells: ${account}` });
    // Also when a person looks at it: what does not fit was not to be taken for payment.
    if (goods > 0 && paid.length > 0 && !paid.some((charge) => fits(charge, order)))
      broken.push({ about, what: `supplied for other money than was asked: ${account}` });
  }

  const refunded = charges.filter(isBack);
  const backPerOrder = new Map<string, number>();
  for (const { attempt } of refunded) {
    const id = orderOfAttempt.get(attempt ?? '')?.id ?? '';
    backPerOrder.set(id, (backPerOrder.get(id) ?? 0) + 1);
  }
  return {
    orders: orders.filter(({ id, redeems }) => redeems !== null || chargesOf.has(id)).length,
    charged: charges.length,
    supplied: purchases.length,
    refunded: refunded.length,
    inReview: books.cases,
    lost,
    doubled,
    broken,
    repeated:
      [...pictures.values()].reduce((sum, count) => sum + count - 1, 0) +
      [...refundTexts].reduce(
        (sum, [id, count]) => sum + Math.max(0, count - (backPerOrder.get(id) ?? 0)),
        0,
      ),
  };
}

/** Its own payer paid what was asked. */
function fits({ attempt, amount, currency, payer }: Charge, order: OrderEntry): boolean {
  const asked = order.attempts.find(({ id }) => id === attempt);
  return asked?.amount === amount && asked.currency === currency && (payer === null || payer === order.payer);
}

function describe({
  order,
  paid,
  supplied,
  code,
  looked,
}: {
  order: OrderEntry;
  paid: readonly Charge[];
  supplied: number;
  code: { readonly good: boolean } | undefined;
  looked: boolean;
}): string {
  const money = paid.map(
    ({ id, amount, currency, refunds }) =>
      `${amount} ${currency} ${id.slice(0, 12)}…${refunds.length > 0 ? ' (back)' : ''}`,
  );
  return [
    `paid ${money.join(' and ') || 'nothing'}`,
    `supplied ${supplied}`,
    ...(code ? [`its code is ${code.good ? '' : 'not '}good`] : []),
    `the shop says ${order.state}`,
    looked ? 'in review' : 'not in review',
  ].join(', ');
}
