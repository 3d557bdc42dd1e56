import type { Clock } from '../domain/time.ts';
import type { OperatorNotifier } from './ports.ts';
import type { Store } from './storage-port.ts';

/** Tells the operators of every new case, once; twice at most if the process dies between the message and the note that it was told. */
export function createReviewNews({
  store,
  notifier,
  clock,
}: {
  store: Pick<Store, 'reviews'>;
  notifier: Pick<OperatorNotifier, 'reviewsOpened'>;
  clock: Clock;
}): { tellOpened(): Promise<void> } {
  return {
    tellOpened: async () => {
      const reviews = await store.reviews.untold();
      if (reviews.length === 0) return;
      await notifier.reviewsOpened(reviews);
      await store.reviews.told(
        reviews.map(({ id }) => id),
        clock(),
      );
    },
  };
}
