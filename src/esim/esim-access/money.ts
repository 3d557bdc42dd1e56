import type { Money } from '../../domain/money.ts';

/** Ten-thousandths of a US dollar are how the supplier counts; we count cents, in whole numbers throughout. */
const perCent = 100;

/** A cost in cents, rounded up: a plan is never reckoned cheaper than it is. */
export function costOf(tenThousandths: number): Money {
  const up = tenThousandths + perCent - 1;
  return { amount: (up - (up % perCent)) / perCent, currency: 'USD' };
}

/** A credit in cents, rounded down: there is never more of it than there is. */
export function creditOf(tenThousandths: number): Money {
  return { amount: (tenThousandths - (tenThousandths % perCent)) / perCent, currency: 'USD' };
}

/** Whether a price is above the most that may be paid, which is in cents. */
export function exceeds(tenThousandths: number, { amount }: Money): boolean {
  return tenThousandths > amount * perCent;
}
