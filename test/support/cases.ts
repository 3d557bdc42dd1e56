import type { Review } from '../../src/domain/review.ts';
import type { Store } from '../../src/services/storage-port.ts';

/** The cases that wait for a person, the oldest first. */
export function openCases({ reviews }: Pick<Store, 'reviews'>): Promise<readonly Review[]> {
  return reviews.page({ offset: 0, limit: 1000 });
}
