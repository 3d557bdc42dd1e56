import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { adviceText } from '../../src/bot/views/plans.ts';
import { fairUseOf } from '../../src/bot/views/plan-words.ts';
import { reviewScreen } from '../../src/bot/views/review.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import { priceOf } from '../../src/domain/plan.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { previewRenewal } from '../../src/domain/renewal.ts';
import type { Preview } from '../../src/domain/renewal.ts';
import { day } from '../../src/domain/time.ts';
import { paymentMethods, rails } from '../../src/domain/payment.ts';
import type { Speech } from '../../src/i18n/speech.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { aCard, anAttempt, anOrder, plan } from '../support/samples.ts';
import { plain, speeches } from '../support/scene.ts';
import { languages } from '../support/world.ts';
import { overBudget } from './budget.ts';

const catalogue = readCatalogue(path.join(import.meta.dirname, '../../db/catalogue.json'));
/** The end of a September afternoon: the longest date there is. */
const ends = Date.UTC(2026, 8, 28, 20, 58);
const now = ends - 25 * day;

/** Everything that this plan can do to a card: whichever plan runs on it, alone or with another one waiting. */
function previewsOf(plan: Plan): Preview[] {
  const running = [...catalogue.plans.values()].filter(({ coverage }) => coverage === plan.coverage);
  return running.flatMap((current) => {
    const total = current.dataBytes ?? current.dailyBytes;
    const one = { planId: current.id, plan: current, voiceUsedSeconds: 0, smsUsed: 0, dataTotal: total };
    const active = { ...one, state: 'active', startedAt: now, expiresAt: ends, dataUsed: 2 ** 28 } as const;
    const waiting = { ...one, state: 'queued', startedAt: null, expiresAt: null, dataUsed: 0 } as const;
    return (['enabled', 'ready'] as const).flatMap((profile) =>
      [[active], [active, waiting]].map((plans) =>
        previewRenewal({ plan, balance: { profile, plans, installBy: ends, asOf: now }, now }),
      ),
    );
  });
}

describe.each(languages)('In %s', (locale) => {
  const speech = speeches(locale);

  test.each(rails)(
    'the review fits a phone for every plan and card, with advice, a warning or neither, paid by %s',
    (rail) => {
      const card = aCard();
      const warning = { warning: speech.t('review-confirming') };
      const reviews = [...catalogue.plans.values()].flatMap((each) =>
        previewsOf(each).flatMap((preview) => {
          const price = priceOf(each, 'EUR');
          const order = anOrder(card, { plan: each, preview, price });
          const total = rail === 'stars' ? { amount: price.amount * 0.6, currency: 'XTR' as const } : price;
          const ways = [{ attempt: anAttempt(order, { rail, total }), link: null }];
          const review = { speech, order, ways, methods: paymentMethods, catalogue };
          const advice = { reason: adviceOn(speech, each) };
          return [
            reviewScreen({ ...review, card }),
            reviewScreen({ ...review, card: null }),
            reviewScreen({ ...review, card: { ...card, ownerId: customerIdOf(100_002) } }),
            reviewScreen({ ...review, card, ...warning }),
            reviewScreen({ ...review, card, ...advice }),
            reviewScreen({ ...review, card: null, ...warning }),
            reviewScreen({ ...review, card: { ...card, ownerId: customerIdOf(100_002) }, ...warning }),
            reviewScreen({ ...review, card: { ...card, ownerId: customerIdOf(100_002) }, ...advice }),
          ].map(({ text }) => text);
        }),
      );
      expect(reviews.length).toBeGreaterThan(100);
      expect(overBudget([...new Set(reviews)].map(bubbleOf), locale)).toEqual([]);
    },
  );

  test('supply trap 6: who is advised to take a plan without a limit reads how much of a day is fast, unless it may not last', () => {
    const unlimited = [...catalogue.plans.values()].filter(({ kind }) => kind === 'unlimited');
    expect(unlimited.length).toBeGreaterThan(1);
    for (const each of unlimited) {
      for (const fit of ['own_pace', 'usual_pace'] as const)
        expect(adviceText(speech, { plan: each, fit }, 5)).toMatch(/3 GB.*1 Mbps/);
      const closest = adviceText(speech, { plan: each, fit: 'closest' }, 30);
      expect(closest).toBe(speech.t('advice-largest', { days: 30 }));
    }
  });

  test('whoever pays for an unlimited plan reads how much a day is fast, also by ★ and on a first card', () => {
    const [unlimited] = [...catalogue.plans.values()].filter(({ kind }) => kind === 'unlimited');
    if (!unlimited) throw new Error('The catalogue has no unlimited plan');
    const [fairUse = ''] = fairUseOf(speech, [unlimited]);
    expect(fairUse).not.toBe('');
    for (const card of [aCard(), null]) {
      const order = anOrder(aCard(), { plan: unlimited });
      const ways = [{ attempt: anAttempt(order), link: null }];
      const { text } = reviewScreen({ speech, order, ways, methods: paymentMethods, card, catalogue });
      expect(text).toContain(fairUse);
    }
  });

  test('who pays for what another must install reads that its QR code goes to the owner', () => {
    const card = aCard({ ownerId: customerIdOf(100_002) });
    const days = plan.validityDays;
    const told = {
      new_profile: speech.t('preview-new-profile-another', { days }),
      starts_on_install: speech.t('preview-qr-to-owner'),
    };
    for (const [kind, words] of Object.entries(told)) {
      const preview = { kind, installBy: null, wastedBytes: null, wastedUntil: null } as Preview;
      const order = anOrder(card, { preview, payerId: customerIdOf(100_001) });
      const review = { speech, order, methods: paymentMethods, catalogue, card };
      const ways = [{ attempt: anAttempt(order), link: null }];
      expect(reviewScreen({ ...review, ways }).text).toContain(words);
      const own = { ...review, order: { ...order, payerId: card.ownerId } };
      expect(reviewScreen({ ...own, ways }).text).not.toContain(words);
    }
  });
});

/** The longest there is: plans with minutes are chosen only when nothing lasts. */
function adviceOn(speech: Speech, plan: Plan): string {
  return plan.voiceSeconds === 0
    ? adviceText(speech, { plan, fit: 'own_pace' }, 14)
    : adviceText(speech, { plan, fit: 'closest' }, 30);
}

function bubbleOf(text: string) {
  return { text: plain(text), buttons: [] };
}
