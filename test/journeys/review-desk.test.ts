import { expect, test } from 'vitest';
import { action, actions } from '../../src/bot/actions.ts';
import { operatorButtons } from '../../src/bot/operators.ts';
import { day, hour, minute, second } from '../../src/domain/time.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import { chooseBadPlan } from '../support/audited-world.ts';
import type { Person } from '../support/person.ts';
import { openScene, plain, pressesOf, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { callTelegram, payAnyway, payLink } from '../support/till.ts';
import { languages, people } from '../support/world.ts';
import type { World } from '../support/world.ts';

const operatorId = 100_005;
const stars = 672;

/** An operator who reads this language. */
async function operatorOf(world: World, locale: (typeof languages)[number] = 'en') {
  const person = world.person(operatorId);
  const { t } = speeches(locale);
  await person.say('/language');
  await person.tap(t('language-name'));
  return { operator: person, t };
}

/** Somebody else pays a traveller's invoice: money that bought nothing. */
async function misfit({ world }: Scene): Promise<void> {
  const traveller = world.person(people.en);
  await world.person(people.it).start();
  await traveller.start('renew');
  await payAnyway(world, people.it, payLink(traveller));
  await world.settle();
}

/** An order that the supplier will not say anything about, for more than a day. */
async function unknownSupply({ world, person }: Scene): Promise<void> {
  await chooseBadPlan(person);
  await person.pay();
  for (let n = 0; n < 27; n++) await world.pass(hour);
}

/** What is named of a five-gigabyte plan, in whatever language. */
function planIn(text: string): string {
  return /5 GB[^\s，:：]* ?\/ ?30 ?[^\s，:：.。]+/.exec(text)?.[0] ?? '';
}

async function openCase(operator: Person): Promise<void> {
  await operator.say('/review');
  await operator.tap(/^[A-Z0-9]{8} · /);
}

function buttonsOf(person: Person): string[] {
  return person
    .screen()
    .buttons.flat()
    .map(({ text }) => text);
}

test.each(languages)(
  'in %s: money that bought nothing is sent back by two taps, once, and the case says so',
  async (locale) => {
    await using scene = await openScene();
    const { world, books, shelf } = scene;
    const { operator, t } = await operatorOf(world, locale);
    expect((await operator.say('/review')).text).toBe(t('queue-empty'));
    await misfit(scene);
    await world.pass(minute);
    const told = operator.screen();
    expect(plain(told.text)).toContain(plain(t('reason-payment-does-not-fit')));
    const link = told.buttons.flat().find((button) => 'url' in button);
    expect(link && 'url' in link ? link.url : '').toMatch(/\?start=review$/);

    await operator.start('review');
    expect(plain(operator.screen().text)).toBe(plain(t('queue-title', { count: 1 })));
    await operator.tap(t('reason-payment-does-not-fit'));
    const shown = plain(operator.screen().text);
    const facts = { total: `⭐${stars}`, rail: 'stars', outcome: 'review' };
    expect(shown).toContain(plain(t('case-payment', facts)));
    expect(shown).toContain(String(people.it));
    expect(shown).toContain(plain(t('case-misfit-payer', { payer: String(people.en) })));
    expect(shown).toContain(plain(t('case-rail-page', { state: 'paid' })));

    await operator.tap(t('button-case', { action: 'refund' }));
    expect(books.of(people.it).refunded, 'not before the second tap').toEqual([]);
    const weighed = operator.screen();
    expect(plain(weighed.text)).toContain(`⭐${stars}`);
    expect(plain(weighed.text)).toContain(String(people.it));
    const [yes] = pressesOf(operator).filter(({ data }) => data.startsWith('caseyes/'));
    await operator.tap(t('button-case-yes', { action: 'refund' }));
    expect(plain(operator.screen().text)).toContain(t('case-outcome', { outcome: 'refunded' }));
    expect(books.of(people.it)).toMatchObject({
      charged: [stars],
      refunded: [stars],
      payments: ['refunded'],
      refunds: ['succeeded'],
    });
    expect(books.reviews()).toEqual([]);
    expect(shelf.audit()).toEqual([['case_refund', `customer_${operatorId}`]]);
    expect(plain(world.person(people.it).screen().text)).toContain(plain(speeches('it').t('refund-misfit')));

    await world.box.tap(operatorId, yes?.id ?? 0, yes?.data ?? '');
    await world.settle();
    expect(books.of(people.it).refunded, 'a second tap').toEqual([stars]);
    expect(shelf.audit()).toHaveLength(1);
    await operator.tap(t('button-case-again'));
    expect(plain(operator.screen().text)).toContain(plain(t('case-rail-page', { state: 'all' })));
    await operator.tap(t('button-cases'));
    expect(operator.screen().text).toBe(t('queue-empty'));
    expect(scene.witness.unanswered()).toEqual([]);
  },
);

test('money that was settled with the customer stays, and that is written down', async () => {
  await using scene = await openScene();
  const { operator, t } = await operatorOf(scene.world);
  await misfit(scene);
  await openCase(operator);
  await operator.tap(t('button-case', { action: 'keep' }));
  await operator.tap(t('button-case-yes', { action: 'keep' }));
  expect(scene.books.of(people.it)).toMatchObject({ refunded: [], payments: ['review'], refunds: [] });
  expect(scene.books.reviews()).toEqual([]);
  expect(scene.shelf.audit()).toEqual([['case_keep', `customer_${operatorId}`]]);
});

test.each(languages)(
  'in %s: whoever is no operator, or no more, sees and presses none of it',
  async (locale) => {
    await using scene = await openScene();
    const { world, books } = scene;
    const { operator, t } = await operatorOf(world, locale);
    await misfit(scene);
    await openCase(operator);
    await operator.tap(t('button-case', { action: 'refund' }));
    const presses = pressesOf(operator).filter(({ data }) => data.startsWith('case'));
    expect(presses.map(({ data }) => data.split('/')[0])).toEqual(['caseyes', 'case']);

    const stranger = world.person(people.en);
    await stranger.start();
    const home = stranger.screen();
    const [, id = ''] = presses[0]?.data.split('/') ?? [];
    const forged = operatorButtons.flatMap((verb) => {
      const make = actions[verb] as (...parts: unknown[]) => string;
      const version = presses[0]?.data.split('/')[3];
      const made = [make(), make(1), make(id), make('sandbox', 3), make(id, 'refund', version)];
      const theirs = made.filter((data) => action(verb).test(data));
      expect([verb, theirs]).not.toEqual([verb, []]);
      return theirs;
    });
    let taps = 0;
    for (const data of new Set([...presses.map((press) => press.data), ...forged])) {
      const answer = await world.box.tap(stranger.id, home.id, data);
      await world.settle();
      expect([data, answer?.text]).toEqual([data, speeches('en').t('not-yours')]);
      if (++taps % 20 === 0) await world.pass(10 * second);
    }
    expect(scene.shelf.audit()).toEqual([]);
    for (const text of ['/review', '/inbox'])
      expect((await stranger.say(text)).text).toBe(speeches('en').t('not-understood'));
    expect((await stranger.start('review')).text).toContain('Italy');

    await world.restart({ ADMIN_IDS: '100006' });
    const [yes] = presses;
    const answer = await world.box.tap(operatorId, yes?.id ?? 0, yes?.data ?? '');
    await world.settle();
    expect(answer?.text).toBe(t('not-yours'));
    expect((await operator.say('/review')).text).toBe(t('not-understood'));
    expect(books.of(people.it).refunded).toEqual([]);
    expect(books.reviews()).toHaveLength(1);
  },
);

test('of two operators at once one decides, and the other reads that, and how', async () => {
  await using scene = await openScene({ env: { ADMIN_IDS: `${operatorId},${people['zh-TW']}` } });
  const { world, books, shelf } = scene;
  const { operator, t } = await operatorOf(world);
  const other = world.person(people['zh-TW']);
  const their = speeches('zh-TW').t;
  await other.start();
  await misfit(scene);
  for (const person of [operator, other]) await openCase(person);
  await operator.tap(t('button-case', { action: 'refund' }));
  await other.tap(their('button-case', { action: 'keep' }));
  const confirmation = (person: Person) => pressesOf(person).find(({ data }) => data.startsWith('caseyes/'));
  await Promise.all(
    [operator, other].map(async (person) => {
      const press = confirmation(person);
      return world.box.tap(person.id, press?.id ?? 0, press?.data ?? '');
    }),
  );
  await world.settle();
  const lines = shelf.audit();
  expect(lines).toHaveLength(1);
  const refunded = lines[0]?.[0] === 'case_refund';
  expect(books.of(people.it).refunded).toEqual(refunded ? [stars] : []);
  const loser = refunded ? other : operator;
  const said = plain(loser.screen().text);
  expect(said).toContain(String(refunded ? operatorId : people['zh-TW']));
});

test('a provider’s invoice is refunded by hand: the charge is there to copy, the books follow, and the customer is told', async () => {
  await using scene = await openScene({ badPlan: 'sbx-fail-stock' });
  const { world, books, person } = scene;
  const { operator, t } = await operatorOf(world);
  await chooseBadPlan(person);
  await person.tap(t('button-rail-invoice', { total: '€11.20' }));
  await person.pay();
  for (let n = 0; n < 4; n++) await world.pass(minute);
  expect(books.of(person.id)).toMatchObject({ orders: ['review'], refunds: ['review'] });
  const before = person.screen().id;

  await openCase(operator);
  expect(buttonsOf(operator)).not.toContain(t('button-case', { action: 'retry' }));
  const copied = operator
    .screen()
    .buttons.flat()
    .flatMap((button) => ('copy_text' in button ? [button.copy_text.text] : []));
  expect(copied).toEqual([world.box.ledger()[0]?.provider_id]);
  await operator.tap(t('button-case', { action: 'by_hand' }));
  await operator.tap(t('button-case-yes', { action: 'by_hand' }));
  expect(books.of(person.id)).toMatchObject({
    orders: ['refunded'],
    payments: ['refunded'],
    refunds: ['succeeded'],
  });
  expect(books.reviews()).toEqual([]);
  const sent = person.screen();
  expect(plain(sent.text)).toContain(plain(t('refund-sent-by-hand', { total: '€11.20' })));
  expect(sent.id, 'an old bubble that changes tells nobody').toBeGreaterThan(before);
  await person.tap(t('button-receipt'));
  const line = t('refund-succeeded-by-hand', { total: '€11.20', reason: 'undeliverable' });
  expect(person.screen().text, 'it may have gone another way than it was paid').toContain(line);
});

test.each(languages)(
  'in %s: whoever was told to wait for what became of their payment reads what the person found',
  async (locale) => {
    await using scene = await openScene();
    const { world, books } = scene;
    const { operator, t: words } = await operatorOf(world);
    const person = world.person(people[locale]);
    const { t, money } = speeches(locale);
    const total = money({ amount: 1120, currency: 'EUR' });
    await person.start('renew');
    await (await person.openPage()).act('wechat_pay', 'pending_then_paid');
    await world.settle();
    world.box.stripe.faults.add({ method: 'GET session', kind: 'status', status: 404 });
    world.box.stripe.events.mode('off');
    await world.pass(10_000);
    expect(books.reviews()).toMatchObject([{ reason: 'session_unknown' }]);
    const plan = planIn(person.screen().text);
    expect(plain(person.screen().text)).toBe(plain(t('payment-page-lost', { plan, total })));
    await openCase(operator);
    await operator.tap(words('button-case', { action: 'note' }));
    expect(operator.screen().text).toContain(
      plain(words('case-weigh', { action: 'no_payment', who: String(person.id), total, subject: '' })),
    );
    const doubt = words('case-weigh-unsure', { state: 'processing' });
    expect(operator.screen().text, 'the rail knows the page again').toContain(doubt);
    expect(buttonsOf(operator)).toContain(words('button-ask-again'));
    await operator.tap(words('button-case-yes', { action: 'note' }));
    await world.pass(1000);
    expect(plain(person.screen().text)).toBe(plain(t('payment-page-none', { plan, total })));
    await person.tap(t('button-retry'));
    expect(buttonsOf(person).join()).toContain('€');
  },
);

test('a refund that Telegram refused is tried again, and again refused is a new case', async () => {
  await using scene = await openScene({ badPlan: 'sbx-fail-stock' });
  const { world, books, person } = scene;
  const { operator, t } = await operatorOf(world);
  const refusal = {
    method: 'refundStarPayment',
    kind: 'status',
    status: 400,
    description: 'CHARGE_NOT_FOUND',
  } as const;
  await chooseBadPlan(person);
  await person.pay();
  world.box.faults.add(refusal);
  await world.pass(3 * minute);
  for (const [fault, left] of [
    [true, 1],
    [false, 0],
  ] as const) {
    if (fault) world.box.faults.add(refusal);
    await openCase(operator);
    await operator.tap(t('button-case', { action: 'retry' }));
    await operator.tap(t('button-case-yes', { action: 'retry' }));
    expect(books.reviews()).toHaveLength(left);
  }
  expect(books.of(person.id)).toMatchObject({
    charged: [stars],
    refunded: [stars],
    orders: ['refunded'],
    payments: ['refunded'],
    refunds: ['succeeded'],
  });
});

test('a refund that Stripe could not make is made by another try, once', async () => {
  await using scene = await openScene({ badPlan: 'sbx-fail-stock' });
  const { world, books, person } = scene;
  const { operator, t } = await operatorOf(world);
  await chooseBadPlan(person);
  world.box.stripe.nextRefund('failed');
  await (await person.openPage()).act('card', 'pay');
  for (let n = 0; n < 4; n++) await world.pass(minute);
  expect(books.reviews()).toMatchObject([{ reason: 'refund_refused' }]);
  await openCase(operator);
  expect(plain(operator.screen().text)).toContain(plain(t('case-rail-refund', { state: 'impossible' })));
  await operator.tap(t('button-case', { action: 'retry' }));
  await operator.tap(t('button-case-yes', { action: 'retry' }));
  for (let n = 0; n < 3; n++) await world.pass(minute);
  expect(books.of(person.id)).toMatchObject({ orders: ['refunded'], refunds: ['succeeded'] });
  expect(world.box.stripe.ledger().filter(({ kind }) => kind === 'refund')).toHaveLength(1);
  expect(books.reviews()).toEqual([]);
});

test('what a person refunded by hand is not taken back by what Stripe says of the try before', async () => {
  await using scene = await openScene({ badPlan: 'sbx-fail-stock' });
  const { world, books, person } = scene;
  const { operator, t } = await operatorOf(world);
  await chooseBadPlan(person);
  world.box.stripe.nextRefund('failed');
  await (await person.openPage()).act('card', 'pay');
  for (let n = 0; n < 4; n++) await world.pass(minute);
  await openCase(operator);
  await operator.tap(t('button-case', { action: 'by_hand' }));
  await operator.tap(t('button-case-yes', { action: 'by_hand' }));
  const { intent = '' } = world.box.stripe.ledger()[0] ?? {};
  world.box.stripe.refundElsewhere(intent);
  for (let n = 0; n < 3; n++) await world.pass(minute);
  expect(books.of(person.id)).toMatchObject({ orders: ['refunded'], payments: ['refunded'] });
  expect(books.reviews()).toEqual([]);
});

test('the supplier says nothing for a day: only what it proves is offered, and “delivered by hand” tells the customer', async () => {
  await using scene = await openScene({ badPlan: 'sbx-pending-forever' });
  const { world, books, person } = scene;
  const { operator, t } = await operatorOf(world);
  await unknownSupply(scene);
  await openCase(operator);
  expect(plain(operator.screen().text)).toContain(plain(t('case-supplier', { state: 'pending' })));
  const may = buttonsOf(operator);
  expect(may).toContain(t('button-case', { action: 'delivered' }));
  expect(may).not.toContain(t('button-case', { action: 'refund' }));
  await operator.tap(t('button-ask-again'));
  expect(books.reviews(), 'an answer that proves nothing').toHaveLength(1);

  const before = person.screen().id;
  await operator.tap(t('button-case', { action: 'delivered' }));
  await operator.tap(t('button-case-yes', { action: 'delivered' }));
  expect(books.of(person.id)).toMatchObject({ orders: ['fulfilled'], payments: ['fulfilled'], refunded: [] });
  expect(books.reviews()).toEqual([]);
  expect(plain(person.screen().text)).toMatch(/by hand/);
  expect(person.screen().id, 'an old bubble that changes tells nobody').toBeGreaterThan(before);
  for (let n = 0; n < 5; n++) await world.pass(minute);
  expect(books.reviews(), 'and it stays so').toEqual([]);
});

test('asked again, a supplier that was silent says that it delivered: the order is, the customer gets it, the case ends by itself', async () => {
  let away = false;
  await using scene = await openScene({
    supplierFaults: ({ phase, method }) => {
      const isLost = method === 'findOrder' || (method === 'placeTopUp' && phase === 'after');
      if (away && isLost) throw new ProviderError('unknown_outcome', 'No answer');
    },
  });
  const { world, books, person } = scene;
  const { operator, t } = await operatorOf(world);
  await person.start('renew');
  away = true;
  await person.pay();
  for (let n = 0; n < 28; n++) await world.pass(hour);
  expect(books.of(person.id)).toMatchObject({ orders: ['review'], payments: ['review'], supplied: 1 });
  await openCase(operator);
  expect(plain(operator.screen().text)).toContain(plain(t('case-supplier', { state: 'silent' })));
  await operator.tap(t('button-ask-again'));
  expect(books.reviews(), 'silence proves nothing').toHaveLength(1);
  away = false;
  const before = person.screen().id;
  expect(plain(person.screen().text)).toBe(plain(t('delayed-review')));
  await operator.tap(t('button-ask-again'));
  await world.settle();
  expect(person.screen().hasPicture).toBe(true);
  expect(person.screen().id, 'an old bubble that changes tells nobody').toBeGreaterThan(before);
  expect(books.of(person.id)).toMatchObject({
    charged: [stars],
    refunded: [],
    supplied: 1,
    orders: ['fulfilled'],
    payments: ['fulfilled'],
  });
  expect(person.bubbles().some(({ hasPicture }) => hasPicture)).toBe(true);
  expect(books.reviews()).toEqual([]);
  expect(plain(operator.screen().text)).toContain(t('case-outcome', { outcome: 'supplied' }));
});

test('money that went back elsewhere is noted, and its order ends with it', async () => {
  await using scene = await openScene({ badPlan: 'sbx-pending-forever' });
  const { world, books, person } = scene;
  const { operator, t } = await operatorOf(world);
  await chooseBadPlan(person);
  await (await person.openPage()).act('card', 'pay');
  await world.pass(minute);
  world.box.stripe.refundElsewhere(world.box.stripe.ledger()[0]?.intent ?? '');
  await world.pass(minute);
  expect(books.of(person.id)).toMatchObject({ orders: ['review'], payments: ['refunded'] });
  await openCase(operator);
  expect(plain(operator.screen().text)).toContain(plain(t('case-rail-page', { state: 'all' })));
  await operator.tap(t('button-case', { action: 'note' }));
  await operator.tap(t('button-case-yes', { action: 'note' }));
  expect(books.of(person.id)).toMatchObject({ orders: ['refunded'], payments: ['refunded'] });
  expect(books.reviews()).toEqual([]);
});

test('what was confirmed is done only while the case is as it was then', async () => {
  await using scene = await openScene({ badPlan: 'sbx-fail-stock' });
  const { world, books, person } = scene;
  const { operator, t } = await operatorOf(world);
  await chooseBadPlan(person);
  await person.pay();
  const refusal = {
    method: 'refundStarPayment',
    kind: 'status',
    status: 400,
    description: 'CHARGE_NOT_FOUND',
  } as const;
  world.box.faults.add(refusal);
  await world.pass(3 * minute);
  await openCase(operator);
  await operator.tap(t('button-case', { action: 'by_hand' }));
  const old = pressesOf(operator).find(({ data }) => data.startsWith('caseyes/'));
  // Meanwhile it is tried again, and refused again: another case, of another try.
  world.box.faults.add(refusal);
  await openCase(operator);
  await operator.tap(t('button-case', { action: 'retry' }));
  await operator.tap(t('button-case-yes', { action: 'retry' }));
  await world.box.tap(operatorId, old?.id ?? 0, old?.data ?? '');
  await world.settle();
  expect(books.of(person.id)).toMatchObject({ orders: ['review'], refunds: ['review'] });
  expect(books.reviews()).toHaveLength(1);
});

test('many cases come in pages, the oldest first', async () => {
  await using scene = await openScene();
  const { world } = scene;
  const { operator, t } = await operatorOf(world);
  await scene.person.start();
  for (let n = 0; n < 7; n++) {
    const prices = [{ label: 'x', amount: n + 1 }];
    const text = { title: 'x', description: 'x', currency: 'XTR', payload: `x${n}` };
    const link = String(await callTelegram(world, 'createInvoiceLink', { ...text, prices }));
    await payAnyway(world, people.en, link);
    await world.pass(day);
  }
  await operator.say('/review');
  const rows = (): string[] => buttonsOf(operator).filter((text) => /^[A-Z0-9]{8} · /.test(text));
  expect(rows()).toHaveLength(5);
  expect(rows()[0]).toContain('7 days ago');
  await operator.tap(t('button-next'));
  expect(rows()).toHaveLength(2);
  expect(rows().at(-1)).toContain('yesterday');
  await operator.tap(t('button-previous'));
  expect(rows()).toHaveLength(5);
});

test.each(languages)(
  'in %s: whoever wants a refund of what was delivered gets it, or not, as an operator decides',
  async (locale) => {
    await using scene = await openScene();
    const { world, books, person, shelf } = scene;
    const { operator, t } = await operatorOf(world, locale);
    const en = speeches('en').t;
    const wish = async (): Promise<void> => {
      await person.start();
      await person.tap('🇯🇵');
      await person.tap('★');
      await person.pay();
      // On a phone by now: that nothing was used yet proves nothing.
      await world.pass(11 * minute);
      await person.say('/orders');
      await person.tap('✓');
      await person.tap(en('button-refund'));
      await person.tap(en('button-refund-person'));
      await world.pass(minute);
    };
    await wish();
    expect(books.reviews()).toMatchObject([{ reason: 'refund_wanted' }]);
    await openCase(operator);
    const shown = plain(operator.screen().text);
    // How much a phone uses in its first minutes depends on the time of the day.
    const figure = (words = ''): RegExp => new RegExp(words.split('#').map(RegExp.escape).join('\\d+ ?MB'));
    const [untilAge] = plain(t('case-profile-used', { state: 'enabled', used: '#', ago: '|' })).split('|');
    expect(shown, 'what was used, and how old the figure is').toMatch(figure(untilAge));
    const [, ofPlan] = plain(t('case-plan', { plan: '|', state: 'active', used: '#' })).split('|');
    expect(shown, 'what was used of which plan').toMatch(figure(ofPlan));
    expect(shown, 'in nobody else’s language').not.toMatch(/provably/);
    await operator.tap(t('button-case', { action: 'refuse' }));
    await operator.tap(t('button-case-yes', { action: 'refuse' }));
    expect(plain(operator.screen().text)).toContain(t('case-outcome', { outcome: 'refused' }));
    expect(books.of(person.id)).toMatchObject({ refunded: [], orders: ['fulfilled'] });

    await wish();
    await openCase(operator);
    await operator.tap(t('button-case', { action: 'grant' }));
    await operator.tap(t('button-case-yes', { action: 'grant' }));
    await world.pass(minute);
    expect(books.of(person.id)).toMatchObject({ refunded: [954], orders: ['fulfilled', 'refunded'] });
    expect(books.reviews()).toEqual([]);
    expect(shelf.audit().map(([action]) => action)).toEqual(['case_refuse', 'case_grant']);
  },
);
