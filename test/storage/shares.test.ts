import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { CardLink } from '../../src/domain/share.ts';
import type { Store } from '../../src/services/storage-port.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { aCard, aCustomer, aShare } from '../support/samples.ts';

const owner = customerIdOf(100_001);
const anna = customerIdOf(2);
const bo = customerIdOf(3);

async function withCard(open: Open): Promise<{ store: Store; card: Card }> {
  const store = storeOver(await open());
  for (const id of [owner, anna, bo]) await store.customers.see(aCustomer(id));
  return { store, card: await store.cards.add(aCard({ ownerId: owner })) };
}

function linkTo(card: Card, purpose: CardLink['purpose']): CardLink {
  return { cardId: card.id, purpose, ownerId: owner, createdAt: 1, expiresAt: 100, usedBy: null };
}

describeOnBoth('Cards that are named, removed, shared and handed over', (open) => {
  test('a removed card is on nobody’s list, is still found by its profile, and can be taken up again', async () => {
    const { store, card } = await withCard(open);
    await store.cards.rename(card.id, owner, 'For Rome');
    await store.shares.begin(aShare(card, anna));
    expect(await store.cards.remove(card.id, anna, 5), 'somebody else').toBe(false);
    expect(await store.cards.remove(card.id, owner, 5)).toBe(true);
    expect(await store.cards.remove(card.id, owner, 6), 'twice').toBe(false);
    expect(await store.cards.ofOwner(owner)).toEqual([]);
    expect(await store.cards.ofCompanion(anna)).toEqual([]);
    const kept = await store.cards.byProfile(card.provider, card.ref.id);
    expect(kept).toMatchObject({ id: card.id, ownerId: owner, name: null, removedAt: 5 });
    expect(await store.cards.rename(card.id, owner, 'Again'), 'no name for what is gone').toBe(false);
    const taken = kept && (await store.cards.take(kept, bo, 7));
    expect(taken).toMatchObject({ id: card.id, ownerId: bo, removedAt: null });
    expect(await store.cards.ofOwner(bo)).toEqual([taken]);
    expect(await store.cards.ofCompanion(anna), 'old shares do not come back').toEqual([]);
  });

  test('of two who take the same card at once, one gets it', async () => {
    const { store, card } = await withCard(open);
    const taken = await Promise.all([store.cards.take(card, anna, 1), store.cards.take(card, bo, 1)]);
    expect(taken.filter((each) => each !== undefined)).toHaveLength(1);
    expect((await store.cards.byId(card.id))?.ownerId).toBe(taken[0] ? anna : bo);
  });

  test('of taking and removing at once, one happens', async () => {
    const { store, card } = await withCard(open);
    const [taken, removed] = await Promise.all([
      store.cards.take(card, anna, 1),
      store.cards.remove(card.id, owner, 1),
    ]);
    expect([taken !== undefined, removed].filter(Boolean)).toHaveLength(1);
  });

  test('whoever gets a card gets it without its name, its companions and its open links', async () => {
    const { store, card } = await withCard(open);
    await store.cards.rename(card.id, owner, 'For Rome');
    await store.shares.begin(aShare(card, bo));
    await store.cardLinks.put(linkTo(card, 'share'), 'token');
    expect(await store.cards.take(card, anna, 9)).toMatchObject({ ownerId: anna, name: null });
    expect(await store.shares.ofCard(card.id)).toEqual([]);
    expect(await store.shares.between(card.id, bo)).toMatchObject({ endedAt: 9, name: null });
    expect(await store.cardLinks.find('share', 'token')).toBeUndefined();
  });

  test('a link is used once, by one of many, in time and for its purpose; a new one takes its place', async () => {
    const { store, card } = await withCard(open);
    await store.cardLinks.put(linkTo(card, 'share'), 'old');
    await store.cardLinks.put(linkTo(card, 'share'), 'new');
    await store.cardLinks.put(linkTo(card, 'give'), 'gift');
    expect(await store.cardLinks.use('share', 'old', anna, 2), 'replaced').toBe(false);
    expect(await store.cardLinks.use('give', 'new', anna, 2), 'for something else').toBe(false);
    expect(await store.cardLinks.use('share', 'new', anna, 100), 'too late').toBe(false);
    expect(await store.cardLinks.find('share', 'new')).toEqual(linkTo(card, 'share'));
    const used = await Promise.all([anna, bo, owner].map((by) => store.cardLinks.use('share', 'new', by, 2)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await store.cardLinks.ofCard(card.id, 'share', 2), 'nobody is awaited any more').toBeUndefined();
    expect(await store.cardLinks.ofCard(card.id, 'give', 2), 'the other one still waits').toBeDefined();
    await store.cardLinks.drop(card.id, 'give');
    expect(await store.cardLinks.find('give', 'gift'), 'taken back').toBeUndefined();
  });

  test('a share begins once, ends once, and may begin again', async () => {
    const { store, card } = await withCard(open);
    const share = aShare(card, anna);
    const begun = await Promise.all([store.shares.begin(share), store.shares.begin(aShare(card, anna))]);
    expect(begun.filter(Boolean)).toHaveLength(1);
    const [lasting] = await store.shares.ofCard(card.id);
    expect(await store.cards.ofCompanion(anna)).toEqual([card]);
    const ended = await Promise.all([1, 2].map((at) => store.shares.end(lasting?.id ?? share.id, at)));
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await store.cards.ofCompanion(anna)).toEqual([]);
    expect(await store.shares.begin(aShare(card, anna, { createdAt: 4 }))).toBe(true);
    expect(await store.shares.between(card.id, anna)).toMatchObject({ createdAt: 4, endedAt: null });
  });

  test('neither a token nor a companion’s name can be read in the database', async () => {
    const { db } = await open();
    const store = storeOver({ db });
    for (const id of [owner, anna]) await store.customers.see(aCustomer(id));
    const card = await store.cards.add(aCard({ ownerId: owner }));
    await store.cardLinks.put(linkTo(card, 'share'), 'secret-token');
    await store.shares.begin(aShare(card, anna, { name: 'Annamaria' }));
    const rows = [
      ...(await db.selectFrom('card_links').selectAll().execute()),
      ...(await db.selectFrom('shares').selectAll().execute()),
    ];
    const text = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(text).not.toMatch(/secret|Annamaria/);
    expect(await store.shares.ofCard(card.id)).toMatchObject([{ name: 'Annamaria' }]);
  });
});
