import { expect, onTestFinished, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { CustomerId } from '../../src/domain/ids.ts';
import { createCardNews } from '../../src/services/card-news.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import { createSharing } from '../../src/services/sharing.ts';
import type { Sharing } from '../../src/services/sharing.ts';
import type { Store } from '../../src/services/storage-port.ts';
import { catalogueWith, createSupply } from '../esim/sandbox/supply.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { aCard, aCustomer, anOrder } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const owner = customerIdOf(100_001);
const others = [2, 3, 4, 5, 6, 7, 8].map((number) => customerIdOf(number));

async function setUp(
  open: Open,
): Promise<{ store: Store; sharing: Sharing; card: Card } & Pick<OpenDatabase, 'db'>> {
  const { db } = await open();
  const store = storeOver({ db });
  for (const id of [owner, ...others]) await store.customers.see(aCustomer(id));
  const card = await store.cards.add(aCard({ ownerId: owner }));
  return { db, store, card, sharing: createSharing({ store, clock: () => 1_000_000, newId }) };
}

async function linkFor(sharing: Sharing, card: Card, purpose: 'share' | 'give'): Promise<string> {
  const made = await sharing.makeLink(owner, card.id, purpose);
  if (made.kind !== 'made') throw new Error(made.kind);
  return made.token;
}

describeOnBoth('Sharing and handing over, at once', (open) => {
  test('of many who take up the same hand-over, one becomes the owner, and the others learn only that it is over', async () => {
    const { store, sharing, card } = await setUp(open);
    const token = await linkFor(sharing, card, 'give');
    const used = await Promise.all(others.map((id) => sharing.receive(id, token)));
    const winner = others.filter((_, index) => used[index]?.kind === 'done');
    expect(winner).toHaveLength(1);
    expect(used.filter(({ kind }) => kind === 'over')).toHaveLength(others.length - 1);
    expect((await store.cards.byId(card.id))?.ownerId).toBe(winner[0]);
    expect(await sharing.receive(winner[0] ?? owner, token), 'pressed again').toMatchObject({
      kind: 'already',
    });
  });

  test('of many who take up the same share, one becomes a companion', async () => {
    const { store, sharing, card } = await setUp(open);
    const token = await linkFor(sharing, card, 'share');
    const used = await Promise.all(others.map((id) => sharing.accept(id, token, null)));
    expect(used.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(await store.shares.ofCard(card.id)).toHaveLength(1);
  });

  test('whoever comes while the card goes to somebody else is no companion of the new owner', async () => {
    const { store, sharing, card } = await setUp(open);
    const [first = owner, second = owner] = others;
    const [share, give] = [await linkFor(sharing, card, 'share'), await linkFor(sharing, card, 'give')];
    await Promise.all([sharing.accept(first, share, 'Anna'), sharing.receive(second, give)]);
    expect((await store.cards.byId(card.id))?.ownerId).toBe(second);
    expect(await store.shares.ofCard(card.id)).toEqual([]);
    expect(await store.cards.ofCompanion(first)).toEqual([]);
  });

  test('of taking a card over and its removal at once, one happens', async () => {
    const { store, sharing, card } = await setUp(open);
    const [receiver = owner] = others;
    const token = await linkFor(sharing, card, 'give');
    const [used, removed] = await Promise.all([
      sharing.receive(receiver, token),
      store.cards.remove(card.id, owner, 1),
    ]);
    expect([used.kind === 'done', removed].filter(Boolean)).toHaveLength(1);
  });

  test('a card that an order is under way for is not handed over; it can be, once that is settled', async () => {
    const { store, sharing, card } = await setUp(open);
    const [receiver = owner] = others;
    const token = await linkFor(sharing, card, 'give');
    const order = anOrder(card, { state: 'fulfilling' });
    await store.orders.insert(order);
    expect(await sharing.receive(receiver, token)).toEqual({ kind: 'under_way' });
    expect(await sharing.makeLink(owner, card.id, 'give')).toEqual({ kind: 'under_way' });
    await store.orders.move(order, 'supplied', 1);
    expect(await sharing.receive(receiver, token)).toMatchObject({ kind: 'done' });
  });

  test('the sixth companion is turned away, also when many come at once', async () => {
    const { store, sharing, card } = await setUp(open);
    for (const id of others.slice(0, 5))
      await sharing.accept(id, await linkFor(sharing, card, 'share'), null);
    expect(await sharing.makeLink(owner, card.id, 'share')).toEqual({ kind: 'full' });
    expect(await store.shares.ofCard(card.id)).toHaveLength(5);
  });

  test('nobody but its owner ends a share or takes back a link', async () => {
    const { store, sharing, card } = await setUp(open);
    const [companion, stranger] = others as [CustomerId, CustomerId];
    const token = await linkFor(sharing, card, 'share');
    await sharing.dropLink(stranger, card.id, 'share');
    expect(await sharing.look(companion, 'share', token)).toMatchObject({ kind: 'open' });
    await sharing.accept(companion, token, 'Anna');
    const [share] = await store.shares.ofCard(card.id);
    expect(await sharing.endShare(stranger, share?.id ?? '')).toBeUndefined();
    expect(await sharing.endShare(companion, share?.id ?? '')).toBeUndefined();
    expect(await sharing.endShare(owner, share?.id ?? '')).toMatchObject({ share: { name: 'Anna' } });
    expect(await sharing.leave(companion, card.id), 'it is over').toBe(false);
  });

  test('a link that waited is worth nothing once the card is somebody else’s', async () => {
    const { sharing, card, store } = await setUp(open);
    const [receiver = owner, companion = owner] = others;
    const share = await linkFor(sharing, card, 'share');
    await sharing.receive(receiver, await linkFor(sharing, card, 'give'));
    expect(await sharing.accept(companion, share, null)).toEqual({ kind: 'over' });
    expect(await store.shares.ofCard(card.id)).toEqual([]);
  });

  test('of who came and of what has gone its owner is told, whatever dies in between, and once', async () => {
    const { store, sharing, card, db } = await setUp(open);
    const [companion = owner, receiver = owner] = others;
    await sharing.accept(companion, await linkFor(sharing, card, 'share'), 'Anna');
    await sharing.receive(receiver, await linkFor(sharing, card, 'give'));
    const told: string[] = [];
    const life = { dies: true };
    const tell = async (words: string): Promise<void> => {
      if (life.dies) throw new Error('The process died');
      told.push(words);
    };
    const news = createCardNews({
      store,
      notifier: {
        came: (id, { ref }, name) => tell(`${id}: ${name} came to ${ref.iccid}`),
        gone: (id, { ref }) => tell(`${id}: ${ref.iccid} has gone`),
      },
    });
    const jobs = await db.selectFrom('jobs').select('key').where('kind', '=', 'notice').execute();
    expect(jobs).toHaveLength(2);
    for (const { key } of jobs) await news.tell(key).catch(() => {});
    life.dies = false;
    for (let times = 0; times < 2; times++) for (const { key } of jobs) await news.tell(key);
    expect(told, 'who came is not there any more').toEqual([`${owner}: ${card.ref.iccid} has gone`]);

    const share = await sharing.makeLink(receiver, card.id, 'share');
    await sharing.accept(companion, share.kind === 'made' ? share.token : '', 'Anna');
    const [came] = await store.cardNotices.of(receiver, 'came');
    for (let times = 0; times < 2; times++) await news.tell(came?.id ?? '');
    expect(told.slice(1)).toEqual([`${receiver}: Anna came to ${card.ref.iccid}`]);
  });

  test('what an owner calls a card is never in what its companions are given', async () => {
    const { store, sharing, card } = await setUp(open);
    const [companion = owner] = others;
    await store.cards.rename(card.id, owner, 'Secret');
    const supply = createSupply();
    onTestFinished(() => supply.close());
    const cards = createCards({
      store,
      suppliers: createSuppliers({ provider: supply.provider, catalogue: catalogueWith() }),
      clock: supply.now,
      newId,
      logger: silent,
    });
    const token = await linkFor(sharing, card, 'share');
    const given: unknown[] = [
      await sharing.look(companion, 'share', token),
      await sharing.accept(companion, token, null),
      await sharing.look(companion, 'share', token),
      await cards.mayRenew(companion, card.id),
      await cards.renewable(companion),
    ];
    expect(given.map((each) => JSON.stringify(each)).filter((each) => each.includes(card.id))).toHaveLength(
      given.length,
    );
    expect(JSON.stringify(given)).not.toContain('Secret');
    expect(await cards.mayRenew(owner, card.id)).toMatchObject({ name: 'Secret' });
  });

  test('a link that was used before the card went to somebody else is not theirs to manage', async () => {
    const { sharing, card } = await setUp(open);
    const [receiver = owner, companion = owner] = others;
    const share = await linkFor(sharing, card, 'share');
    await sharing.accept(companion, share, null);
    expect(await sharing.look(owner, 'share', share)).toMatchObject({ kind: 'own' });
    await sharing.receive(receiver, await linkFor(sharing, card, 'give'));
    for (const reader of [owner, receiver, companion])
      expect(await sharing.look(reader, 'share', share)).toEqual({ kind: 'over' });
  });
});
