import { describe, expect, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import { chooseBadPlan } from '../support/audited-world.ts';
import { openScene, plain, speeches } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { nonsenseIn } from '../support/witness.ts';
import { languages, people } from '../support/world.ts';
import { overBudget } from './budget.ts';

const operatorId = 100_005;

/** An operator who reads this language, and how many alerts and ends of alerts they have read with these words. */
async function operatorIn({ world }: Scene, locale: (typeof languages)[number]) {
  const operator = world.person(operatorId);
  await operator.say('/language');
  await operator.tap(speeches(locale).t('language-name'));
  return {
    operator,
    read: (words: string) =>
      operator.bubbles().filter(({ text }) => /^(🔴|🟢)/u.test(text) && text.includes(plain(words))).length,
  };
}

/** Sets the credit with the supplier, in US cents, as the chat page can. */
async function setCredit({ world }: Scene, cents: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${world.app.port}/box/world`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ supplier_credit: cents }),
  });
  expect(response.status).toBe(200);
  await world.pass(minute);
}

describe.each(languages)('In %s', (locale) => {
  const { t } = speeches(locale);

  test('supply trap 25: sales rest by themselves while the supplier’s credit is nearly used up, and operators hear so once', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const { operator, read } = await operatorIn(scene, locale);
    const person = world.person(people[locale]);
    await person.start('renew');
    const low = t('alert-credit', { credit: '|', orders: 0 }).split('|')[1]?.slice(0, 5) ?? '';
    await setCredit(scene, 10_000);
    expect(await person.pay()).toEqual({ outcome: 'refused', message: t('refused-paused') });
    expect(read(t('watch-credit'))).toBe(1);
    expect(operator.screen().text).toContain(low);
    await world.pass(minute);
    await world.restart();
    for (let n = 0; n < 3; n++) await world.pass(minute);
    expect(read(t('watch-credit'))).toBe(1);
    expect((await operator.say('/resume')).text, 'no operator’s pause to end').toContain(
      t('pause-ends-itself'),
    );

    await setCredit(scene, 100_000_000);
    expect(read(t('watch-credit'))).toBe(2);
    expect(operator.bubbles().some(({ text }) => text.includes(t('alert-credit-over')))).toBe(true);
    expect(await person.pay(), 'the same bubble').toEqual({ outcome: 'paid' });
    await world.pass(minute);
    expect(read(t('watch-credit'))).toBe(2);
    scene.allIsWell();
  });

  test('supply trap 14: a card that is still being made after 15 minutes is told to operators, once', async () => {
    await using scene = await openScene({ badPlan: 'sbx-pending-forever' });
    const { world } = scene;
    const { read } = await operatorIn(scene, locale);
    const person = world.person(people.en);
    await chooseBadPlan(person, 'italy');
    await person.pay();
    await world.pass(14 * minute);
    expect(read(t('watch-late'))).toBe(0);
    expect(person.bubbles().filter(({ hasPicture }) => hasPicture)).toEqual([]);
    for (let n = 0; n < 3; n++) await world.pass(minute);
    expect(read(t('watch-late'))).toBe(1);
    await world.restart();
    for (let n = 0; n < 5; n++) await world.pass(minute);
    expect(read(t('watch-late'))).toBe(1);
    expect(person.bubbles().filter(({ hasPicture }) => hasPicture)).toEqual([]);
  });

  test('an operator who asks reads how the shop is, also while something is wrong', async () => {
    await using scene = await openScene();
    const { world } = scene;
    const { operator } = await operatorIn(scene, locale);
    await world.pass(minute);
    const { text: calm } = await operator.say('/status');
    expect(calm).toContain(plain(t('sales-run')));
    for (const line of [t('status-cases', { count: '0' }), t('status-inbox', { count: '0' })])
      expect(calm).toContain(line);
    expect(calm).toContain(t('status-no-alerts'));
    expect(calm, 'not one night old').not.toContain(t('status-reconciled', { at: '' }));
    for (let n = 0; n < 2; n++) await world.pass(day);
    const later = await operator.say('/status');
    expect(later.text).toContain(t('status-reconciled', { at: '' }));
    await setCredit(scene, 10_000);
    await operator.tap(t('button-check-again'));
    const { text } = operator.bubbles().find((bubble) => bubble.id === later.id) ?? operator.screen();
    expect(text).not.toContain(plain(t('sales-run')));
    expect(text).toContain(plain(t('status-alerts')));
    expect(text).toContain(`• ${t('watch-credit')}`);
    // The report of the night is read at leisure, and as long as it must be.
    const short = operator.bubbles().filter((bubble) => !bubble.text.startsWith('🧾'));
    expect(overBudget(short, locale)).toEqual([]);
    expect(nonsenseIn(operator.bubbles(), { locale, own: ['Stripe', 'NTP'] })).toEqual([]);
    const alert = operator.bubbles().findLast((bubble) => bubble.text.startsWith('🔴'));
    const link = alert?.buttons.flat().find((button) => 'url' in button);
    expect(link && 'url' in link ? link.url : '').toMatch(/\?start=status$/);
    expect((await operator.start('status')).text, 'where the alert leads').toContain(
      plain(t('status-alerts')),
    );
    scene.allIsWell();
  });

  test('an operator’s pause outlasts that of the supplier’s credit', async () => {
    await using scene = await openScene();
    const { operator } = await operatorIn(scene, locale);
    await operator.say('/pause');
    await operator.tap(t('button-pause'));
    await setCredit(scene, 0);
    await setCredit(scene, 100_000_000);
    const person = scene.world.person(people[locale]);
    await person.start();
    expect((await person.say('/renew')).text).toBe(t('sales-rest'));
    scene.allIsWell();
  });

  test('operators hear that Telegram’s payments fail, that the disk is full and that the clock is wrong, and when that is over', async () => {
    const machine = { free: 0.5, ahead: 0 };
    await using scene = await openScene({
      machine: { now: () => Date.now() + machine.ahead, freeShare: async () => machine.free },
    });
    const { world } = scene;
    const { read } = await operatorIn(scene, locale);
    const person = world.person(people[locale]);
    world.box.faults.add({ method: 'createInvoiceLink', kind: 'status', status: 400, times: 10 });
    for (let n = 0; n < 5; n++) await person.start('renew');
    machine.free = 0.04;
    machine.ahead = -45_000;
    for (let n = 0; n < 3; n++) {
      // Whoever sends anything hears what Telegram's clock says.
      await person.say('/terms');
      await world.pass(minute);
    }
    const watches = [t('watch-telegram'), t('watch-disk'), t('watch-clock')];
    expect(watches.map(read)).toEqual([1, 1, 1]);
    expect(read(t('alert-calls', { failed: '10', calls: '10' }))).toBe(1);
    expect(read(t('alert-disk', { percent: '4' }))).toBe(1);

    machine.free = 0.5;
    machine.ahead = 0;
    for (let n = 0; n < 12; n++) {
      await person.start('renew');
      await world.pass(minute);
    }
    expect(watches.map(read)).toEqual([2, 2, 2]);
  });
});

test('an update that nobody can handle is told of after a minute, and when it is done', async () => {
  await using scene = await openScene();
  const { world, person, t } = scene;
  const { read } = await operatorIn(scene, 'en');
  await person.start();
  const stuck = { method: 'editMessageText', kind: 'status', status: 502, times: 1000 } as const;
  world.box.faults.add(stuck);
  void world.box.tap(person.id, person.screen().id, 'help');
  await until(world.box, () => world.box.unconfirmed() === 0);
  world.box.clock.advance(2 * minute);
  await until(world.box, () => read(t('watch-inbox')) === 1);
  world.box.faults.clear();
  for (let n = 0; n < 8; n++) await world.pass(minute);
  expect(read(t('watch-inbox'))).toBe(2);
});

test('only the admin chat hears of what is wrong, and no secret is in it', async () => {
  await using scene = await openScene({ env: { ADMIN_CHAT_ID: '100005' } });
  const { world, person } = scene;
  await operatorIn(scene, 'en');
  await person.start();
  await setCredit(scene, 0);
  expect(JSON.stringify(person.bubbles())).not.toContain('🔴');
  const said = JSON.stringify(world.person(operatorId).bubbles());
  expect(said).toContain('🔴');
  expect(said).not.toMatch(/sk_test|SANDBOX|whsec|LPA:/);
  scene.allIsWell();
});

test.each([
  ['throws the bot out', undefined],
  ['mutes it', { method: 'sendMessage', kind: 'status', status: 400 }],
] as const)(
  'whoever runs the admin chat and %s silences no alert: the operators hear it themselves',
  async (_, fault) => {
    await using scene = await openScene({ env: { ADMIN_CHAT_ID: '-1001234567890' } });
    const { read } = await operatorIn(scene, 'en');
    if (fault) scene.world.box.faults.add(fault);
    await setCredit(scene, 0);
    expect(read(scene.t('watch-credit'))).toBe(1);
  },
);

test('operators who have not started the bot yet hear what is wrong when they do', async () => {
  await using scene = await openScene();
  await setCredit(scene, 0);
  const { read, operator } = await operatorIn(scene, 'en');
  expect(read('🔴')).toBe(0);
  for (let n = 0; n < 3; n++) await scene.world.pass(minute);
  expect(read('🔴')).toBe(1);
  expect(operator.screen().text).toContain(scene.t('watch-credit'));
});
