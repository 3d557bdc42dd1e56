import type { Plan } from '../../domain/plan.ts';
import { timezoneOf } from '../../domain/plan.ts';
import type { Catalogue } from '../../domain/plan.ts';
import type { Money } from '../../domain/money.ts';
import type { ProfileRef } from '../../domain/card.ts';
import { minute } from '../../domain/time.ts';
import type { Book } from './book.ts';
import { identityOf } from './identity.ts';
import type { ProfileRecord } from './profile.ts';

export const nothingUsed = { bytes: 0, voiceSeconds: 0, sms: 0 };

/** What the supplier charges us for a plan, in US cents. */
export type CostOf = (plan: Plan) => Money;

/** What the sandbox charges us: seven tenths of the dollar price. */
export const usualCost: CostOf = (plan) => ({
  amount: Math.round(plan.retail.USD * 0.7),
  currency: 'USD',
});

/** When a new profile becomes ready, gets onto a phone and is first used. */
export function lifeFrom(
  createdAt: number,
  { provisioningMs, autoInstallMs }: { provisioningMs: number; autoInstallMs: number | null },
): Pick<ProfileRecord, 'createdAt' | 'readyAt' | 'installedAt' | 'enabledAt'> {
  const readyAt = createdAt + provisioningMs;
  const installedAt = autoInstallMs === null ? null : readyAt + autoInstallMs;
  return { createdAt, readyAt, installedAt, enabledAt: installedAt === null ? null : installedAt + minute };
}

/** Notes a plan bought for a profile now; the caller is in a transaction. */
export function buy(
  book: Book,
  { ref, plan, key, at, cost }: { ref: ProfileRef; plan: Plan; key: string; at: number; cost: number },
): void {
  book.addPurchase(ref.id, { key, plan, boughtAt: at, startedAt: null, headStart: nothingUsed, cost });
}

/** Writes a new profile into the book, with names that follow from the seed; the caller is in a transaction. */
export function issueProfile({
  book,
  catalogue,
  seed,
  ending,
  ...times
}: {
  book: Book;
  catalogue: Catalogue;
  seed: string;
  ending?: string;
  coverage: string;
} & Pick<ProfileRecord, 'createdAt' | 'readyAt' | 'installedAt' | 'enabledAt'>): ProfileRef {
  for (let attempt = 0; ; attempt++) {
    const { ref, lpa } = identityOf(seed, ending === undefined ? { attempt } : { attempt, ending });
    if (book.profileBy('iccid', ref.iccid)) continue;
    const timezone = timezoneOf(catalogue.coverages.get(times.coverage));
    book.addProfile({ ref, lpa, timezone, ...times, forced: null, forcedAt: 0 });
    return ref;
  }
}
