import { expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import * as recorded from '../esim/esim-access/recorded.ts';
import { scripted, yes } from '../esim/esim-access/scripted.ts';
import { catalogue } from '../esim/esim-access/world.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCard, aCustomer } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

const gigabyte = 2 ** 30;
const { ref, fresh, inUse, listed, usage } = recorded;

describeOnBoth('A card of eSIM Access in the middle of a trip', (open) => {
  async function shopOf({
    provider,
    now: clock,
  }: {
    provider: Parameters<typeof createSuppliers>[0]['provider'];
    now: () => number;
  }) {
    const store = storeOver(await open(), { clock });
    await store.customers.see(aCustomer());
    const suppliers = createSuppliers({ provider, catalogue });
    const cards = createCards({ store, suppliers, clock, newId, logger: silent });
    return { store, cards };
  }

  test('a card that was just looked at and then used for the first time is in use, however old the count of its usage', async () => {
    const supplier = scripted({
      'esim/query': [yes(listed(fresh)), yes(listed(inUse))],
      'esim/usage/query': yes([{ ...usage, lastUpdateTime: '2026-06-01T07:00:00+0000' }]),
    });
    const { store, cards } = await shopOf(supplier);
    const made = await store.cards.add(aCard({ provider: 'esimaccess', ref, coverage: 'IT' }));
    await cards.refresh(made);
    expect((await store.cards.byId(made.id))?.balance?.plans).toMatchObject([{ state: 'queued' }]);
    supplier.advance(70 * minute);
    const { card } = await cards.refresh(made);
    expect(card.balance?.plans).toMatchObject([{ state: 'active', dataUsed: usage.dataUsage }]);
    expect((await store.cards.byId(made.id))?.balance).toEqual(card.balance);
  });

  test('a slow answer from before something happened does not undo what was heard after it', async () => {
    let late: ((answer: Response) => void) | undefined;
    const renewed = { ...inUse, totalVolume: 10 * gigabyte };
    const supplier = scripted({
      'esim/query': [() => new Promise<Response>((resolve) => void (late = resolve)), yes(listed(renewed))],
      'esim/usage/query': yes([usage]),
    });
    const { store, cards } = await shopOf(supplier);
    const card = await store.cards.add(aCard({ provider: 'esimaccess', ref, coverage: 'IT' }));
    const looking = cards.refresh(card);
    await expect.poll(() => late).toBeDefined();
    supplier.advance(minute);
    const rawBody = new TextEncoder().encode(JSON.stringify(recorded.notifications.DATA_USAGE));
    await supplier.provider.parseWebhook({ headers: {}, rawBody, ip: '3.1.131.226' });
    await cards.recheck(card.id);
    late?.(Response.json(yes(listed(inUse))));
    await looking;
    expect((await store.cards.byId(card.id))?.balance?.plans).toMatchObject([{ dataTotal: 10 * gigabyte }]);
  });
});
