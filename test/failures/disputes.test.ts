import { describe, expect, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import { chooseBadPlan } from '../support/audited-world.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import type { Person } from '../support/person.ts';
import { tellStripeEvent } from '../support/stripe-post.ts';
import { overBudget } from '../journeys/budget.ts';
import { languages, people } from '../support/world.ts';
import type { World } from '../support/world.ts';

const whole = '€11.20';

/** Renews by card; answers Stripe's name for the payment. */
async function renewOnPage({ world, person }: Scene): Promise<string> {
  await person.start('renew');
  await (await person.openPage()).act('card', 'pay');
  await world.pass(minute);
  return intentOf(world);
}

/** Buys an activation code by card. */
async function buyOnPage({ world, person, t }: Scene): Promise<string> {
  await person.start('renew');
  await person.tap('⋯');
  await person.tap(t('button-give-away'));
  await (await person.openPage()).act('card', 'pay');
  await world.pass(minute);
  return intentOf(world);
}

function intentOf({ box }: Pick<Scene['world'], 'box'>): string {
  const [charge] = box.stripe.ledger();
  if (!charge) throw new Error('Nothing was paid');
  return charge.intent;
}

function account({ world, books, person }: Scene): unknown {
  const { supplied, orders, payments, refunds } = books.of(person.id);
  const stripe = world.box.stripe.ledger().map(({ kind, amount }) => `${kind} ${amount}`);
  return { stripe, supplied, orders, payments, refunds, cases: books.reviews().map(({ reason }) => reason) };
}

function said(person: Person, words: string): number {
  return person.bubbles().filter(({ text }) => text.includes(plain(words))).length;
}

function labels(person: Person): string[] {
  return person
    .screen()
    .buttons.flat()
    .map(({ text }) => text);
}

/** What Stripe has told already is told again, newest first. */
async function tellAgain({ world }: Scene): Promise<void> {
  for (const event of world.box.stripe.events.all().toReversed()) {
    await tellStripeEvent(world, event);
    await tellStripeEvent(world, { ...event, id: `${event.id}_again` });
  }
  await world.pass(minute);
}

const kept = {
  stripe: ['charge 1120'],
  supplied: 1,
  orders: ['fulfilled'],
  payments: ['fulfilled'],
  refunds: [],
  cases: ['disputed'],
};

describe('A delivered renewal whose payment is disputed', () => {
  test('that the bank lets us keep is as it was, and whoever heard of the dispute hears that it is over', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    const dispute = world.box.stripe.dispute(await renewOnPage(scene));
    await world.pass(minute);
    await person.tap(t('button-receipt'));
    expect(person.screen().text).toContain(t('receipt-disputed', { total: whole }));
    expect(labels(person), 'the bank decides').not.toContain(t('button-refund'));
    world.box.stripe.decide(dispute, 'won');
    await world.pass(minute);
    await tellAgain(scene);
    const over = `${t('dispute-closed', { total: whole })}\n${t('dispute-closed-kept')}`;
    expect(person.screen().text).toBe(over);
    expect(said(person, over), 'once').toBe(1);
    expect(account(scene)).toEqual(kept);
    await person.tap(t('button-receipt'));
    expect(labels(person), 'it can be asked for again').toContain(t('button-refund'));
  });

  test('a dispute that was over before anybody was told of it is nobody’s news', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    const intent = await renewOnPage(scene);
    world.box.stripe.events.mode('off');
    world.box.stripe.decide(world.box.stripe.dispute(intent), 'won');
    await tellAgain(scene);
    expect(said(person, t('dispute-closed', { total: whole }))).toBe(0);
    expect(account(scene)).toEqual({ ...kept, cases: [] });
  });

  test('while another dispute of the same payment goes on, nobody says that it stands', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    const intent = await renewOnPage(scene);
    const first = world.box.stripe.dispute(intent, { amount: 300 });
    const second = world.box.stripe.dispute(intent, { amount: 400 });
    await world.pass(minute);
    world.box.stripe.decide(first, 'won');
    await world.pass(minute);
    expect(said(person, t('dispute-closed', { total: whole }))).toBe(0);
    world.box.stripe.decide(second, 'won');
    await world.pass(minute);
    await tellAgain(scene);
    expect(said(person, t('dispute-closed', { total: whole }))).toBe(1);
  });

  test('that the bank gives back is no longer paid for, and everybody knows', async () => {
    await using scene = await openScene({ env: { ADMIN_IDS: String(people.it) } });
    const { world, person, t } = scene;
    const operator = world.person(people.it);
    await operator.start();
    const dispute = world.box.stripe.dispute(await renewOnPage(scene));
    await world.pass(minute);
    expect(account(scene)).toEqual({ ...kept, stripe: ['charge 1120', 'dispute 1120'] });
    expect(person.screen().text).toBe(`${t('dispute-opened', { total: whole })}\n${t('dispute-kept')}`);
    await tellAgain(scene);
    expect(said(person, t('dispute-opened', { total: whole }))).toBe(1);

    world.box.stripe.decide(dispute, 'lost');
    await world.pass(minute);
    const lost = {
      ...kept,
      stripe: ['charge 1120', 'dispute 1120'],
      orders: ['refunded'],
      payments: ['refunded'],
    };
    expect(account(scene)).toEqual(lost);
    await tellAgain(scene);
    expect(account(scene)).toEqual(lost);
    expect(said(person, t('dispute-returned', { total: whole })), 'once').toBe(1);
    expect(person.screen().text).toBe(
      `${t('dispute-returned', { total: whole })}\n${t('dispute-order-refunded')}`,
    );
    expect(operator.bubbles().filter(({ text }) => text.startsWith('⚖️'))).toHaveLength(1);
    await person.tap(t('button-receipt'));
    expect(person.screen().text).toContain(t('receipt-dispute-lost', { total: whole }));
  });

  test('an inquiry takes no money, and may become a dispute: the customer hears of it once', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    const dispute = world.box.stripe.dispute(await renewOnPage(scene), { inquiry: true });
    await world.pass(minute);
    expect(account(scene)).toEqual(kept);
    world.box.stripe.decide(dispute, 'escalated');
    await world.pass(minute);
    expect(account(scene)).toEqual({ ...kept, stripe: ['charge 1120', 'dispute 1120'] });
    expect(said(person, t('dispute-opened', { total: whole }))).toBe(1);
    world.box.stripe.decide(dispute, 'won');
    await world.pass(minute);
    expect(account(scene)).toEqual(kept);
  });

  test('a dispute about a part that is lost leaves the rest to a person', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    const dispute = world.box.stripe.dispute(await renewOnPage(scene), { amount: 300 });
    world.box.stripe.decide(dispute, 'lost');
    await world.pass(minute);
    await tellAgain(scene);
    expect(account(scene)).toEqual({
      ...kept,
      stripe: ['charge 1120', 'dispute 300'],
      payments: ['review'],
    });
    const facts = { plan: '5 GB / 30 days', total: whole };
    expect(said(person, t('payment-part-back', facts)), 'once').toBe(1);
  });

  test('a dispute that was opened and lost while nothing reached us is found out with the next event', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    const intent = await renewOnPage(scene);
    world.box.stripe.events.mode('off');
    world.box.stripe.decide(world.box.stripe.dispute(intent), 'lost');
    await world.pass(day);
    await tellAgain(scene);
    expect(account(scene)).toMatchObject({
      orders: ['refunded'],
      payments: ['refunded'],
      cases: ['disputed'],
    });
    expect(said(person, t('dispute-opened', { total: whole })), 'it is over').toBe(0);
  });

  test.each(languages)('the customer reads how it ends for them in %s', async (locale) => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    const { t, money } = speeches(locale);
    await person.start('renew');
    await (await person.openPage()).act('card', 'pay');
    await scene.world.pass(minute);
    const dispute = scene.world.box.stripe.dispute(intentOf(scene.world));
    await scene.world.pass(minute);
    scene.world.box.stripe.decide(dispute, 'won');
    await scene.world.pass(minute);
    const total = money({ amount: 1120, currency: 'EUR' });
    expect(person.screen().text).toBe(`${t('dispute-closed', { total })}\n${t('dispute-closed-kept')}`);
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
  });

  test.each(languages)('the customer reads it in %s', async (locale) => {
    await using scene = await openScene();
    const person = scene.world.person(people[locale]);
    const { t, money } = speeches(locale);
    await person.start('renew');
    await (await person.openPage()).act('card', 'pay');
    await scene.world.pass(minute);
    const dispute = scene.world.box.stripe.dispute(intentOf(scene.world));
    await scene.world.pass(minute);
    const total = money({ amount: 1120, currency: 'EUR' });
    expect(person.screen().text).toBe(`${t('dispute-opened', { total })}\n${t('dispute-kept')}`);
    scene.world.box.stripe.decide(dispute, 'lost');
    await scene.world.pass(minute);
    expect(person.screen().text).toBe(`${t('dispute-returned', { total })}\n${t('dispute-order-refunded')}`);
    expect(overBudget(person.bubbles(), locale)).toEqual([]);
  });
});

describe('An activation code whose payment is disputed', () => {
  test('is on hold while the bank decides, and good again when the payment stands', async () => {
    await using scene = await openScene();
    const { world, person, books, t } = scene;
    const dispute = world.box.stripe.dispute(await buyOnPage(scene));
    await world.pass(minute);
    expect(person.screen().text).toBe(`${t('dispute-opened', { total: whole })}\n${t('dispute-code-held')}`);
    await person.tap(t('button-receipt'));
    expect(person.screen().text).toContain(t('code-state-held'));
    expect(labels(person)).not.toContain(t('button-cancel-code'));
    world.box.stripe.decide(dispute, 'won');
    await world.pass(minute);
    await tellAgain(scene);
    const again = t('code-released', { plan: '🇮🇹 Italy 5 GB / 30 days' });
    expect(said(person, again)).toBe(1);
    expect(books.of(person.id)).toMatchObject({ orders: ['fulfilled'], payments: ['fulfilled'] });
  });

  test('that ended while the bank decided is not said to be good again: its money goes back', async () => {
    await using scene = await openScene();
    const { world, person, books, t } = scene;
    const dispute = world.box.stripe.dispute(await buyOnPage(scene));
    await world.pass(minute);
    await world.pass(181 * day);
    world.box.stripe.decide(dispute, 'won');
    await world.pass(minute);
    await world.pass(2 * minute);
    expect(said(person, t('code-released', { plan: '🇮🇹 Italy 5 GB / 30 days' }))).toBe(0);
    expect(said(person, t('dispute-closed', { total: whole }))).toBe(1);
    expect(said(person, t('refund-code-expired'))).toBe(1);
    expect(books.of(person.id)).toMatchObject({ orders: ['refunded'], refunds: ['succeeded'] });
  });

  test('is over when the bank gives the money back', async () => {
    await using scene = await openScene();
    const { world, person, t } = scene;
    const dispute = world.box.stripe.dispute(await buyOnPage(scene));
    world.box.stripe.decide(dispute, 'lost');
    await world.pass(minute);
    await tellAgain(scene);
    expect(account(scene)).toMatchObject({
      supplied: 0,
      orders: ['refunded'],
      payments: ['refunded'],
      refunds: [],
    });
    const returned = `${t('dispute-returned', { total: whole })}\n${t('dispute-code-ended')}`;
    expect(person.screen().text).toBe(returned);
    expect(said(person, returned)).toBe(1);
    const code = person.bubbles().find(({ text }) => text.includes('YY-'));
    expect(code?.buttons.flat().map(({ text }) => text)).toEqual([t('button-receipt')]);
  });
});

describe('Refund and dispute of one payment', () => {
  async function failing(): Promise<Scene & AsyncDisposable> {
    const scene = await openScene({ badPlan: 'sbx-fail-stock' });
    await chooseBadPlan(scene.person);
    return scene;
  }

  /** Its refund is on its way, and Stripe does not answer. */
  async function unrefunded(): Promise<Scene & AsyncDisposable> {
    const scene = await failing();
    const { world, person } = scene;
    const page = await person.openPage();
    world.box.stripe.faults.add({ method: 'POST refunds', kind: 'drop_before', times: 20 });
    await page.act('card', 'pay');
    for (let n = 0; n < 4; n++) await world.pass(minute);
    return scene;
  }

  /** Stripe answers again, after the bank has heard the payer. */
  async function disputeFirst(world: World, how: { inquiry?: boolean } = {}): Promise<string> {
    const dispute = world.box.stripe.dispute(intentOf(world), how);
    await world.settle();
    world.box.stripe.faults.clear();
    for (const time of [minute, 10 * minute]) await world.pass(time);
    return dispute;
  }

  test('what a bank only asks about could be refunded, and is not: a person decides', async () => {
    await using scene = await unrefunded();
    const { world } = scene;
    await disputeFirst(world, { inquiry: true });
    expect(account(scene)).toMatchObject({
      stripe: ['charge 1120'],
      orders: ['review'],
      refunds: ['review'],
    });
  });

  test('what the bank has in dispute is not refunded besides: a person decides', async () => {
    await using scene = await unrefunded();
    const { world, person, t } = scene;
    const dispute = await disputeFirst(world);
    const waits = {
      stripe: ['charge 1120', 'dispute 1120'],
      supplied: 0,
      orders: ['review'],
      payments: ['review'],
      refunds: ['review'],
      cases: ['disputed', 'refund_refused'],
    };
    expect(account(scene)).toEqual(waits);
    expect(person.screen().text).toBe(
      `${t('dispute-opened', { total: whole })}\n${t('dispute-refund-waits')}`,
    );
    world.box.stripe.decide(dispute, 'lost');
    await world.pass(minute);
    expect(account(scene), 'the bank did it').toEqual({ ...waits, payments: ['refunded'] });
    const returned = `${t('dispute-returned', { total: whole })}\n${t('dispute-order-open')}`;
    expect(person.bubbles().at(-2)?.text, 'where the order was waited for').toBe(returned);
    expect(said(person, returned)).toBe(1);
    await person.tap(t('button-receipt'));
    expect(person.screen().text).toContain(t('receipt-dispute-lost', { total: whole }));
    expect(person.screen().text, 'nobody looks after that refund any more').not.toContain(
      t('refund-review', { reason: 'undeliverable', total: whole }),
    );
  });

  test('a dispute that nobody told us of is found out when the rail refuses the refund, and nobody promises one by hand', async () => {
    await using scene = await unrefunded();
    const { world, person, t } = scene;
    world.box.stripe.events.mode('off');
    world.box.stripe.dispute(intentOf(world));
    world.box.stripe.faults.clear();
    for (let n = 0; n < 10; n++) await world.pass(2 * minute);
    expect(account(scene)).toMatchObject({
      orders: ['review'],
      refunds: ['review'],
      cases: ['refund_refused', 'disputed'],
    });
    expect(said(person, t('refund-by-hand', { total: whole }))).toBe(0);
    expect(person.screen().text).toBe(
      `${t('dispute-opened', { total: whole })}\n${t('dispute-refund-waits')}`,
    );
  });

  test('what the bank leaves with us in the end is still to be refunded, and its payer reads so', async () => {
    await using scene = await unrefunded();
    const { world, person, t } = scene;
    const dispute = await disputeFirst(world);
    world.box.stripe.decide(dispute, 'won');
    await world.pass(minute);
    expect(person.screen().text).toBe(
      `${t('dispute-closed', { total: whole })}\n${t('dispute-closed-refund-waits')}`,
    );
    expect(account(scene)).toMatchObject({ orders: ['review'], refunds: ['review'] });
  });

  test('a refund that is with the bank already takes its course', async () => {
    await using scene = await failing();
    const { world, person } = scene;
    world.box.stripe.nextRefund('pending');
    await (await person.openPage()).act('card', 'pay');
    for (let n = 0; n < 40; n++) {
      await world.pass(5000);
      if (world.box.stripe.ledger().some(({ kind }) => kind === 'refund')) break;
    }
    world.box.stripe.dispute(intentOf(world));
    await world.pass(minute);
    await world.pass(10 * minute);
    expect(account(scene)).toEqual({
      stripe: ['charge 1120', 'refund 1120', 'dispute 1120'],
      supplied: 0,
      orders: ['refunded'],
      payments: ['refunded'],
      refunds: ['succeeded'],
      cases: ['disputed'],
    });
  });

  test('a dispute after the refund is a person’s case, and the customer reads that the money was sent', async () => {
    await using scene = await failing();
    const { world, person, t } = scene;
    await (await person.openPage()).act('card', 'pay');
    for (let n = 0; n < 4; n++) await world.pass(minute);
    const dispute = world.box.stripe.dispute(intentOf(world));
    await world.pass(minute);
    expect(person.screen().text).toBe(`${t('dispute-opened', { total: whole })}\n${t('dispute-refunded')}`);
    world.box.stripe.decide(dispute, 'won');
    await world.pass(minute);
    expect(person.screen().text).toBe(`${t('dispute-closed', { total: whole })}\n${t('dispute-refunded')}`);
    expect(account(scene)).toEqual({
      stripe: ['charge 1120', 'refund 1120'],
      supplied: 0,
      orders: ['refunded'],
      payments: ['refunded'],
      refunds: ['succeeded'],
      cases: ['disputed'],
    });
  });
});

test('a chargeback of Stars is told, booked and given to a person', async () => {
  await using scene = await openScene();
  const { world, person, books, t } = scene;
  await person.start();
  await person.tap('★');
  await person.pay();
  await world.pass(minute);
  world.box.chargeBack(world.box.ledger()[0]?.id ?? '');
  await world.pass(minute);
  expect(said(person, t('refund-external'))).toBe(1);
  expect(books.of(person.id)).toMatchObject({
    orders: ['refunded'],
    payments: ['refunded'],
    refunds: ['succeeded'],
  });
  expect(books.reviews().map(({ reason }) => reason)).toEqual(['went_back_elsewhere']);
});

test('a chargeback of what is not delivered yet leaves no button that would cancel it', async () => {
  await using scene = await openScene({ badPlan: 'sbx-pending-forever' });
  const { world, person, books, t } = scene;
  await chooseBadPlan(person);
  await person.pay();
  for (let n = 0; n < 4; n++) await world.pass(4 * minute);
  expect(labels(person)).toContain(t('button-stop'));
  world.box.chargeBack(world.box.ledger()[0]?.id ?? '');
  await world.pass(minute);
  expect(person.screen().text).toContain(t('refund-external'));
  expect(books.of(person.id)).toMatchObject({ orders: ['review'], payments: ['refunded'] });
  const left = person.bubbles().flatMap(({ buttons }) => buttons.flat().map(({ text }) => text));
  expect(left).not.toContain(t('button-stop'));
});

test('what banks and app stores do can be asked of the box over HTTP too', async () => {
  await using scene = await openScene();
  const { world } = scene;
  const post = async (path: string, body: object): Promise<unknown> => {
    const url = `http://127.0.0.1:${world.app.port}/box/${path}`;
    return (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json();
  };
  const intent = await renewOnPage(scene);
  const { id } = (await post('dispute', { intent, amount: 300, inquiry: true })) as { id: string };
  for (const verdict of ['escalated', 'lost']) expect(await post('verdict', { id, verdict })).toEqual({});
  await world.pass(minute);
  expect(account(scene)).toEqual({
    ...kept,
    stripe: ['charge 1120', 'dispute 300'],
    payments: ['review'],
  });
  expect(await post('verdict', { id, verdict: 'won' })).toEqual({ error: 'this dispute is lost' });
  expect(await post('charge-back', { charge: 'stx_unknown' })).toEqual({ error: 'no charge stx_unknown' });
});
