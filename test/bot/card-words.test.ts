import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cardText } from '../../src/bot/views/card.ts';
import { day } from '../../src/domain/time.ts';
import type { PlanInstance } from '../../src/domain/usage.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { aCard } from '../support/samples.ts';
import { plain, speeches } from '../support/scene.ts';
import { languages } from '../support/world.ts';

const catalogue = readCatalogue(path.join(import.meta.dirname, '../../db/catalogue.json'));
const now = Date.UTC(2026, 5, 1, 9);

describe.each(languages)('A card in %s', (locale) => {
  const speech = speeches(locale);

  function textOf(planId: string, changes: Partial<PlanInstance>): string {
    const plan = catalogue.plans.get(planId);
    if (!plan) throw new Error(`no plan ${planId}`);
    const running: PlanInstance = {
      planId,
      plan,
      state: 'active',
      startedAt: now - day,
      expiresAt: now + 5 * day,
      dataTotal: plan.dailyBytes ?? plan.dataBytes,
      dataUsed: 0,
      voiceUsedSeconds: 0,
      smsUsed: 0,
      ...changes,
    };
    const balance = { profile: 'enabled', plans: [running], installBy: null, asOf: now } as const;
    const card = aCard({ coverage: 'IT', balance });
    return plain(cardText({ speech, card, shared: false, catalogue, now, state: 'fresh' }));
  }

  test('of which nobody says how much is used is not said to be full', () => {
    const total = speech.data(2 ** 30);
    const today = textOf('it-1gbday-7d', { dataUsed: null });
    expect(today).toContain(speech.t('card-daily', { total }));
    expect(today).not.toContain('░');
    expect(textOf('it-1gb-7d', { dataUsed: null })).toContain(speech.t('card-total', { total }));
    expect(textOf('it-1gb-7d', { dataUsed: 0 })).toContain('░');
  });

  test('whose supplier names no speed after today’s data is not said to have 0 kbps', () => {
    const known = catalogue.plans.get('it-1gbday-7d');
    if (!known) throw new Error('no plan');
    const used = { dataUsed: 2 ** 30, plan: { ...known, throttleKbps: null } };
    expect(textOf('it-1gbday-7d', used)).not.toMatch(/\b0 kbps/);
  });
});
