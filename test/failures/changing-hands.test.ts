import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import { minute } from '../../src/domain/time.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import { createKeeping } from '../../src/services/keeping.ts';
import { createMyData } from '../../src/services/my-data.ts';
import { createSharing } from '../../src/services/sharing.ts';
import type { Store } from '../../src/services/storage-port.ts';
import type { Usage } from '../../src/services/supply-port.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import type { BackOffice } from '../support/back-office.ts';
import { catalogueWith, createSupply } from '../esim/sandbox/supply.ts';
import { newId } from '../support/database.ts';
import { aCustomer, aPayment } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const friend = customerIdOf(100_002);
const other = customerIdOf(100_003);

/** The supplier never finishes it, so an order for it stays under way. */
const endless = 'sbx-pending-forever';

/** The friend has a card, and an activation code that somebody gave them. */
async function withGift(): Promise<{ office: BackOffice; card: Card; codeId: string }> {
  const office = await openBackOffice([endless]);
  const card = await office.cardOf(friend);
  const { order, attempt } = await office.open(endless, 'code');
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total });
  await office.report([{ eventId: newId('event'), payment }]);
  await office.pass(1000);
  const secret = office.outside.secrets.get(order.id);
  const shown = secret && (await office.codes.show(friend, secret));
  if (!shown || shown.kind !== 'known') throw new Error('There is no code');
  return { office, card, codeId: shown.code.id };
}

/** Ways in which a card leaves its owner; each answers whether it did. */
const departures: readonly {
  how: string;
  leave: (store: Store, card: Card) => Promise<() => Promise<boolean>>;
}[] = [
  {
    how: 'is handed over',
    leave: async (store, card) => {
      await store.customers.see(aCustomer(other));
      const sharing = createSharing({ store, clock: () => card.createdAt, newId });
      const link = await sharing.makeLink(friend, card.id, 'give');
      if (link.kind !== 'made') throw new Error(link.kind);
      return async () => (await sharing.receive(other, link.token)).kind === 'done';
    },
  },
  {
    how: 'is removed',
    leave: async (store, card) => async () =>
      (await createKeeping({ store, clock: () => card.createdAt }).remove(friend, card.id)) === 'removed',
  },
  {
    how: 'goes with all data of its owner',
    leave: async (store, card) => async () =>
      (await createMyData({ store, clock: () => card.createdAt }).erase(friend)).length === 0,
  },
];

test.each(departures)(
  'a gift is never put onto a card that $how at the same moment',
  async ({ leave }) => {
    for (let turns = 0; turns < 120; turns += 3) {
      const { office, card, codeId } = await withGift();
      const depart = await leave(office.store, card);
      const redeeming = office.codes.redeem({
        customerId: friend,
        id: codeId,
        cardId: card.id,
        statusMessageId: null,
      });
      for (let n = 0; n < turns; n++) await Promise.resolve();
      const left = await depart();
      const redeemed = (await redeeming).kind === 'redeemed';
      expect([left, redeemed], `after ${turns} turns`).toEqual([!redeemed, !left]);
      await office.pass(minute);
      const now = await office.store.cards.byId(card.id);
      expect(now?.ownerId === friend && now.removedAt === null).toBe(redeemed);
    }
  },
  30_000,
);

test('two people who ask about one card at once each get it as they know it', async () => {
  const office = await openBackOffice(['it-once']);
  const card = await office.cardOf(friend);
  const supply = createSupply();
  const asked = Promise.withResolvers<Usage>();
  const provider = { ...supply.provider, getUsage: () => asked.promise };
  const profile = await supply.card('k', 'it-5gb-30d');
  const cards = createCards({
    store: office.store,
    suppliers: createSuppliers({ provider, catalogue: catalogueWith() }),
    clock: supply.now,
    newId,
    logger: silent,
  });
  const owners = { ...card, ref: profile, name: 'A private name' };
  const both = [cards.refresh(owners), cards.refresh({ ...owners, name: null, ownerId: other })];
  asked.resolve(await supply.provider.getUsage(profile));
  const [first, second] = await Promise.all(both);
  expect(first?.card).toMatchObject({ name: 'A private name', ownerId: friend });
  expect(second?.card).toMatchObject({ name: null, ownerId: other });
  expect(second?.card.balance).toEqual(first?.card.balance);
  supply.close();
});
