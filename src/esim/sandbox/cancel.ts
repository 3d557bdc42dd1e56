import { isInstalled } from '../../domain/usage.ts';
import type { Book } from './book.ts';
import type { ProfileView } from './profile.ts';
import { stateAt } from './timeline.ts';

type Cancelled = { kind: 'cancelled' } | { kind: 'refused'; reason: string };

/**
 * Takes back a profile that is on no phone, with all its plans; of an installed one the only top-up that waits. Repeating it changes
 * nothing: when several wait it is not clear which one is meant, so none is taken.
 */
export function cancelProfile(book: Book, view: ProfileView, now: number): Cancelled {
  const { record, state, timeline } = view;
  if (state === 'cancelled') return { kind: 'cancelled' };
  if (state === 'ready' || state === 'provisioning') {
    const { installedAt, enabledAt } = record;
    book.updateProfile(record.ref.id, { installedAt, enabledAt, forced: 'cancelled', forcedAt: now });
    for (const { id } of record.purchases) book.cancelPurchase(id, now);
    return { kind: 'cancelled' };
  }
  if (!isInstalled(state)) return { kind: 'refused', reason: `the profile is ${state}` };
  const waiting = timeline
    .filter((stretch) => stateAt(stretch, now) === 'queued')
    .map(({ purchase }) => purchase);
  const [only, ...others] = waiting.filter((purchase) => purchase !== record.purchases[0]);
  if (others.length > 0) return { kind: 'refused', reason: 'several top-ups wait' };
  if (only) {
    book.cancelPurchase(only.id, now);
    return { kind: 'cancelled' };
  }
  const last = timeline.at(-1)?.purchase;
  return last && last.cancelledAt !== null
    ? { kind: 'cancelled' }
    : { kind: 'refused', reason: 'the profile is installed and its plan in use' };
}
