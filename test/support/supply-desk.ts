import type { Fulfilment, Order } from '../../src/domain/order.ts';
import { createSupply } from '../../src/services/supply.ts';
import type { Suppliers } from '../../src/services/suppliers.ts';
import { planNamed } from '../esim/sandbox/supply.ts';
import { storeOver } from './database.ts';
import type { Open } from './database.ts';
import { aCard, aCustomer, anOrder } from './samples.ts';
import { silent } from './silent.ts';

/** A shop with an order for a new card, or for more on a card, which its supplier is to be sent. */
export async function openSupplyDesk(
  open: Open,
  suppliers: Suppliers,
  {
    provider,
    clock,
    card = aCard(),
  }: { provider: string; clock: () => number; card?: ReturnType<typeof aCard> },
) {
  const store = storeOver(await open(), { clock });
  await store.customers.see(aCustomer());
  await store.cards.add(card);
  const isNew = card.provider !== provider || card.balance === null;
  const preview: Order['preview'] = isNew
    ? { kind: 'new_profile', wastedBytes: null, wastedUntil: null }
    : { kind: 'queued', leftBytes: null, startsBy: null };
  const order = anOrder(card, { plan: planNamed('it-5gb-30d'), preview, state: 'fulfilling' });
  await store.orders.insert(order);
  const fulfilment: Fulfilment = {
    orderId: order.id,
    key: 'key-1',
    provider,
    state: 'submitting',
    sends: 1,
    notFoundAt: null,
    lastError: null,
    startedAt: clock(),
    slowToldAt: null,
  };
  await store.fulfilments.start(fulfilment);
  const supply = createSupply({
    store,
    suppliers,
    mostFor: async () => undefined,
    clock,
    logger: silent,
  });
  const stored = async (): Promise<Fulfilment> => (await store.fulfilments.byOrder(order.id)) ?? fulfilment;
  return { store, order, fulfilment, supply, stored };
}
