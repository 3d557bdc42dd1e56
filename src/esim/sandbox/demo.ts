import type { ProfileRef } from '../../domain/card.ts';
import type { Catalogue, Plan } from '../../domain/plan.ts';
import { day, hour } from '../../domain/time.ts';
import type { Book } from './book.ts';
import { hash32, identityOf } from './identity.ts';
import { issueProfile, nothingUsed } from './issue.ts';
import type { HeadStart } from './span.ts';

const gigabyte = 2 ** 30;

interface DemoCard {
  readonly name: string;
  readonly plan: Plan;
  readonly startedAgo: number;
  readonly headStart: HeadStart;
  readonly ending: string;
}

/**
 * The two cards every new customer finds: one in Italy with 0.8 GB, minutes and messages left, and one in Japan whose plan cannot be
 * topped up. They are made at the first call for an owner; later calls find them. A catalogue without these plans has fewer of them.
 */
export function demoProfiles({
  book,
  catalogue,
  owner,
  now,
}: {
  book: Book;
  catalogue: Catalogue;
  owner: string;
  now: number;
}): readonly { ref: ProfileRef; coverage: string }[] {
  return book.write(() =>
    demoCards(catalogue, owner).map((card) => ({
      ref: madeOnce({ book, catalogue, card, seed: `demo/${card.name}/${owner}`, now }),
      coverage: card.plan.coverage,
    })),
  );
}

/** What such a card was bought with. */
export const planElsewhere = 'it-3gb-30d';

const seedElsewhere = (owner: string): string => `elsewhere/${owner}`;

/** The id of `cardElsewhere`. */
export const idElsewhere = (owner: string): string => identityOf(seedElsewhere(owner)).ref.id;

/** The card that an owner bought from somebody else, in use. Throws RangeError when the catalogue has no plan for it. */
export function cardElsewhere({
  book,
  catalogue,
  owner,
  now,
}: {
  book: Book;
  catalogue: Catalogue;
  owner: string;
  now: number;
}): { iccid: string; lpa: string } {
  const plan = catalogue.plans.get(planElsewhere);
  if (!plan) throw new RangeError('No plan in the catalogue is like that of a card bought elsewhere');
  const headStart = { ...nothingUsed, bytes: Math.round(1.2 * gigabyte) };
  const card = { plan, startedAgo: 11 * day, headStart };
  const seed = seedElsewhere(owner);
  const { iccid } = book.write(() => madeOnce({ book, catalogue, card, seed, now }));
  return { iccid, lpa: identityOf(seed).lpa };
}

/** The profile of this seed, which is made now if there is none; the caller is in a transaction. */
function madeOnce({
  book,
  catalogue,
  card: { plan, startedAgo, headStart, ending },
  seed,
  now,
}: {
  book: Book;
  catalogue: Catalogue;
  card: Pick<DemoCard, 'plan' | 'startedAgo' | 'headStart'> & Partial<Pick<DemoCard, 'ending'>>;
  seed: string;
  now: number;
}): ProfileRef {
  const made = book.profile(identityOf(seed).ref.id);
  if (made) return made.ref;
  const startedAt = now - startedAgo;
  const ref = issueProfile({
    book,
    catalogue,
    seed,
    ...(ending !== undefined && { ending }),
    coverage: plan.coverage,
    createdAt: startedAt - hour,
    readyAt: startedAt - hour,
    installedAt: startedAt,
    enabledAt: startedAt,
  });
  book.addPurchase(ref.id, { key: null, plan, boughtAt: now, startedAt, headStart, cost: 0 });
  return ref;
}

function demoCards(catalogue: Catalogue, owner: string): readonly DemoCard[] {
  const italy = catalogue.plans.get('it-5gb-30d');
  const japan = catalogue.plans.get('jp-unl-5d');
  const cards: DemoCard[] = [];
  if (italy?.dataBytes) {
    const bytes = italy.dataBytes - Math.round(0.8 * gigabyte);
    cards.push({
      name: 'it',
      plan: { ...italy, voiceSeconds: 60 * 60, smsCount: 20 },
      startedAgo: (italy.validityDays - 9) * day,
      headStart: { bytes, voiceSeconds: 23 * 60, sms: 6 },
      ending: '4821',
    });
  }
  if (japan) {
    const ending = (hash32(`ending/${owner}`) % 10_000).toString().padStart(4, '0');
    cards.push({
      name: 'jp',
      plan: japan,
      startedAgo: 2 * day,
      headStart: { ...nothingUsed, bytes: 4 * gigabyte },
      ending,
    });
  }
  return cards;
}
