import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { describeOnBoth } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { openMoneyStory } from '../support/money-story.ts';
import type { Bought, MoneyStory, StoryBooks, Truth } from '../support/money-story.ts';
import { runs } from '../support/runs.ts';

/** What is told in between, in whatever order and however often, and what goes wrong meanwhile. */
const disturbance = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('tell' as const), which: fc.nat(30), anew: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), by: fc.constantFrom(0, 5000, 2 * minute) }),
  },
  fc.record({ do: fc.constant('lose' as const), when: fc.constantFrom('lost before', 'lost after') }),
  fc.record({ do: fc.constant('crash' as const), within: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('mishap' as const), within: fc.integer({ min: 1, max: 20 }) }),
);
type Of<A> = A extends fc.Arbitrary<infer S> ? S : never;
type Disturbance = Of<typeof disturbance>;

async function disturb({ office, tell }: MoneyStory, what: Disturbance): Promise<void> {
  switch (what.do) {
    case 'tell':
      return tell(what.which, what.anew);
    case 'pass':
      return office.pass(what.by);
    case 'lose':
      office.bank.answer = what.when;
      return;
    case 'crash':
      office.fate.callsLeft = what.within;
      return;
    case 'mishap':
      office.fate.untilMishap = what.within;
  }
}

async function comeToRest({ office, tellAll, rest }: MoneyStory): Promise<void> {
  await tellAll();
  await rest();
  office.bank.answer = 'given';
  await rest();
}

const kept = { outcome: 'fulfilled', left: 1 } as const;
const back = { outcome: 'refunded', left: 0 } as const;
const delivered: StoryBooks = {
  order: 'fulfilled',
  payments: [kept],
  refunds: [],
  disputes: [],
  code: null,
  supplied: 1,
  cases: [],
};
const withCode: StoryBooks = { ...delivered, code: 'active', supplied: 0 };
const undone: StoryBooks = {
  ...delivered,
  order: 'refunded',
  payments: [back],
  refunds: ['succeeded'],
  supplied: 0,
};
const onPage = ['page opened', 'page paid', 'rest'] as const;
const bySomebody: Partial<StoryBooks> = {
  order: 'refunded',
  payments: [back],
  refunds: ['succeeded'],
  cases: ['went_back_elsewhere'],
};
const lost: Partial<StoryBooks> = {
  order: 'refunded',
  payments: [back],
  disputes: ['lost'],
  cases: ['disputed'],
};
const won: Partial<StoryBooks> = { disputes: ['won'], cases: ['disputed'] };
const withPerson: Partial<StoryBooks> = {
  order: 'review',
  payments: [{ outcome: 'review', left: 1 }],
  refunds: ['review'],
};

/** What truly happens, and the books in which it must end, whatever is heard of it when. */
const stories: readonly [string, Bought, readonly Truth[], StoryBooks][] = [
  ['paid with Stars', 'renewal', ['stars paid'], delivered],
  ['paid in a sheet', 'renewal', ['invoice paid'], delivered],
  ['paid on a page', 'renewal', ['page opened', 'page paid'], delivered],
  [
    'paid on a page, confirmed later',
    'renewal',
    ['page opened', 'page pending', 'page confirmed'],
    delivered,
  ],
  [
    'a bank that refuses, and Stars',
    'renewal',
    ['page opened', 'page pending', 'page refused', 'rest', 'stars paid'],
    delivered,
  ],
  [
    'paid twice, on two rails',
    'renewal',
    ['page opened', 'page pending', 'stars paid', 'page confirmed'],
    { ...delivered, payments: [kept, back], refunds: ['succeeded'] },
  ],
  [
    'paid twice with Stars',
    'renewal',
    ['stars paid', 'stars paid'],
    { ...delivered, payments: [kept, back], refunds: ['succeeded'] },
  ],
  [
    'paid twice, of which a person sends one back',
    'renewal',
    ['stars paid', 'rest', 'invoice paid'],
    {
      ...delivered,
      payments: [kept, { outcome: 'review', left: 1 }],
      refunds: ['review'],
      cases: ['refund_refused'],
    },
  ],
  [
    'paid twice, and the one that went back disputed and lost besides',
    'renewal',
    ['page opened', 'page pending', 'stars paid', 'rest', 'page confirmed', 'rest', 'disputed', 'lost'],
    {
      ...delivered,
      payments: [kept, { outcome: 'refunded', left: -1 }],
      refunds: ['succeeded'],
      disputes: ['lost'],
      cases: ['disputed'],
    },
  ],
  ['refunded elsewhere', 'renewal', [...onPage, 'rest refunded elsewhere'], { ...delivered, ...bySomebody }],
  [
    'refunded elsewhere in halves',
    'renewal',
    [...onPage, 'half refunded elsewhere', 'rest', 'rest refunded elsewhere'],
    { ...delivered, ...bySomebody, cases: ['partly_refunded_elsewhere', 'went_back_elsewhere'] },
  ],
  [
    'half refunded elsewhere',
    'renewal',
    [...onPage, 'half refunded elsewhere'],
    { ...delivered, payments: [{ outcome: 'review', left: 0.5 }], cases: ['partly_refunded_elsewhere'] },
  ],
  [
    'refunded elsewhere, which comes back',
    'renewal',
    [...onPage, 'rest refunded elsewhere', 'rest', 'refund comes back'],
    { ...delivered, ...withPerson, cases: ['refund_failed_later', 'went_back_elsewhere'] },
  ],
  [
    'charged back by Telegram',
    'renewal',
    ['stars paid', 'rest', 'stars charged back'],
    { ...delivered, ...bySomebody },
  ],
  [
    'disputed and lost, and nobody tells',
    'renewal',
    [...onPage, 'disputed', 'nobody tells', 'lost', 'nobody tells'],
    { ...delivered, ...lost },
  ],
  [
    'half refunded elsewhere, and nobody tells',
    'renewal',
    [...onPage, 'half refunded elsewhere', 'nobody tells'],
    { ...delivered, payments: [{ outcome: 'review', left: 0.5 }], cases: ['partly_refunded_elsewhere'] },
  ],
  [
    'paid with Stars and charged back, and nobody tells',
    'renewal',
    ['stars paid', 'nobody tells', 'stars charged back', 'nobody tells'],
    { ...delivered, ...bySomebody },
  ],
  ['disputed and lost', 'renewal', [...onPage, 'disputed', 'lost'], { ...delivered, ...lost }],
  [
    'disputed, lost, appealed and won',
    'renewal',
    [...onPage, 'disputed', 'lost', 'rest', 'appealed', 'won'],
    { ...delivered, ...withPerson, refunds: [], disputes: ['won'], cases: ['disputed'] },
  ],
  ['disputed and won', 'renewal', [...onPage, 'disputed', 'rest', 'won'], { ...delivered, ...won }],
  [
    'disputed while it is delivered, and won',
    'renewal',
    ['page opened', 'page paid', 'disputed', 'rest', 'won'],
    { ...delivered, ...won },
  ],
  [
    'asked about, disputed and lost',
    'renewal',
    [...onPage, 'asked about', 'escalated', 'lost'],
    { ...delivered, ...lost },
  ],
  [
    'asked about, and no more',
    'renewal',
    [...onPage, 'asked about', 'rest', 'asked about no more'],
    { ...delivered, ...won },
  ],
  [
    'half disputed and lost',
    'renewal',
    [...onPage, 'half disputed', 'lost'],
    {
      ...delivered,
      payments: [{ outcome: 'review', left: 0.5 }],
      disputes: ['lost'],
      cases: ['disputed'],
    },
  ],
  ['not to be had', 'undeliverable', ['stars paid'], undone],
  [
    'not to be had, refund under way',
    'undeliverable',
    ['next refund pending', ...onPage, 'refunds arrive'],
    undone,
  ],
  [
    'not to be had, refund refused',
    'undeliverable',
    ['next refund refused', ...onPage],
    { ...undone, ...withPerson, cases: ['refund_refused'] },
  ],
  [
    'not to be had, refund under way and refused',
    'undeliverable',
    ['next refund pending', ...onPage, 'refunds are refused'],
    { ...undone, ...withPerson, cases: ['refund_refused'] },
  ],
  [
    'not to be had, and the refund comes back',
    'undeliverable',
    [...onPage, 'refund comes back'],
    { ...undone, ...withPerson, cases: ['refund_failed_later'] },
  ],
  [
    'not to be had, refund under way, disputed and won',
    'undeliverable',
    ['next refund pending', ...onPage, 'disputed', 'refunds arrive', 'rest', 'won'],
    { ...undone, disputes: ['won'], cases: ['disputed'] },
  ],
  [
    'not to be had, refunded, and lost besides',
    'undeliverable',
    [...onPage, 'disputed', 'lost'],
    { ...undone, payments: [{ outcome: 'refunded', left: -1 }], disputes: ['lost'], cases: ['disputed'] },
  ],
  ['a code', 'code', ['page opened', 'page paid'], withCode],
  ['a code, redeemed', 'code', [...onPage, 'redeemed'], { ...withCode, code: 'redeemed', supplied: 1 }],
  ['a code, cancelled', 'code', ['stars paid', 'rest', 'cancelled'], { ...undone, code: 'void' }],
  [
    'a code, cancelled, refund under way and refused',
    'code',
    ['next refund pending', ...onPage, 'cancelled', 'rest', 'refunds are refused'],
    { ...undone, ...withPerson, code: 'void', cases: ['refund_refused'] },
  ],
  [
    'a code, charged back by Telegram',
    'code',
    ['stars paid', 'rest', 'stars charged back'],
    { ...withCode, ...bySomebody, code: 'void' },
  ],
  [
    'a code, half refunded elsewhere',
    'code',
    [...onPage, 'half refunded elsewhere'],
    {
      ...withCode,
      order: 'review',
      payments: [{ outcome: 'review', left: 0.5 }],
      code: 'void',
      cases: ['partly_refunded_elsewhere'],
    },
  ],
  [
    'a code, disputed',
    'code',
    [...onPage, 'disputed'],
    { ...withCode, ...won, disputes: ['open'], code: 'held' },
  ],
  ['a code, disputed and won', 'code', [...onPage, 'disputed', 'rest', 'won'], { ...withCode, ...won }],
  [
    'a code, disputed and lost',
    'code',
    [...onPage, 'disputed', 'lost'],
    { ...withCode, ...lost, code: 'void' },
  ],
  [
    'a code, redeemed, disputed and lost',
    'code',
    [...onPage, 'redeemed', 'rest', 'disputed', 'lost'],
    { ...withCode, ...lost, code: 'contested', supplied: 1 },
  ],
  [
    'a code, redeemed, disputed and won',
    'code',
    [...onPage, 'redeemed', 'rest', 'disputed', 'rest', 'won'],
    { ...withCode, ...won, code: 'redeemed', supplied: 1 },
  ],
];

/** The truths of a story with disturbances strewn in. */
const strewn = fc.array(fc.record({ after: fc.nat(8), disturbance }), { maxLength: 10 });

/** The books in which the story ends. */
async function endOf(
  open: Open,
  [bought, truths]: readonly [Bought, readonly Truth[]],
  around: Of<typeof strewn>,
): Promise<StoryBooks> {
  const story = await openMoneyStory(bought, open);
  for (const [index, truth] of truths.entries()) {
    await story.happen(truth);
    for (const { after, disturbance: each } of around)
      if (after % truths.length === index) await disturb(story, each);
  }
  await comeToRest(story);
  const books = await story.books();
  await story.office.leave();
  return books;
}

describeOnBoth('Whatever is told of it in whatever order, it ends in the same books', (open, name) => {
  const some = name === 'SQLite' ? stories : stories.filter((_, index) => index % 8 === 1);
  test.each(some)('%s', { timeout: 600_000 }, async (_, bought, truths, end) => {
    await fc.assert(
      fc.asyncProperty(strewn, async (around) => {
        expect(await endOf(open, [bought, truths], around)).toEqual(end);
      }),
      { numRuns: runs(name === 'SQLite' ? 2 : 1) },
    );
  });
});

const paying = ['page opened', 'page paid', 'stars paid'] as const;
const otherwise = ['invoice paid', 'page pending', 'page confirmed', 'page refused'] as const;
const backAgain = ['stars charged back', 'half refunded elsewhere', 'rest refunded elsewhere'] as const;
const refunding = [
  'next refund pending',
  'next refund refused',
  'refunds arrive',
  'refunds are refused',
] as const;
const disputing = [
  'disputed',
  'half disputed',
  'asked about',
  'escalated',
  'won',
  'lost',
  'appealed',
] as const;
const byHand = ['redeemed', 'cancelled', 'refund comes back', 'rest'] as const;
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Truth>(...paying) },
  fc.constantFrom<Truth>(...otherwise),
  fc.constantFrom<Truth>(...backAgain),
  fc.constantFrom<Truth>(...refunding),
  { weight: 2, arbitrary: fc.constantFrom<Truth>(...disputing) },
  { weight: 2, arbitrary: fc.constantFrom<Truth>(...byHand) },
);
const chapter = fc.oneof({ weight: 3, arbitrary: anything }, { weight: 2, arbitrary: disturbance });

/** What must hold of the books whatever truly happened, held against those of the rails. */
function imbalances({ order, payments, disputes, code, supplied, cases }: StoryBooks): string[] {
  const kept = payments.filter(({ outcome }) => outcome === 'fulfilled');
  const withPerson = payments.filter(({ outcome }) => outcome === 'review');
  const undecided = disputes.some((state) => state === 'open' || state === 'inquiry');
  const rules: Readonly<Record<string, boolean>> = {
    'every ledger entry has ended': payments.every(({ outcome }) =>
      ['fulfilled', 'refunded', 'review'].includes(outcome),
    ),
    'what counts as kept is there, whole': kept.every(({ left }) => left === 1),
    'what counts as gone is gone': payments.every(({ outcome, left }) => outcome !== 'refunded' || left <= 0),
    'a person knows of what is with a person': withPerson.length === 0 || cases.length > 0,
    'an order ends': ['awaiting_payment', 'processing', 'fulfilled', 'refunded', 'review'].includes(order),
    'one payment pays for a fulfilled order, or a person has it':
      order !== 'fulfilled' || kept.length === 1 || (kept.length === 0 && withPerson.length > 0),
    'nothing is kept for what is not fulfilled': order === 'fulfilled' || kept.length === 0,
    'what counts as given back is gone, whole':
      order !== 'refunded' || payments.length > 1 || payments.every(({ left }) => left <= 0),
    'nothing is supplied twice, or for nothing': supplied <= (payments.length > 0 ? 1 : 0),
    'a code is as good as its money':
      code === null ||
      code === 'void' ||
      code === 'contested' ||
      (kept.length === 1 && (code === 'held' || !undecided || payments.length > 1)),
  };
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]));
}

test('Stars of which it is told first that they went back, and then that they came, buy nothing', async () => {
  const open = async (): ReturnType<Open> => openSqlite({ url: 'sqlite::memory:' });
  const story = await openMoneyStory('renewal', open);
  await story.happen('stars paid');
  await story.happen('stars charged back');
  for (const which of [1, 0]) {
    await story.tell(which, false);
    await story.office.pass(0);
  }
  expect(await story.books()).toEqual({ ...delivered, ...bySomebody, supplied: 0 });
});

describeOnBoth('Whatever truly happens and is told of it', (open, name) => {
  test('our books end, and balance with those of the rails', { timeout: 600_000 }, async () => {
    const kinds = fc.constantFrom<Bought>('renewal', 'undeliverable', 'code');
    const chapters = fc.array(chapter, { minLength: 4, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(kinds, chapters, async (bought, happenings) => {
        const story = await openMoneyStory(bought, open);
        for (const each of happenings)
          await (typeof each === 'string' ? story.happen(each) : disturb(story, each));
        await comeToRest(story);
        // What was asked of the bank until now is done by it.
        story.office.bank.nextRefund = 'succeeded';
        await story.happen('refunds arrive');
        await comeToRest(story);
        const books = await story.books();
        await story.office.leave();
        expect({ ...books, wrong: imbalances(books) }).toEqual({ ...books, wrong: [] });
      }),
      { numRuns: runs(name === 'SQLite' ? 12 : 3) },
    );
  });
});
