import type { ProfileRef } from '../../domain/card.ts';
import type { Money } from '../../domain/money.ts';
import type { Catalogue, Plan } from '../../domain/plan.ts';
import type { Clock } from '../../domain/time.ts';
import { isGone } from '../../domain/usage.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { EsimProvider, FoundOrder, Pending, Placed } from '../../services/supply-port.ts';
import { announce } from './announce.ts';
import type { Deliver } from './announce.ts';
import type { Book } from './book.ts';
import { buy, issueProfile, lifeFrom } from './issue.ts';
import type { CostOf } from './issue.ts';
import { magicOf } from './magic.ts';
import type { Magic } from './magic.ts';
import { takes } from './offer.ts';
import type { ProfileView } from './profile.ts';

export interface Ordering extends Pick<EsimProvider, 'placeOrder' | 'placeTopUp'> {
  find(key: string): FoundOrder;
}

/** Takes orders: one key is one order, whatever happens to the answer. */
export function createOrdering({
  book,
  catalogue,
  costOf,
  clock,
  view,
  deliver,
  secret,
  provisioningMs,
  autoInstallMs,
  wait,
}: {
  book: Book;
  catalogue: Catalogue;
  costOf: CostOf;
  clock: Clock;
  view: (ref: ProfileRef) => ProfileView;
  deliver: Deliver;
  secret: Uint8Array;
  provisioningMs: number;
  autoInstallMs: number | null;
  wait: (milliseconds: number) => Promise<void>;
}): Ordering {
  function find(key: string): FoundOrder {
    const order = book.order(key);
    if (!order) return { kind: 'not_found' };
    const profile = order.profileId === null ? undefined : book.profile(order.profileId);
    return profile && clock() >= profile.readyAt ? { kind: 'placed', ref: profile.ref } : { kind: 'pending' };
  }

  /** The order with this key, if there is one; another request under the same key is a mistake of the caller. */
  function repeated(key: string, request: string): Placed | Pending | undefined {
    const order = book.order(key);
    if (order && order.request !== request)
      throw new ProviderError('bad_request', `The key ${key} belongs to another order`);
    const found = find(key);
    return found.kind === 'placed' || found.kind === 'pending' ? found : undefined;
  }

  async function place(
    { key, planId, maxCost }: { key: string; planId: string; maxCost?: Money },
    { request, topUp, make }: { request: string; topUp: boolean; make: (plan: Plan) => ProfileRef },
  ): Promise<Placed | Pending> {
    if (key === '' || key.length > 50) throw new ProviderError('bad_request', 'A key has 1 to 50 characters');
    const again = repeated(key, request);
    if (again) return again;
    const magic = magicOf(planId);
    await beforehand(magic, key, topUp);
    let ref: ProfileRef | null = null;
    const before = book.write(() => {
      const meanwhile = repeated(key, request);
      if (meanwhile) return meanwhile;
      const plan = catalogue.plans.get(planId);
      if (!plan) throw new ProviderError('plan_gone', `The supplier does not sell ${planId}`);
      const { amount, currency } = costOf(plan);
      if (maxCost && (currency !== maxCost.currency || amount > maxCost.amount))
        throw new ProviderError('plan_gone', `${planId} costs more than was agreed to`);
      if (amount > book.credit())
        throw new ProviderError('no_credit', 'our credit with the supplier is used up');
      ref = magic.kind === 'pending_forever' ? null : make(plan);
      book.addOrder({ key, request, profileId: ref?.id ?? null });
      return undefined;
    });
    if (before) return before;
    announce({ deliver, secret, magic, key, ref });
    if (magic.kind === 'lost_answer') throw lost(key);
    return repeated(key, request) ?? { kind: 'pending' };
  }

  async function beforehand(magic: Magic, key: string, topUp: boolean): Promise<void> {
    if (magic.kind === 'refused') throw new ProviderError(magic.error, magic.message);
    if (magic.kind === 'topup_refused' && topUp)
      throw new ProviderError('topup_not_allowed', 'Top-up is disabled for this plan');
    if (magic.kind === 'lost_question' && !book.lostBefore(key)) throw lost(key);
    if (magic.kind === 'slow') await wait(magic.milliseconds);
  }

  return {
    placeOrder: (command) =>
      place(command, {
        request: JSON.stringify(['profile', command.planId]),
        topUp: false,
        make: (plan) => {
          const times = lifeFrom(clock(), { provisioningMs, autoInstallMs });
          const ref = issueProfile({ book, catalogue, seed: command.key, coverage: plan.coverage, ...times });
          buy(book, { ref, plan, key: command.key, at: clock(), cost: costOf(plan).amount });
          return ref;
        },
      }),
    placeTopUp: (command) =>
      place(command, {
        request: JSON.stringify(['top-up', command.planId, command.ref.id]),
        topUp: true,
        make: (plan) => {
          const profile = view(command.ref);
          if (isGone(profile.state))
            throw new ProviderError('profile_gone', `The profile is ${profile.state}`);
          if (!takes(profile, plan))
            throw new ProviderError('topup_not_allowed', `${plan.id} cannot be added to this profile now`);
          const { ref } = profile.record;
          buy(book, { ref, plan, key: command.key, at: clock(), cost: costOf(plan).amount });
          return ref;
        },
      }),
    find,
  };
}

function lost(key: string): ProviderError {
  return new ProviderError('unknown_outcome', `No answer to the order ${key}`);
}
