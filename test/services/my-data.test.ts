import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { CustomerId } from '../../src/domain/ids.ts';
import { createMyData } from '../../src/services/my-data.ts';
import { createSharing } from '../../src/services/sharing.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCard, aCustomer, anOrder, aPayment, aShare, balance } from '../support/samples.ts';

const me = customerIdOf(100_001);
const other = customerIdOf(2);
const clock = (): number => Date.UTC(2026, 5, 14);

describeOnBoth('A customer’s own data', (open) => {
  test('a copy holds what is theirs, in times that people can read, and no secrets; the deletion leaves the books', async () => {
    const store = storeOver(await open());
    const myData = createMyData({ store, clock });
    for (const id of [me, other]) await store.customers.see(aCustomer(id));
    const card = await store.cards.add(aCard({ ownerId: me, balance: balance(clock()) }));
    const theirs = await store.cards.add(aCard({ ownerId: other }));
    await store.cards.saveInstallationCode(card.id, 'LPA:1$smdp.example$SECRET');
    await store.cards.rename(card.id, me, 'For Rome');
    await store.customers.chooseHomeZone(me, 'Asia/Taipei');
    await store.shares.begin(aShare(card, other));
    await store.shares.begin(aShare(theirs, me));
    await store.addresses.save({ customerId: me, address: 'me@box.invalid', verifiedAt: clock() });
    const link = {
      cardId: card.id,
      purpose: 'give',
      ownerId: me,
      createdAt: 1,
      expiresAt: 9,
      usedBy: null,
    } as const;
    await store.cardLinks.put(link, 'TOKEN');
    const order = anOrder(card, { state: 'fulfilled', deliveredAt: clock() });
    const gift = anOrder(card, {
      state: 'fulfilled',
      deliveredAt: clock(),
      payerId: other,
      suppliedCardId: card.id,
    });
    for (const each of [order, gift]) await store.orders.insert(each);
    const mine = aPayment({ payerId: me, orderId: order.id, receivedAt: clock() });
    await store.payments.record(mine);
    const disputed = { paymentId: mine.id, railId: 'dp_1', money: mine.money, state: 'won' } as const;
    await store.disputes.record(disputed, clock());

    const copy = (await myData.export(me)) ?? '';
    for (const word of [
      'For Rome',
      'Asia/Taipei',
      'me@box.invalid',
      order.id,
      gift.id,
      '2026-06-14T00:00:00.000Z',
    ])
      expect(copy).toContain(word);
    expect(copy).not.toMatch(/SECRET|TOKEN/);
    expect(copy).toContain('"state": "won"');

    expect(await myData.erase(me)).toEqual([]);
    const after = (await myData.export(me)) ?? '';
    expect(after).not.toMatch(/For Rome|Taipei|box\.invalid/);
    expect(after, 'the books').toContain(order.id);
    expect(await store.cards.ofOwner(me)).toEqual([]);
    expect(await store.cards.installationCode(card.id)).toBeNull();
    expect(await store.cards.ofCompanion(other)).toEqual([]);
    expect(await store.cards.ofCompanion(me)).toEqual([]);
    expect(await store.cards.ofOwner(other), 'of others nothing').toHaveLength(1);
    expect(await myData.erase(me), 'again').toEqual([]);
  });

  test('what is not settled stands in the way, and is named', async () => {
    const store = storeOver(await open());
    const myData = createMyData({ store, clock });
    for (const id of [me, other]) await store.customers.see(aCustomer(id));
    const card = await store.cards.add(aCard({ ownerId: me }));
    await store.orders.insert(anOrder(card, { state: 'fulfilling', payerId: other }));
    const { payment } = await store.payments.record(aPayment({ payerId: me }));
    await store.refunds.request({
      id: newId('refund'),
      paymentId: payment.id,
      reason: 'duplicate',
      state: 'requested',
      requestedAt: 1,
    });
    expect(await myData.erase(me)).toEqual(['order', 'refund']);
    expect(await store.cards.ofOwner(me)).toHaveLength(1);
  });

  test('open prices end with the data', async () => {
    const store = storeOver(await open());
    const myData = createMyData({ store, clock });
    await store.customers.see(aCustomer(me));
    const card = await store.cards.add(aCard({ ownerId: me }));
    const quote = anOrder(card);
    await store.orders.insert(quote);
    expect(await myData.erase(me)).toEqual([]);
    expect((await store.orders.byId(quote.id))?.state).toBe('canceled');
  });

  test('whose card it was before is in nobody’s copy but their own', async () => {
    const { db } = await open();
    const store = storeOver({ db }, { clock });
    const myData = createMyData({ store, clock });
    const [companion, receiver] = [customerIdOf(3), customerIdOf(4)];
    for (const id of [me, other, companion, receiver]) await store.customers.see(aCustomer(id));
    const card = await store.cards.add(aCard({ ownerId: me }));
    const list = { id: newId('import'), operatorId: other, messageId: 1, createdAt: 1 };
    await store.transaction(async (tx) => {
      await tx.soldCards.draft(list, [
        { iccid: card.ref.iccid, email: 'me@box.invalid', order: 'For M. Rossi' },
      ]);
      await tx.soldCards.decide(list.id, other, 'imported', { at: 1, since: 0 });
    });
    const claim = {
      customerId: me,
      way: 'email',
      proof: card.ref.iccid,
      end: 'added',
      cardId: card.id,
    } as const;
    await store.claims.record({ ...claim, id: newId('claim'), at: 2 });
    const sharing = createSharing({ store, clock, newId });
    const follow = async (purpose: 'share' | 'give', reader: CustomerId): Promise<unknown> => {
      const made = await sharing.makeLink(me, card.id, purpose);
      const token = made.kind === 'made' ? made.token : '';
      return purpose === 'share' ? sharing.accept(reader, token, 'Anna') : sharing.receive(reader, token);
    };
    await follow('share', companion);
    const before = (await myData.export(me)) ?? '';
    for (const word of ['Anna', 'For M. Rossi', '"purpose": "share"']) expect(before).toContain(word);
    expect(await follow('give', receiver)).toMatchObject({ kind: 'done' });

    const theirs: Record<string, unknown[]> = JSON.parse((await myData.export(receiver)) ?? '');
    expect(theirs['cards']).toHaveLength(1);
    for (const part of ['shares', 'links', 'boughtElsewhere', 'claims'])
      expect([part, theirs[part]]).toEqual([part, []]);
    const mine: Record<string, unknown[]> = JSON.parse((await myData.export(me)) ?? '');
    expect(mine['shares'], 'that they shared it').toMatchObject([{ cardId: card.id }]);
    await myData.erase(me);
    const rows = await db.selectFrom('shares').select('id').execute();
    expect(rows).toEqual([]);
  });
});
