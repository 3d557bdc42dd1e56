import { expect, test } from 'vitest';
import type { Listing } from '../../src/domain/listing.ts';
import type { Money } from '../../src/domain/money.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';

const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const listing = {
  provider: 'airalo',
  planId: 'it-5gb-30d',
  boughtAs: 'mamma-mia-30days-5gb',
  cost: usd(900),
  acceptedCost: usd(900),
  least: { USD: 1300, EUR: 1120 },
  missingSince: null,
} satisfies Listing;

describeOnBoth('What suppliers list', (open) => {
  test('is kept by supplier and plan, as it was told last', async () => {
    const { listings } = storeOver(await open());
    expect(await listings.byPlan('airalo', 'it-5gb-30d')).toBeUndefined();
    await listings.save(listing);
    await listings.save({ ...listing, provider: 'esimaccess', cost: null, acceptedCost: null, least: {} });
    await listings.save({ ...listing, missingSince: 7 });
    expect(await listings.of('airalo')).toEqual([{ ...listing, missingSince: 7 }]);
    expect(await listings.of('esimaccess')).toMatchObject([{ cost: null, acceptedCost: null, least: {} }]);
  });

  test('a cost that an operator agrees to while a list is taken over is not forgotten by it', async () => {
    const { listings } = storeOver(await open());
    await listings.save({ ...listing, cost: usd(1200) });
    expect(await listings.accept('airalo', 'it-5gb-30d', usd(1200))).toBe(true);
    await listings.save({ ...listing, cost: usd(1210) });
    expect(await listings.of('airalo')).toMatchObject([{ cost: usd(1210), acceptedCost: usd(1200) }]);
  });

  test('a cost that was never told is agreed to by its first telling', async () => {
    const { listings } = storeOver(await open());
    await listings.save({ ...listing, cost: null, acceptedCost: null });
    expect(await listings.accept('airalo', 'it-5gb-30d', usd(900)), 'nothing to agree to').toBe(false);
    await listings.save(listing);
    expect(await listings.of('airalo')).toEqual([listing]);
  });

  test('the state of a list survives, and so does why it was refused', async () => {
    const { listings } = storeOver(await open());
    expect(await listings.list('airalo')).toBeUndefined();
    const list = { provider: 'airalo', lookedAt: 5, takenAt: 4, refused: null, acceptedPlans: null };
    await listings.saveList(list);
    expect(await listings.list('airalo')).toEqual(list);
    const refused = { ...list, lookedAt: 9, refused: { since: 8, plans: 3 } };
    await listings.saveList(refused);
    expect(await listings.list('airalo')).toEqual(refused);
    expect(await listings.acceptList('airalo', 3)).toBe(true);
    expect((await listings.list('airalo'))?.acceptedPlans).toBe(3);
  });
});
