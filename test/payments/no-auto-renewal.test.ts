import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allowedUpdates } from '../../src/bot/polling.ts';

const root = path.join(import.meta.dirname, '../../src');

/** All that Stripe and Telegram have for charging somebody who is not there. */
const chargingByItself =
  /off_session|setup_future_usage|setupIntents|paymentIntents\.(?:create|confirm)|subscription_period|editUserStarSubscription|\bmandate/i;

// Whoever brings auto-renewal meets these traps here: each needs its own test then.
test('traps 31 to 36: nothing charges by itself in this version, so there is nothing to double, retry, reprice or switch off', () => {
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('sandbox'))
    .filter((file) => chargingByItself.test(readFileSync(path.join(root, file), 'utf8')));
  expect(sources).toEqual([]);
  expect(allowedUpdates).not.toContain('subscription');
});
