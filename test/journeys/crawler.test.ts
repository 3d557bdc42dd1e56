import path from 'node:path';
import { expect, test } from 'vitest';
import type { Locale } from '../../src/domain/customer.ts';
import { action, actions } from '../../src/bot/actions.ts';
import { minute, second } from '../../src/domain/time.ts';
import { createSpeeches } from '../../src/i18n/speech.ts';
import { openAuditedWorld } from '../support/audited-world.ts';
import { openShelf } from '../support/shelf.ts';
import { codeIn, otherThan } from '../support/mailbox.ts';
import type { Bubble, Person } from '../support/person.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { screenshot } from '../support/screenshot.ts';
import { payAnyway, payLink } from '../support/till.ts';
import { createWitness, nonsense, nonsenseIn } from '../support/witness.ts';
import { languages, openWorld, people } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { overBudget } from './budget.ts';
import { supplierDown } from './stories.ts';

const speeches = createSpeeches(path.join(import.meta.dirname, '../../locales'));
/** The shop's own words are shown as they are, whatever characters they have. */
const env = {
  BRAND_NAME: '遠遊卡 & <b>Co</b>',
  SELLER_NAME: 'Bits & <Pieces>',
  SELLER_ADDRESS: 'Via Esempio 1, 00100 Roma',
  EMERGENCY_CONTACT: '+39 06 000 000',
  CHANNEL_URL: 'https://t.me/yuanyou',
};
const own = Object.values(env);
const names = new Set(speeches.all.map(({ t }) => t('language-name')));
const operator = 100_005;
/** More taps than this in ten seconds are a flood. */
const breath = 20;

interface Crawl {
  readonly bubbles: Bubble[];
  readonly toasts: string[];
  readonly deadEnds: string[];
}

/** Pressed when all others have been: after them there is little left to look at. */
const last: readonly RegExp[] = [action('removeYes'), action('eraseYes')];

/** Whether a button says all by itself, so that it does the same wherever it stands. A menu, and what opens one, needs its screen. */
function isSelfContained(data: string): boolean {
  const verbs = Object.keys(actions) as (keyof typeof actions)[];
  return verbs.some((verb) => verb !== 'more' && verb !== 'reviewMore' && action(verb).test(data));
}

/** Two screens that differ only in numbers and dates are one. */
function identity({ text, buttons, hasPicture }: Bubble): string {
  const labels = buttons.map((row) => row.map((button) => button.text));
  return JSON.stringify([text.split('\n')[0], labels, hasPicture]).replaceAll(/\d+/g, '0');
}

/** A card brought along, which then somebody else claims too; and what cannot be read or verified. */
async function claimAndBeClaimed(world: World, person: Person): Promise<void> {
  const other = Object.values(people).find((id) => id !== person.id) ?? 0;
  const { lpa, foreign, iccid } = await elsewhere(world, person.id);
  for (const text of ['/claim', lpa, lpa, foreign, iccid]) await person.say(text);
  await person.sendPicture(screenshot([]));
  await world.pass(10 * second);
  await world.person(other).say(lpa);
}

/** Presses every button of every screen that can be reached from the bubbles a person has. */
async function crawl(world: World, person: Person): Promise<Crawl> {
  const met = new Map<string, { bubble: Bubble; ways: readonly { id: number; data: string }[] }>();
  const waiting: string[] = [];
  const toasts: string[] = [];
  const ending = new Map<string, { id: number; data: string }>();
  const orderOf = ({ data }: { data: string }): number => last.findIndex((pattern) => pattern.test(data));
  let taps = 0;

  async function tap(id: number, data: string): Promise<void> {
    taps++;
    if (taps % breath === 0) await world.pass(10 * second);
    const answer = await world.box.tap(person.id, id, data);
    await world.settle();
    if (!answer) throw new Error(`${data} was not answered`);
    if (answer.text) toasts.push(answer.text);
  }
  /** What each bubble showed when last looked at. */
  let shown = new Map<number, string>();
  function look(way: readonly { id: number; data: string }[]): void {
    const before = shown;
    shown = new Map();
    for (const bubble of person.bubbles()) {
      const seen = identity(bubble);
      shown.set(bubble.id, seen);
      if (before.get(bubble.id) === seen || met.has(seen)) continue;
      met.set(seen, { bubble, ways: way });
      waiting.push(seen);
    }
  }

  look([]);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const place = met.get(next);
    if (!place) continue;
    for (const button of place.bubble.buttons.flat()) {
      // Another language is another crawl.
      if (!('callback_data' in button) || names.has(button.text)) continue;
      const way = { id: place.bubble.id, data: button.callback_data };
      if (last.some((pattern) => pattern.test(way.data))) {
        ending.set(way.data, way);
        continue;
      }
      // Back to the screen where this button is: by the taps that led there, in the same bubble.
      const ways = isSelfContained(way.data) ? [] : place.ways;
      for (const { id, data } of ways) await tap(id, data);
      await tap(way.id, way.data);
      look([...ways, way]);
    }
  }
  for (const way of [...ending.values()].toSorted((a, b) => orderOf(a) - orderOf(b))) {
    await tap(way.id, way.data);
    look([way]);
  }
  const bubbles = [...met.values()].map(({ bubble }) => bubble);
  const onward = (bubble: Bubble): boolean =>
    bubble.buttons.flat().some((button) => 'callback_data' in button);
  return { bubbles, toasts, deadEnds: bubbles.filter((bubble) => !onward(bubble)).map(({ text }) => text) };
}

test.each(languages)(
  'whoever presses every button in %s finds an answer, a way on, and no word out of place',
  async (locale: Locale) => {
    let down = false;
    await using world = await openWorld({
      env,
      supplierFaults: (call) => {
        if (down) supplierDown(call);
      },
    });
    const witness = createWitness(world);
    const person = world.person(people[locale as keyof typeof people]);
    // Whoever hears of the cases that come of it.
    await world.person(operator).start();
    await person.start();
    await person.tap('★');
    await person.pay();
    // One that takes long, and may be cancelled.
    down = true;
    await person.start('renew');
    await person.pay();
    for (let minutes = 0; minutes < 16; minutes++) await world.pass(minute);
    down = false;
    await person.say('/start');
    await person.tap('🇯🇵');
    await person.tap('★');
    await person.pay();
    await world.pass(5 * second);
    await person.start('renew');
    await person.tap('⋯');
    await person.tap('🎁');
    await person.pay();
    await person.say('YY-0000-0000-0001');
    await person.say('gift');
    await world.pass(10 * second);
    for (const page of ['/start', '/support', '/terms', '/privacy', '/paysupport', '/orders', '/help'])
      await person.say(page);
    await person.say('jane@example.com');
    await person.tap(speeches(locale).t('button-mail-code'));
    await person.say(otherThan(codeIn(world, 'jane@example.com')));
    await person.say('/email');
    await person.say(codeIn(world, 'jane@example.com'));
    await person.say('/email');
    await person.say('john@example.com');
    await claimAndBeClaimed(world, person);
    await world.pass(10 * second);

    const { bubbles, toasts, deadEnds } = await crawl(world, person);
    expect(deadEnds).toEqual([]);
    expect(witness.unanswered()).toEqual([]);
    expect(witness.refused()).toEqual([]);
    expect(overBudget(bubbles, locale)).toEqual([]);
    expect(toasts.flatMap((toast) => nonsense(toast, { locale, own }))).toEqual([]);
    expect(nonsenseIn(bubbles, { locale, own })).toEqual([]);
    expect(bubbles.length, 'screens').toBeGreaterThan(30);
  },
  90_000,
);

/** Money that nobody asked for, and a message that could not be handled at all: both wait for an operator. */
async function causeCases(world: World): Promise<void> {
  const [payer, other] = [world.person(people.en), world.person(people.it)];
  await other.start();
  await payer.start('renew');
  await payAnyway(world, other.id, payLink(payer));
  const description = 'Bad Request: something nobody thought of';
  world.box.faults.add({ method: 'sendMessage', kind: 'status', status: 400, description, times: 5 });
  await payer.say('/orders');
}

test.each(languages)(
  'an operator who presses every button in %s finds an answer and a way on, and every case is closed',
  async (locale: Locale) => {
    await using audited = await openAuditedWorld({ env });
    const { world, folder } = audited;
    const witness = createWitness(world);
    const { t } = speeches(locale);
    const operator = world.person(100_005);
    await operator.say('/language');
    await operator.tap(t('language-name'));
    await causeCases(world);
    await world.app.stop();
    openShelf(folder).spoilList();
    await world.restart();
    for (const page of ['/review', '/inbox', '/pause', '/supply']) await operator.say(page);
    await world.pass(10 * second);

    const { bubbles, toasts } = await crawl(world, operator);
    // News have nothing but a link, since they may stand in a group.
    expect(bubbles.filter(({ buttons }) => buttons.length === 0).map(({ text }) => text)).toEqual([]);
    expect(witness.unanswered()).toEqual([]);
    expect(bubbles.filter(({ buttons }) => buttons.length > 6).map(({ text }) => text)).toEqual([]);
    const facts = [
      ...world.box.ledger().map(({ id }) => id),
      "GrammyError: Call to 'sendMessage' failed! (400: Bad Request: something nobody thought of)",
    ];
    const supply = ['Sandbox', 'npm run doctor', 'suppliers', 'catalogue', 'json'];
    const reader = { locale, own: [...own, ...facts, ...supply] };
    expect(toasts.flatMap((toast) => nonsense(toast, reader))).toEqual([]);
    expect(nonsenseIn(bubbles, reader)).toEqual([]);
    const seen = bubbles.map(({ text }) => text).join('\n');
    for (const outcome of ['refunded', 'replayed'] as const)
      expect(seen).toContain(t('case-outcome', { outcome }));
    // The last button deleted what they had chosen, the language too.
    const empty = speeches.all.map((speech) => speech.t('queue-empty'));
    expect(empty).toContain((await operator.say('/review')).text);
  },
  90_000,
);
