import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { Balance } from '../../src/domain/usage.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';
import { aCard, aCustomer, balance } from '../support/samples.ts';

const lpa = 'LPA:1$smdp.example$MATCHING-ID-1234';

describeOnBoth('Customers and cards', (open) => {
  test('a new customer is welcomed once, however fast they tap', async () => {
    const store = storeOver(await open());
    const seen = await Promise.all(Array.from({ length: 10 }, () => store.customers.see(aCustomer())));
    expect(seen.filter(({ created }) => created)).toHaveLength(1);
    expect(seen.every(({ customer }) => customer.languageCode === 'it')).toBe(true);
  });

  test('the language follows Telegram until one is chosen, and an update without language changes nothing', async () => {
    const store = storeOver(await open());
    await store.customers.see(aCustomer());
    const moved = await store.customers.see({ ...aCustomer(), languageCode: 'zh-hant' });
    expect(moved).toEqual({ customer: { ...aCustomer(), languageCode: 'zh-hant' }, created: false });
    const silent = await store.customers.see({ ...aCustomer(), languageCode: null });
    expect(silent.customer.languageCode).toBe('zh-hant');
    await store.customers.chooseLocale(aCustomer().id, 'en');
    expect(await store.customers.byId(aCustomer().id)).toMatchObject({ chosenLocale: 'en' });
    expect(await store.customers.byId(customerIdOf(5))).toBeUndefined();
  });

  test('a profile is one card, also when it is brought in twice', async () => {
    const store = storeOver(await open());
    await store.customers.see(aCustomer());
    const card = aCard({ balance: balance(5) });
    const [first, second] = await Promise.all([
      store.cards.add(card),
      store.cards.add({ ...aCard(), ref: card.ref }),
    ]);
    expect(second).toEqual(first);
    expect(await store.cards.ofOwner(card.ownerId)).toEqual([first]);
    expect(await store.cards.byProfile('sandbox', card.ref.id)).toEqual(first);
    expect(await store.cards.byProfile('other', card.ref.id)).toBeUndefined();
  });

  test('supply trap 15: two profiles of one number are two cards, since suppliers give numbers out again', async () => {
    const store = storeOver(await open());
    await store.customers.see(aCustomer());
    const [old, young] = [aCard({ createdAt: 1 }), aCard({ createdAt: 2 })];
    expect(young.ref.iccid).toBe(old.ref.iccid);
    for (const card of [old, young]) expect(await store.cards.add(card)).toEqual(card);
    expect(await store.cards.byProfile('sandbox', old.ref.id)).toEqual(old);
    expect(await store.cards.byProfile('sandbox', young.ref.id)).toEqual(young);
  });

  test('cards are listed oldest first, and only their owner’s', async () => {
    const store = storeOver(await open());
    await store.customers.see(aCustomer());
    await store.customers.see(aCustomer(customerIdOf(2)));
    const late = await store.cards.add(aCard({ createdAt: 9 }));
    const early = await store.cards.add(aCard({ createdAt: 3 }));
    await store.cards.add(aCard({ ownerId: customerIdOf(2) }));
    expect(await store.cards.ofOwner(late.ownerId)).toEqual([early, late]);
  });

  test('an old answer of the supplier does not replace a newer one', async () => {
    const store = storeOver(await open());
    await store.customers.see(aCustomer());
    const { id } = await store.cards.add(aCard());
    await store.cards.saveBalance(id, balance(45), 50);
    await store.cards.saveBalance(id, balance(48), 40);
    expect((await store.cards.byId(id))?.balance).toEqual(balance(45));
    // Figures of usage are counted every few hours, so a newer answer may bring older ones.
    const started: Balance = { ...balance(30), profile: 'disabled' };
    await store.cards.saveBalance(id, started, 60);
    expect((await store.cards.byId(id))?.balance).toEqual(started);
  });

  test('installation codes are unreadable in the database file', async () => {
    const { db } = await open();
    const store = storeOver({ db });
    await store.customers.see(aCustomer());
    const { id } = await store.cards.add(aCard());
    expect(await store.cards.installationCode(id)).toBeNull();
    await store.cards.saveInstallationCode(id, lpa);
    expect(await store.cards.installationCode(id)).toBe(lpa);
    const { installation_code: sealed } = await db
      .selectFrom('cards')
      .select('installation_code')
      .executeTakeFirstOrThrow();
    expect(Buffer.from(sealed ?? []).toString('latin1')).not.toContain('MATCHING');
  });

  test('an installation code moved to another card does not open there', async () => {
    const { db } = await open();
    const store = storeOver({ db });
    await store.customers.see(aCustomer());
    const mine = await store.cards.add(aCard());
    const theirs = await store.cards.add(aCard());
    await store.cards.saveInstallationCode(mine.id, lpa);
    const { installation_code } = await db
      .selectFrom('cards')
      .select('installation_code')
      .where('id', '=', mine.id)
      .executeTakeFirstOrThrow();
    await db.updateTable('cards').set({ installation_code }).where('id', '=', theirs.id).execute();
    await expect(store.cards.installationCode(theirs.id)).rejects.toThrow('does not open');
  });
});
