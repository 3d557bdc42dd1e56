import { expect, onTestFinished, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { CustomerId } from '../../src/domain/ids.ts';
import { day, hour } from '../../src/domain/time.ts';
import { createAddresses } from '../../src/services/addresses.ts';
import { createCards } from '../../src/services/cards.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import { createClaimRequests } from '../../src/services/claim-requests.ts';
import { createSettling } from '../../src/services/claim-settling.ts';
import { createClaims } from '../../src/services/claims.ts';
import type { ClaimAnswer } from '../../src/services/claims.ts';
import { createMyData } from '../../src/services/my-data.ts';
import { createCollecting } from '../../src/services/collecting.ts';
import type { EsimProvider } from '../../src/services/supply-port.ts';
import { beginTakingBack } from '../../src/services/taking-back.ts';
import { catalogueWith, createSupply } from '../esim/sandbox/supply.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { aCustomer, anOrder } from '../support/samples.ts';
import { silent } from '../support/silent.ts';
import { openCases } from '../support/cases.ts';

const anna = customerIdOf(1);
const bruno = customerIdOf(2);
const carla = customerIdOf(3);
const plan = 'it-5gb-30d';

/** The claims of a shop whose supplier sold cards elsewhere. */
async function openClaims(open: Open) {
  const { db } = await open();
  const supply = createSupply();
  onTestFinished(() => supply.close());
  const clock = supply.now;
  const store = storeOver({ db }, { clock, onJobs: () => {} });
  const asked: string[] = [];
  const rests: number[] = [];
  /** What an answer that waits for its moment waits for. */
  const world = { silent: false, moment: Promise.resolve(), held: Promise.resolve() };
  const provider: EsimProvider = {
    ...supply.provider,
    findProfile: async (proof) => {
      asked.push(JSON.stringify(proof));
      if (world.silent) throw new Error('away');
      await world.held;
      return supply.provider.findProfile(proof);
    },
  };
  const told: string[] = [];
  const common = { store, clock, newId, logger: silent };
  const suppliers = createSuppliers({ provider, catalogue: catalogueWith() });
  const cards = createCards({ ...common, suppliers });
  const claims = createClaims({
    store,
    settling: createSettling({ ...common, suppliers, cards }),
    addresses: createAddresses({ store, isOn: true, random: () => 123_456, clock, newId }),
    clock,
    rest: (milliseconds) => {
      rests.push(milliseconds);
      return world.moment;
    },
  });
  const brought: string[] = [];
  const collecting = createCollecting({
    store,
    settling: createSettling({ ...common, suppliers, cards }),
    notifier: { brought: async (id, found) => void brought.push(`${id} ${found.length}`) },
    clock,
    newId,
  });
  const collect = async (id: CustomerId) => {
    const collected = await collecting.collect(id);
    await collecting.shown(id, collected.cards);
    return collected;
  };
  const requests = createClaimRequests({
    ...common,
    notifier: {
      asked: async ({ ownerId }) => void told.push(`asked ${ownerId}`),
      handedOver: async ({ claimantId }) => void told.push(`told ${claimantId}`),
    },
  });
  const sold = async (key: string) => {
    const ref = await supply.card(key, plan);
    return { ...ref, lpa: (await supply.provider.getProfile(ref)).lpa ?? '' };
  };
  /** A seller's list of these cards. */
  const list = (rows: readonly { iccid: string; email: string }[]) =>
    store.transaction(async (tx) => {
      const id = newId('import');
      const list = { id, operatorId: carla, messageId: 1, createdAt: clock() };
      await tx.soldCards.draft(
        list,
        rows.map((row) => ({ ...row, order: 'W' })),
      );
      await tx.soldCards.decide(id, carla, 'imported', { at: clock(), since: 0 });
    });
  const prove = (customerId: CustomerId, address: string, subject: string | null = null) =>
    store.transaction((tx) => collecting.grant(tx, customerId, { address, subject }));
  const openRequests = () => db.selectFrom('claim_requests').selectAll().orderBy('asked_at').execute();
  const audit = async () =>
    (await db.selectFrom('claims').select('outcome').orderBy('at').execute()).map(({ outcome }) => outcome);
  for (const id of [anna, bruno, carla]) await store.customers.see(aCustomer(id));
  const ownersOf = async (refId: string) => (await store.cards.byProfile('sandbox', refId))?.ownerId;
  return {
    db,
    store,
    supply,
    claims,
    collecting,
    collect,
    brought,
    requests,
    told,
    asked,
    rests,
    world,
    sold,
    list,
    prove,
    openRequests,
    audit,
    ownersOf,
  };
}

const kinds = (answers: readonly ClaimAnswer[]): string[] => answers.map(({ kind }) => kind).toSorted();

describeOnBoth('Claims', (open) => {
  test('of two who claim one card at the same moment one has it, and is asked about the other', async () => {
    const { claims, sold, ownersOf, openRequests, audit } = await openClaims(open);
    const card = await sold('k1');
    const answers = await Promise.all([anna, bruno].map((id) => claims.byCode(id, card.lpa, 'code')));
    expect(kinds(answers)).toEqual(['added', 'refused']);
    const winner = answers[0]?.kind === 'added' ? anna : bruno;
    expect(await ownersOf(card.id)).toBe(winner);
    expect(await openRequests()).toMatchObject([
      { owner_id: winner, claimant_id: winner === anna ? bruno : anna },
    ]);
    expect((await audit()).toSorted()).toEqual(['added', 'asked']);
  });

  test('the same claim sent many times at once adds one card', async () => {
    const { claims, sold, store } = await openClaims(open);
    const { lpa } = await sold('k1');
    await Promise.all(Array.from({ length: 3 }, () => claims.byCode(anna, lpa, 'picture')));
    expect(await store.cards.ofOwner(anna)).toHaveLength(1);
    expect(await claims.byCode(anna, lpa, 'code')).toMatchObject({ kind: 'yours' });
  });

  test('a card that its owner took off the list goes to whoever can prove it', async () => {
    const { claims, sold, store, ownersOf, supply, openRequests } = await openClaims(open);
    const { lpa, id } = await sold('k1');
    const answer = await claims.byCode(anna, lpa, 'code');
    if (answer.kind !== 'added') throw new Error(answer.kind);
    await store.cards.remove(answer.card.id, anna, supply.now());
    expect(await claims.byCode(bruno, lpa, 'code')).toMatchObject({ kind: 'added' });
    expect(await ownersOf(id)).toBe(bruno);
    expect(await openRequests()).toEqual([]);
  });

  test('a yes and a no at the same moment: one of them counts', async () => {
    const { claims, requests, sold, ownersOf, openRequests } = await openClaims(open);
    const card = await sold('k1');
    await claims.byCode(anna, card.lpa, 'code');
    await claims.byCode(bruno, card.lpa, 'code');
    const [request] = await openRequests();
    const id = request?.id ?? '';
    const decisions = await Promise.all(
      (['given', 'kept', 'given', 'kept'] as const).map((verdict) => requests.decide(anna, id, verdict)),
    );
    const counted = decisions.map(({ kind }) => kind).filter((kind) => kind === 'given' || kind === 'kept');
    expect(counted).toHaveLength(1);
    expect(await ownersOf(card.id)).toBe(counted[0] === 'given' ? bruno : anna);
    expect((await openRequests())[0]?.state).toBe(counted[0]);
  });

  test('who was refused is not rid of it by having their data deleted; a month later they may ask again', async () => {
    const { claims, requests, sold, store, openRequests, supply } = await openClaims(open);
    const { lpa } = await sold('k1');
    await claims.byCode(anna, lpa, 'code');
    await claims.byCode(bruno, lpa, 'code');
    const [request] = await openRequests();
    await requests.decide(anna, request?.id ?? '', 'kept');
    expect(await createMyData({ store, clock: supply.now }).erase(bruno)).toEqual([]);
    supply.advance(29 * day);
    await store.limits.prune(supply.now());
    expect(await claims.byCode(bruno, lpa, 'code')).toMatchObject({ kind: 'refused' });
    expect(await openRequests(), 'nobody was asked').toEqual([]);
    await claims.byCode(carla, lpa, 'code');
    expect(await openRequests(), 'somebody else may ask').toMatchObject([{ claimant_id: carla }]);
    supply.advance(2 * day);
    await claims.byCode(bruno, lpa, 'code');
    expect(await openRequests()).toMatchObject([{ claimant_id: carla }, { claimant_id: bruno }]);
  });

  test('a question moves on once, whoever moves it', async () => {
    const { claims, sold, store, openRequests } = await openClaims(open);
    const { lpa } = await sold('k1');
    await claims.byCode(anna, lpa, 'code');
    await claims.byCode(bruno, lpa, 'code');
    const [request] = await openRequests();
    const id = request?.id ?? 'request_';
    const moves = await Promise.all(
      (['given', 'kept', 'given', 'kept'] as const).map((to) => store.claimRequests.move(id, 'open', to)),
    );
    expect(moves.filter((moved) => moved)).toHaveLength(1);
  });

  test('a card that is handed over while its owner removes it ends in one of both, never between', async () => {
    const { claims, requests, sold, store, openRequests, supply } = await openClaims(open);
    const card = await sold('k1');
    const added = await claims.byCode(anna, card.lpa, 'code');
    if (added.kind !== 'added') throw new Error(added.kind);
    await claims.byCode(bruno, card.lpa, 'code');
    const [request] = await openRequests();
    const [decision] = await Promise.all([
      requests.decide(anna, request?.id ?? '', 'given'),
      store.cards.remove(added.card.id, anna, supply.now()),
    ]);
    const after = await store.cards.byId(added.card.id);
    const given = decision.kind === 'given';
    expect(after?.ownerId).toBe(given ? bruno : anna);
    expect(after?.removedAt === null).toBe(given);
  });

  test('a card is not handed over while something of it is taken back for its owner’s money, and nothing is taken back after', async () => {
    const { claims, requests, sold, store, openRequests, supply } = await openClaims(open);
    for (let round = 0; round < 3; round++) {
      const { lpa } = await sold(`k${round}`);
      const added = await claims.byCode(anna, lpa, 'code');
      if (added.kind !== 'added') throw new Error(added.kind);
      await claims.byCode(bruno, lpa, 'code');
      const request = (await openRequests()).find(({ card_id: id }) => id === added.card.id)?.id ?? '';
      const order = anOrder(added.card, { state: 'fulfilled', suppliedCardId: added.card.id });
      await store.orders.insert(order);
      const asked = { orderId: order.id, customerId: anna, messageId: null, askedAt: supply.now() };
      const wish = await store.refundWishes.open({ ...asked, state: 'asked' });
      if (!wish) throw new Error('There was a wish');
      const takes = async () => store.transaction((tx) => beginTakingBack(tx, wish, order, added.card.id));
      const gives = async () => requests.decide(anna, request, 'given');
      const taking = round % 2 ? takes() : undefined;
      const giving = gives();
      const [taken, given] = await Promise.all([taking ?? takes(), giving]);
      expect(given.kind).toBe(taken ? 'under_way' : 'given');
      expect((await store.cards.byId(added.card.id))?.ownerId).toBe(taken ? anna : bruno);
      if (!taken) continue;
      await store.refundWishes.move(taken, 'with_person');
      expect(await gives(), 'the question is still there').toMatchObject({ kind: 'given' });
    }
  });

  test('who owns the card no more decides nothing about it', async () => {
    const { claims, requests, sold, store, openRequests, ownersOf, supply } = await openClaims(open);
    const card = await sold('k1');
    const added = await claims.byCode(anna, card.lpa, 'code');
    if (added.kind !== 'added') throw new Error(added.kind);
    await claims.byCode(bruno, card.lpa, 'code');
    const [request] = await openRequests();
    await store.cards.take(added.card, carla, supply.now());
    for (const id of [anna, bruno, carla])
      expect(await requests.decide(id, request?.id ?? '', 'given')).toEqual({ kind: 'unknown' });
    expect(await ownersOf(card.id)).toBe(carla);
  });

  test('the owner is told once of a question, and the claimant once of the card', async () => {
    const { claims, requests, sold, told, openRequests } = await openClaims(open);
    const { lpa } = await sold('k1');
    await claims.byCode(anna, lpa, 'code');
    await claims.byCode(bruno, lpa, 'code');
    const [request] = await openRequests();
    const id = request?.id ?? '';
    for (let times = 0; times < 3; times++) await requests.tell(id);
    expect(told).toEqual([`asked ${anna}`]);
    await requests.decide(anna, id, 'given');
    for (let times = 0; times < 3; times++) await requests.tell(id);
    expect(told).toEqual([`asked ${anna}`, `told ${bruno}`]);
  });

  test('guesses from many accounts at once are stopped, and nobody honest with them', async () => {
    const { claims, sold, store, asked, supply } = await openClaims(open);
    const { lpa } = await sold('k1');
    const crowd = Array.from({ length: 101 }, (_, index) => customerIdOf(1000 + index));
    for (const id of crowd) await store.customers.see(aCustomer(id));
    const guess = (id: CustomerId, turn: number) =>
      claims.byCode(id, `LPA:1$x.example.com$${id}-${turn}`, 'code');
    const guesses = crowd.slice(1).flatMap((id) => [1, 2, 3, 4].map((turn) => guess(id, turn)));
    const answers = await Promise.all(guesses);
    expect(asked).toHaveLength(300);
    expect(answers.filter(({ kind }) => kind === 'refused')).toHaveLength(300);
    expect(answers.filter(({ kind }) => kind === 'too_many')).toHaveLength(100);
    // Beyond that, an account has one guess a day, however often it comes back; what is no guess costs nothing.
    const [late = anna] = crowd;
    expect(await guess(late, 1)).toEqual({ kind: 'refused', triesLeft: 2 });
    for (let times = 0; times < 4; times++) expect(await guess(late, 2)).toEqual({ kind: 'too_many' });
    expect(await claims.byCode(anna, lpa, 'code')).toMatchObject({ kind: 'added' });
    for (let times = 0; times < 4; times++)
      expect(await claims.byCode(anna, lpa, 'code')).toMatchObject({ kind: 'yours' });
    supply.advance(hour);
    expect(await guess(late, 3), 'what was not tried was not counted').toEqual({
      kind: 'refused',
      triesLeft: 2,
    });
  });

  test('nobody can use up the tries of somebody else’s code or number', async () => {
    const { claims, sold, list, store, db, supply } = await openClaims(open);
    const [card, listed] = [await sold('k1'), await sold('k2')];
    await list([{ iccid: listed.iccid, email: 'anna@example.com' }]);
    const crowd = Array.from({ length: 12 }, (_, index) => customerIdOf(1000 + index));
    for (const id of crowd) {
      await store.customers.see(aCustomer(id));
      await claims.byNumber(id, listed.iccid);
    }
    const owner = await claims.byCode(bruno, card.lpa, 'code');
    if (owner.kind !== 'added') throw new Error(owner.kind);
    for (const id of crowd) await claims.byCode(id, card.lpa, 'code');
    await store.cards.remove(owner.card.id, bruno, supply.now());
    expect(await claims.byCode(anna, card.lpa, 'code')).toMatchObject({ kind: 'added' });
    expect(await claims.byNumber(anna, listed.iccid)).toBe('begun');
    expect(await claims.byAddress(anna, 'anna@example.com'), 'the other way').toEqual({ kind: 'sent' });
    const mails = await db.selectFrom('mails').select('id').where('customer_id', '=', anna).execute();
    expect(mails).toHaveLength(2);
  });

  test('an outage of the supplier costs nobody a try, however often they come back', async () => {
    const { claims, sold, world } = await openClaims(open);
    const { lpa } = await sold('k1');
    world.silent = true;
    for (let times = 0; times < 12; times++)
      expect(await claims.byCode(anna, lpa, 'code')).toEqual({ kind: 'silent' });
    world.silent = false;
    expect(await claims.byCode(bruno, lpa, 'code')).toMatchObject({ kind: 'added' });
    expect(await claims.byCode(anna, lpa, 'code'), 'the first wrong one').toMatchObject({ triesLeft: 2 });
  });

  test('whoever keeps a supplier searching without an answer can do so only so often', async () => {
    const { claims, world, asked } = await openClaims(open);
    world.silent = true;
    const ends: string[] = [];
    for (let times = 0; times < 40; times++)
      ends.push((await claims.byCode(anna, `LPA:1$rsp.example.com$GUESS-${times}`, 'code')).kind);
    expect(ends.filter((kind) => kind === 'silent')).toHaveLength(23);
    expect(ends.at(-1)).toBe('too_many');
    expect(asked).toHaveLength(23);
    expect(await claims.byCode(bruno, 'LPA:1$rsp.example.com$OTHER', 'code')).toEqual({ kind: 'silent' });
  });

  test('the address that cards were bought with brings all of them along, and nobody else’s', async () => {
    const { collect, sold, list, prove, store, audit } = await openClaims(open);
    const [first, second, third] = [await sold('k1'), await sold('k2'), await sold('k3')];
    await list([
      { iccid: first.iccid, email: 'Anna@Example.com' },
      { iccid: second.iccid, email: 'anna@example.com' },
      { iccid: third.iccid, email: 'bruno@example.com' },
      { iccid: '8900000000000000000', email: 'anna@example.com' },
    ]);
    await prove(anna, 'anna@example.com');
    const collected = await collect(anna);
    expect(collected.silent).toBe(false);
    expect(collected.cards.map(({ ref }) => ref.iccid).toSorted()).toEqual(
      [first.iccid, second.iccid].toSorted(),
    );
    expect(await store.cards.ofOwner(anna)).toHaveLength(2);
    expect(await collect(anna), 'once').toEqual({ cards: [], silent: false });
    expect((await audit()).toSorted()).toEqual(['added', 'added', 'unknown']);
    await prove(bruno, 'stranger@example.com');
    expect(await collect(bruno)).toEqual({ cards: [], silent: false });
  });

  test('a code for one number brings that card alone, and only by its own address', async () => {
    const { collect, sold, list, prove } = await openClaims(open);
    const [first, second] = [await sold('k1'), await sold('k2')];
    await list([first, second].map(({ iccid }) => ({ iccid, email: 'anna@example.com' })));
    await prove(bruno, 'bruno@example.com', first.iccid);
    expect((await collect(bruno)).cards).toEqual([]);
    await prove(anna, 'anna@example.com', first.iccid);
    expect((await collect(anna)).cards.map(({ ref }) => ref.iccid)).toEqual([first.iccid]);
  });

  test('an address proves no more than a code: whoever has the card already is asked', async () => {
    const { claims, collect, sold, list, prove, openRequests, ownersOf } = await openClaims(open);
    const card = await sold('k1');
    await claims.byCode(bruno, card.lpa, 'code');
    await list([{ iccid: card.iccid, email: 'anna@example.com' }]);
    await prove(anna, 'anna@example.com');
    expect(await collect(anna)).toEqual({ cards: [], silent: false });
    expect(await ownersOf(card.id)).toBe(bruno);
    expect(await openRequests()).toMatchObject([{ owner_id: bruno, claimant_id: anna, way: 'email' }]);
  });

  test('while the supplier is silent nothing that was proved is lost', async () => {
    const { collect, sold, list, prove, world } = await openClaims(open);
    const { iccid } = await sold('k1');
    await list([{ iccid, email: 'anna@example.com' }]);
    await prove(anna, 'anna@example.com');
    world.silent = true;
    expect(await collect(anna)).toEqual({ cards: [], silent: true });
    world.silent = false;
    expect((await collect(anna)).cards).toHaveLength(1);
  });

  test('however many cards an address has, the chat waits no longer than for one; the rest is added by itself, and told once', async () => {
    const { collecting, collect, brought, sold, list, prove, world, asked, store } = await openClaims(open);
    const cards = await Promise.all(Array.from({ length: 12 }, (_, index) => sold(`k${index}`)));
    await list(cards.map(({ iccid }) => ({ iccid, email: 'anna@example.com' })));
    await prove(anna, 'anna@example.com');
    const held = Promise.withResolvers<void>();
    world.held = held.promise;
    const began = performance.now();
    expect(await collect(anna)).toEqual({ cards: [], silent: true });
    expect(performance.now() - began).toBeLessThan(4500);
    expect(asked.length, 'a few at a time').toBeLessThan(6);
    held.resolve();
    for (let times = 0; times < 2; times++) expect(await collecting.finish(anna)).toEqual({ kind: 'done' });
    expect(await store.cards.ofOwner(anna)).toHaveLength(12);
    expect(brought).toEqual([`${anna} 12`]);
  }, 15_000);

  test('what was added before the process died, or by a tap and the job at once, is shown or told', async () => {
    const { collecting, collect, brought, sold, list, prove, store, audit } = await openClaims(open);
    const [first, second] = [await sold('k1'), await sold('k2')];
    await list([first, second].map(({ iccid }) => ({ iccid, email: 'anna@example.com' })));
    await prove(anna, 'anna@example.com', first.iccid);
    expect((await collecting.collect(anna)).cards, 'dies before the screen').toHaveLength(1);
    expect((await collecting.collect(anna)).cards, 'the same text once more').toHaveLength(1);
    await collecting.finish(anna);
    expect(brought).toEqual([`${anna} 1`]);

    await prove(anna, 'anna@example.com', second.iccid);
    const [shown] = await Promise.all([collect(anna), collecting.finish(anna)]);
    await collecting.finish(anna);
    expect(shown.cards.length + brought.length).toBeGreaterThan(1);
    expect(await store.cards.ofOwner(anna)).toHaveLength(2);
    expect(await audit()).toEqual(['added', 'added']);
  });

  test('the supplier is asked less and less often for a day; then a person looks, and a tap still adds the card', async () => {
    const { collecting, collect, brought, sold, list, prove, world, supply, store } = await openClaims(open);
    const { iccid } = await sold('k1');
    await list([{ iccid, email: 'anna@example.com' }]);
    await prove(anna, 'anna@example.com');
    world.silent = true;
    let times = 0;
    for (let next = await collecting.finish(anna); next.kind === 'again'; times++) {
      supply.advance(next.at - supply.now());
      next = await collecting.finish(anna);
    }
    expect(times).toBeGreaterThan(20);
    expect(times).toBeLessThan(50);
    expect(await openCases(store)).toMatchObject([{ subject: anna, reason: 'claim_silent' }]);
    expect(brought).toEqual([]);
    world.silent = false;
    expect((await collect(anna)).cards).toHaveLength(1);
  });

  test('whether a number is known shows in nothing: not in the answer, its moment or what is stored for it', async () => {
    const { claims, sold, list, rests, db } = await openClaims(open);
    const card = await sold('k1');
    await list([{ iccid: card.iccid, email: 'anna@example.com' }]);
    const ask = async (id: CustomerId, iccid: string) => {
      rests.length = 0;
      const answer = await claims.byNumber(id, iccid);
      const mails = await db.selectFrom('mails').select('state').where('customer_id', '=', id).execute();
      return { answer, rests: [...rests], mails };
    };
    const known = await ask(anna, card.iccid);
    expect(known).toMatchObject({ answer: 'begun', mails: [{ state: 'waiting' }] });
    expect(known.rests.length).toBeGreaterThan(0);
    expect(await ask(bruno, '8999900000000000000')).toEqual(known);
    for (let times = 0; times < 2; times++) await claims.byNumber(bruno, `899990000000000000${times}`);
    expect(await claims.byNumber(bruno, card.iccid)).toBe('too_many');
  });

  test('a refusal waits for its moment, whatever its reason; good news and silence leave at once', async () => {
    const { claims, sold, world, audit, db } = await openClaims(open);
    const [mine, theirs, other] = [await sold('k1'), await sold('k2'), await sold('k3')];
    await claims.byCode(bruno, theirs.lpa, 'code');
    const moment = Promise.withResolvers<void>();
    world.moment = moment.promise;
    const left: string[] = [];
    const leave = (title: string, answer: Promise<unknown>) => answer.then(() => void left.push(title));
    const refused = [
      leave('unknown', claims.byCode(anna, 'LPA:1$x.example.com$NONE', 'code')),
      leave('theirs', claims.byCode(anna, theirs.lpa, 'code')),
      leave('a number', claims.byNumber(carla, mine.iccid)),
    ];
    await leave('added', claims.byCode(anna, mine.lpa, 'code'));
    await leave('yours', claims.byCode(anna, mine.lpa, 'code'));
    world.silent = true;
    await leave('silent', claims.byCode(bruno, other.lpa, 'code'));
    // All of it is decided and written down; nothing but the moment is missing.
    await expect.poll(audit).toHaveLength(6);
    await expect.poll(() => db.selectFrom('mails').select('id').execute()).toHaveLength(1);
    await audit();
    expect(left).toEqual(['added', 'yours', 'silent']);
    moment.resolve();
    await Promise.all(refused);
    expect(left.slice(3).toSorted()).toEqual(['a number', 'theirs', 'unknown']);
  });

  test('everybody can read what is kept of their claims, and have it deleted', async () => {
    const { claims, sold, list, prove, store, db } = await openClaims(open);
    const { lpa, iccid } = await sold('k1');
    await list([{ iccid, email: 'anna@example.com' }]);
    await claims.byCode(anna, lpa, 'code');
    await claims.byCode(bruno, lpa, 'code');
    await prove(anna, 'anna@example.com');
    const kept = [store.claims, store.claimRequests, store.soldCards];
    const told = JSON.stringify(await Promise.all(kept.map((table) => table.exportOf(anna))));
    expect(told).toContain('code');
    expect(told).toContain(iccid);
    expect(told, 'who asked is not theirs to know').not.toContain(bruno);
    expect(told).not.toContain('LPA');
    for (const table of kept) await table.eraseOf(anna);
    expect(await store.soldCards.addressOf(iccid)).toBeUndefined();
    expect(await db.selectFrom('claim_requests').selectAll().execute()).toEqual([]);
    expect(await store.soldCards.grantedTo(anna, 9)).toEqual([]);
  });
});
