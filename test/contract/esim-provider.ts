import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProfileRef } from '../../src/domain/card.ts';
import { hour, minute } from '../../src/domain/time.ts';
import { parseLpa } from '../../src/esim/lpa.ts';
import type { EsimProvider, FoundOrder, ProviderErrorKind } from '../../src/services/supply-port.ts';

type Webhook = Parameters<EsimProvider['parseWebhook']>[0];

/** A supplier under test with hands on its world. */
export interface SupplyUnderTest {
  readonly provider: EsimProvider;
  now(): number;
  advance(milliseconds: number): void | Promise<void>;
  /** The supplier as another process of ours would find it, after this one is gone. */
  restart(): EsimProvider | Promise<EsimProvider>;
  /** The profile gets onto a phone and is used for the first time. */
  install(ref: ProfileRef): void | Promise<void>;
  /** The next order is made, but its answer does not arrive. */
  loseNextAnswer(): void;
  /** A genuine webhook of this supplier about a profile or an order. */
  genuineWebhook(): Webhook | Promise<Webhook>;
  /** Plans on sale: one that can be topped up with itself, an unlimited one, one of another coverage. */
  readonly plans: { readonly allowance: string; readonly unlimited: string; readonly elsewhere: string };
  close(): void | Promise<void>;
}

/** What not every supplier does. */
export interface Ways {
  /** A repeated key is the same order. */
  readonly idempotent: boolean;
  /** It takes an unused profile back by itself, and its cost returns. */
  readonly takesBack: boolean;
  /** Its webhooks are signed; else whoever receives them knows them by the address that they came to. */
  readonly signs: boolean;
}

/** For a way that not every supplier has: without it there is nothing to try, so nothing is skipped either. */
function where(has: boolean): (title: string, attempt: () => Promise<void>) => void {
  return has ? test : () => undefined;
}

/** What every supplier must keep, whoever it is. */
export function describeProvider(
  name: string,
  { idempotent, takesBack, signs }: Ways,
  make: () => SupplyUnderTest | Promise<SupplyUnderTest>,
): void {
  describe(`${name}, as every supplier`, () => {
    let supply: SupplyUnderTest;
    let provider: EsimProvider;
    let openedAt: number;
    beforeEach(async () => {
      supply = await make();
      provider = supply.provider;
      openedAt = supply.now();
    });
    afterEach(() => supply.close());

    const look = (key: string, ref: ProfileRef | null = null): Promise<FoundOrder> =>
      provider.findOrder({ key, since: openedAt, ref });

    /** `ref`: the profile, if the order is a top-up. */
    async function settled(key: string, ref: ProfileRef | null = null): Promise<ProfileRef> {
      for (let looks = 0; looks < 30; looks++) {
        const found = await look(key, ref);
        if (found.kind === 'placed') return found.ref;
        expect(found.kind).toBe('pending');
        await supply.advance(10_000);
      }
      throw new Error(`the order ${key} was not done within five minutes`);
    }

    async function newCard(key: string, planId = supply.plans.allowance): Promise<ProfileRef> {
      await provider.placeOrder({ key, planId });
      return settled(key);
    }

    async function usedCard(key: string, planId = supply.plans.allowance): Promise<ProfileRef> {
      const ref = await newCard(key, planId);
      await supply.install(ref);
      await supply.advance(hour);
      return ref;
    }

    /** Of all plans that the profile was ever given. */
    async function bytesOn(ref: ProfileRef): Promise<number> {
      return (await provider.history(ref)).reduce((sum, { dataTotal }) => sum + (dataTotal ?? 0), 0);
    }

    async function refusal(call: Promise<unknown>): Promise<ProviderErrorKind | 'none' | undefined> {
      return call.then(
        () => 'none' as const,
        (error: { kind?: ProviderErrorKind }) => error.kind,
      );
    }

    test('a new card can be installed: its code is one that phones read, and it says until when', async () => {
      const ref = await newCard('k1');
      const profile = await provider.getProfile(ref);
      expect(profile).toMatchObject({ state: 'ready', ref });
      expect(parseLpa(profile.lpa ?? '')?.lpa).toBe(profile.lpa);
      expect(profile.installBy ?? Infinity).toBeGreaterThan(supply.now());
      expect((await provider.history(ref)).map(({ planId }) => planId)).toEqual([supply.plans.allowance]);
    });

    test('a profile is found by its installation code and by its number, and by nothing else', async () => {
      const ref = await newCard('k1');
      const other = await newCard('k2');
      const { lpa } = await provider.getProfile(ref);
      const code = parseLpa(lpa ?? '');
      const { smdpAddress = '', matchingId = '' } = code ?? {};
      const found = await provider.findProfile({ lpa: lpa ?? '' });
      expect(found).toMatchObject({ ref });
      expect(found?.coverage).toBeTruthy();
      const alike = [
        `lpa:1$${smdpAddress.toUpperCase()}$${matchingId}`,
        `1$${smdpAddress}$${matchingId}`,
        `${lpa}$$1`,
      ];
      for (const same of alike) expect(await provider.findProfile({ lpa: same })).toEqual(found);
      expect(await provider.findProfile({ iccid: ref.iccid })).toEqual(found);
      expect(await provider.findProfile({ iccid: other.iccid })).toMatchObject({ ref: other });
      const { lpa: otherLpa } = await provider.getProfile(other);
      expect(await provider.findProfile({ lpa: otherLpa ?? '' })).toMatchObject({ ref: other });

      const swapped = matchingId.replace(/[a-z]/gi, (letter) =>
        letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
      );
      const wrong = [
        `LPA:1$${smdpAddress}$${swapped}`,
        `LPA:1$${smdpAddress}$${matchingId}0`,
        `LPA:1$${smdpAddress}$`,
        `LPA:1$rsp.example.com$${matchingId}`,
        '',
        'LPA:',
        "' or 1=1 --",
        '%',
      ];
      for (const none of wrong)
        expect(await provider.findProfile({ lpa: none }), `«${none}»`).toBeUndefined();
      const numbers = ['', '%', ref.iccid.slice(0, -1), `${ref.iccid}0`];
      if (ref.id !== ref.iccid) numbers.push(ref.id);
      for (const none of numbers)
        expect(await provider.findProfile({ iccid: none }), `«${none}»`).toBeUndefined();
      await supply.install(ref);
      provider = await supply.restart();
      expect(await provider.findProfile({ lpa: lpa ?? '' }), 'installed as well').toEqual(found);
    });

    where(idempotent)('an order sent twice is one card', async () => {
      const first = await newCard('k1');
      await provider.placeOrder({ key: 'k1', planId: supply.plans.allowance });
      expect(await settled('k1')).toEqual(first);
      expect(await newCard('k2')).not.toEqual(first);
    });

    where(idempotent)('an order sent many times at once is one card', async () => {
      const before = await provider.balance();
      const command = { key: 'k1', planId: supply.plans.allowance };
      await Promise.all(Array.from({ length: 10 }, () => provider.placeOrder(command)));
      await settled('k1');
      const paid = before.amount - (await provider.balance()).amount;
      await newCard('k2');
      expect(before.amount - (await provider.balance()).amount).toBe(2 * paid);
    });

    test('an order is found by its key after a restart', async () => {
      const first = await newCard('k1');
      provider = await supply.restart();
      expect(await look('k1')).toEqual({ kind: 'placed', ref: first });
      if (idempotent) await provider.placeOrder({ key: 'k1', planId: supply.plans.allowance });
      expect(await settled('k1')).toEqual(first);
      expect((await provider.getProfile(first)).lpa).toMatch(/^LPA:1\$/);
    });

    where(idempotent)('a top-up sent twice, at once and after a restart, is added once', async () => {
      const ref = await usedCard('k1');
      const before = await bytesOn(ref);
      const command = { key: 't1', ref, planId: supply.plans.allowance };
      await Promise.all([provider.placeTopUp(command), provider.placeTopUp(command)]);
      provider = await supply.restart();
      await provider.placeTopUp(command);
      expect(await settled('t1', ref)).toEqual(ref);
      expect(await bytesOn(ref)).toBe(2 * before);
    });

    where(idempotent)('a key that was used for something else makes nothing more', async () => {
      const ref = await newCard('k1');
      const { amount } = await provider.balance();
      const before = await bytesOn(ref);
      await refusal(provider.placeOrder({ key: 'k1', planId: supply.plans.unlimited }));
      await refusal(provider.placeTopUp({ key: 'k1', ref, planId: supply.plans.allowance }));
      expect(await bytesOn(ref)).toBe(before);
      expect((await provider.balance()).amount).toBe(amount);
    });

    test('when the answer to an order is lost, looking it up finds the one card', async () => {
      supply.loseNextAnswer();
      const lost = provider.placeOrder({ key: 'k1', planId: supply.plans.allowance });
      expect(await refusal(lost)).toBe('unknown_outcome');
      const ref = await settled('k1');
      if (idempotent) await provider.placeOrder({ key: 'k1', planId: supply.plans.allowance });
      expect(await settled('k1')).toEqual(ref);
    });

    test('when the answer to a renewal is lost, looking it up finds the one renewal', async () => {
      const ref = await usedCard('k1');
      const before = await bytesOn(ref);
      supply.loseNextAnswer();
      const lost = provider.placeTopUp({ key: 't1', ref, planId: supply.plans.allowance });
      expect(await refusal(lost)).toBe('unknown_outcome');
      expect(await settled('t1', ref)).toEqual(ref);
      expect(await bytesOn(ref)).toBe(2 * before);
    });

    test('an order that was never made is not found, without an error', async () => {
      expect(await look('never-sent')).toEqual({ kind: 'not_found' });
    });

    test('a plan that is not sold is refused by name, and nothing is made', async () => {
      expect(await refusal(provider.placeOrder({ key: 'k1', planId: 'no-such-plan' }))).toBe('plan_gone');
      expect(await look('k1')).toEqual({ kind: 'not_found' });
    });

    test('a card the supplier does not know is gone, whatever is asked of it', async () => {
      const ref = { id: 'nobody', iccid: '8999900000000000000' };
      for (const ask of [
        provider.getProfile(ref),
        provider.getUsage(ref),
        provider.history(ref),
        provider.listTopUps(ref),
        provider.placeTopUp({ key: 't1', ref, planId: supply.plans.allowance }),
      ])
        expect(await refusal(ask)).toBe('profile_gone');
    });

    test('plans on sale are listed once each, with whole costs', async () => {
      const plans = await provider.listPlans();
      const ids = plans.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(Object.values(supply.plans)));
      for (const { cost } of plans) expect(cost === null || Number.isSafeInteger(cost.amount)).toBe(true);
    });

    test('a card takes what its own list offers, and nothing else', async () => {
      const ref = await usedCard('k1');
      const offered = (await provider.listTopUps(ref)).map(({ id }) => id);
      expect(offered).toContain(supply.plans.allowance);
      expect(offered).not.toContain(supply.plans.elsewhere);
      const wrong = { key: 't1', ref, planId: supply.plans.elsewhere };
      expect(await refusal(provider.placeTopUp(wrong))).toBe('topup_not_allowed');
      expect(await look('t1', ref)).toEqual({ kind: 'not_found' });
      for (const [index, planId] of offered.entries())
        expect(await refusal(provider.placeTopUp({ key: `ok-${index}`, ref, planId }))).toBe('none');
    });

    test('an unlimited plan never has a number of bytes left', async () => {
      const ref = await usedCard('k1', supply.plans.unlimited);
      for (let day = 0; day < 8; day++) {
        expect((await provider.getUsage(ref)).dataTotal).toBeNull();
        for (const plan of await provider.history(ref)) expect(plan.dataTotal).toBeNull();
        await supply.advance(24 * hour);
      }
    });

    test('what was used only grows, stays within the plan and has a time that has passed', async () => {
      const ref = await usedCard('k1');
      let last = await provider.getUsage(ref);
      for (let step = 0; step < 60; step++) {
        await supply.advance(11 * hour + 7 * minute);
        const usage = await provider.getUsage(ref);
        expect(usage.dataUsed).toBeGreaterThanOrEqual(last.dataUsed ?? 0);
        expect(usage.dataUsed).toBeLessThanOrEqual(usage.dataTotal ?? Infinity);
        expect(usage.asOf).toBeGreaterThanOrEqual(last.asOf);
        expect(usage.asOf).toBeLessThanOrEqual(supply.now());
        last = usage;
      }
    });

    where(takesBack)(
      'a card on nobody’s phone can be given back, its cost returns, and it takes nothing more',
      async () => {
        const before = await provider.balance();
        const ref = await newCard('k1');
        expect((await provider.balance()).amount).toBeLessThan(before.amount);
        expect(await provider.cancel(ref)).toEqual({ kind: 'cancelled' });
        expect(await provider.cancel(ref)).toEqual({ kind: 'cancelled' });
        expect(await provider.balance()).toEqual(before);
        expect(await provider.getProfile(ref)).toMatchObject({ state: 'cancelled', lpa: null });
        expect(await provider.listTopUps(ref)).toEqual([]);
        const topUp = { key: 't1', ref, planId: supply.plans.allowance };
        expect(await refusal(provider.placeTopUp(topUp))).toBe('profile_gone');
      },
    );

    test('a card in use cannot be given back', async () => {
      const ref = await usedCard('k1');
      expect(await provider.cancel(ref)).toMatchObject({ kind: 'refused' });
      expect((await provider.getProfile(ref)).state).toBe('enabled');
    });

    test('it says of itself what its ways are', () => {
      expect(provider.capabilities.idempotentOrders).toBe(idempotent);
    });

    test('a genuine webhook is understood, the same way each time', async () => {
      const webhook = await supply.genuineWebhook();
      const read = await provider.parseWebhook(webhook);
      expect(read.kind).toBe('events');
      expect(await provider.parseWebhook(webhook)).toEqual(read);
    });

    where(signs)(
      'a webhook with a wrong, short, absent or senseless signature, or another body, is rejected without an exception',
      async () => {
        const { headers, rawBody, ip } = await supply.genuineWebhook();
        const changed = Uint8Array.from(rawBody, (byte, index) =>
          index === rawBody.length - 3 ? byte ^ 1 : byte,
        );
        const forged: Webhook[] = [
          { headers: {}, rawBody, ip },
          { headers, rawBody: changed, ip },
          { headers, rawBody: new Uint8Array(0), ip },
          ...[
            '',
            '0',
            'ff'.repeat(31),
            'ff'.repeat(32),
            'ff'.repeat(33),
            'zz'.repeat(32),
            '网'.repeat(64),
          ].map((value) => ({ headers: replaced(headers, value), rawBody, ip })),
        ];
        for (const webhook of forged) expect((await provider.parseWebhook(webhook)).kind).toBe('rejected');
        await fc.assert(
          fc.asyncProperty(fc.dictionary(fc.string(), fc.string()), fc.uint8Array(), async (junk, body) => {
            const webhook = { headers: { ...headers, ...junk }, rawBody: body, ip };
            expect((await provider.parseWebhook(webhook)).kind).toBe('rejected');
          }),
          { numRuns: 50 },
        );
      },
    );
  });
}

function replaced(headers: Webhook['headers'], value: string): Record<string, string> {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, value]));
}
