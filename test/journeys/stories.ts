import { day, minute } from '../../src/domain/time.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import type { Speech } from '../../src/i18n/speech.ts';
import { elsewhere, sellersList } from '../support/elsewhere.ts';
import { codeIn } from '../support/mailbox.ts';
import type { Recorder } from '../support/recorder.ts';
import { screenshot } from '../support/screenshot.ts';
import { people } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** What a traveller does, told once and played in every language. `budget` is what dialogues allow, counted from the first tap. */
export interface Story {
  readonly title: string;
  readonly budget: { readonly taps: number; readonly bubbles: number };
  /** No order gets through to the supplier. */
  readonly supplierIsDown?: boolean;
  play(person: Recorder, speech: Speech, world: World): Promise<void>;
}

/** What the supplier says as long as it is down. */
export function supplierDown({ method }: { method: string }): void {
  if (method === 'placeOrder' || method === 'placeTopUp')
    throw new ProviderError('temporary', 'Under maintenance');
}

/** Somebody else buys an activation code for five gigabytes in Italy; answers what its link says. */
async function gift(world: World, reader: Speech): Promise<string> {
  const locale = reader.locale === 'it' ? 'en' : 'it';
  const giver = world.person(people[locale]);
  await giver.start('renew');
  await giver.tap('⋯');
  await giver.tap('🎁');
  await giver.pay();
  const code = /YY(?:-[0-9A-Z]{4}){3}/.exec(giver.screen().text)?.[0] ?? '';
  return `act_${code.replaceAll('-', '')}`;
}

/** Words that travellers of each language type. */
const typed: Readonly<Record<string, { balance: string; renew: string }>> = {
  'zh-CN': { balance: '余额', renew: '续费' },
  'zh-TW': { balance: '餘額', renew: '續費' },
  en: { balance: 'balance', renew: 'top up' },
  it: { balance: 'quanto mi resta', renew: 'ricarica' },
};

export const stories: readonly Story[] = [
  {
    title: 'first renewal, from Start',
    budget: { taps: 4, bubbles: 2 },
    play: async (person) => {
      await person.start();
      await person.tap('★');
      await person.pay();
    },
  },
  {
    title: 'renewal from the bubble that waits',
    budget: { taps: 2, bubbles: 2 },
    play: async (person) => {
      await person.arrive('renew');
      await person.pay();
    },
  },
  {
    title: 'a card that can only be renewed by a new eSIM',
    budget: { taps: 5, bubbles: 2 },
    play: async (person, _speech, world) => {
      await person.start();
      await person.tap('🇯🇵');
      await person.tap('★');
      await person.pay();
      await person.watch(() => world.pass(minute));
    },
  },
  {
    title: 'paying by card, PayPal, Alipay or WeChat Pay on a page',
    budget: { taps: 3, bubbles: 2 },
    play: async (person) => {
      await person.arrive('renew');
      await person.payOnPage();
    },
  },
  {
    title: 'paying by card inside Telegram',
    budget: { taps: 3, bubbles: 2 },
    play: async (person, speech) => {
      await person.arrive('renew');
      await person.tap(
        speech.t('button-rail-invoice', { total: speech.money({ amount: 1120, currency: 'EUR' }) }),
      );
      await person.pay();
    },
  },
  {
    title: 'a first card, from the word to the QR code',
    budget: { taps: 7, bubbles: 3 },
    play: async (person, speech, world) => {
      await person.say('/buy');
      await person.tap('🇮🇹');
      await person.tap('5 GB');
      await person.tap(speech.t('button-phone-ok'));
      await person.pay();
      await person.watch(() => world.pass(minute));
      await person.tap(speech.t('button-check'));
    },
  },
  {
    title: 'a card bought elsewhere, by one pasted code',
    budget: { taps: 1, bubbles: 1 },
    play: async (person, _speech, world) => {
      const { lpa } = await elsewhere(world, person.id);
      await person.say(lpa);
    },
  },
  {
    title: 'a card bought elsewhere, by its screenshot, and renewed',
    budget: { taps: 5, bubbles: 4 },
    play: async (person, speech, world) => {
      const { lpa } = await elsewhere(world, person.id);
      await person.say('/claim');
      await person.send('screenshot of the QR code', screenshot([{ text: lpa }]));
      await person.tap(speech.t('button-renew'));
      await person.pay();
    },
  },
  {
    title: 'a card bought elsewhere, by the number alone and a code from the mail',
    budget: { taps: 4, bubbles: 3 },
    play: async (person, speech, world) => {
      const { iccid, email } = await elsewhere(world, person.id);
      await sellersList(world, `${iccid},${email},W-1`);
      await person.say('/claim');
      await person.tap(speech.t('button-claim-number'));
      await person.say(iccid);
      await person.say(codeIn(world, email));
    },
  },
  {
    title: 'a card that cannot be verified',
    budget: { taps: 4, bubbles: 2 },
    play: async (person, speech, world) => {
      await person.say(speech.t('words-claim').split('|')[0] ?? '');
      const { foreign } = await elsewhere(world, person.id);
      await person.say(foreign);
      await person.tap(speech.t('button-retry'));
      await person.tap(speech.t('button-back'));
    },
  },
  {
    title: 'choosing a plan by the day',
    budget: { taps: 5, bubbles: 2 },
    play: async (person, speech) => {
      await person.start();
      await person.tap(speech.t('group-day'));
      await person.tap('7');
      await person.pay();
    },
  },
  {
    title: 'not sure which plan: how many more days?',
    budget: { taps: 7, bubbles: 3 },
    play: async (person, speech) => {
      await person.start();
      await person.tap(speech.t('group-month'));
      await person.tap(speech.t('button-advise-short'));
      await person.tap(speech.t('button-days', { days: 14 }));
      await person.pay();
    },
  },
  {
    title: 'typed words: what is left, renew',
    budget: { taps: 4, bubbles: 3 },
    play: async (person, speech) => {
      await person.say(typed[speech.locale]?.balance ?? '');
      await person.say(typed[speech.locale]?.renew ?? '');
      await person.pay();
    },
  },
  {
    title: 'after the renewal: no internet?, receipt, orders',
    budget: { taps: 7, bubbles: 4 },
    play: async (person, speech) => {
      await person.start();
      await person.tap('★');
      await person.pay();
      await person.tap(speech.t('button-no-internet'));
      await person.tap(speech.t('button-receipt'));
      await person.tap(speech.t('button-orders'));
    },
  },
  {
    title: 'the receipt by e-mail: asked once, after the first order',
    budget: { taps: 7, bubbles: 5 },
    play: async (person, speech, world) => {
      await person.start();
      await person.tap('★');
      await person.pay();
      await person.tap(speech.t('button-mail-receipt'));
      await person.say('jane@example.com');
      await person.say(codeIn(world, 'jane@example.com'));
    },
  },
  {
    title: 'the price expired: a new one in place',
    budget: { taps: 6, bubbles: 2 },
    play: async (person, _speech, world) => {
      await person.start();
      await person.tap('★');
      await world.pass(40 * minute);
      await person.pay();
      await person.pay();
    },
  },
  {
    title: 'sales that rest, and run again',
    budget: { taps: 4, bubbles: 2 },
    play: async (person, speech, world) => {
      const operator = world.person(100_005);
      const decide = async (word: 'pause' | 'resume'): Promise<void> => {
        const { id } = await operator.say(`/${word}`);
        await world.box.tap(operator.id, id, `sales/${word}/now`);
        await world.settle();
      };
      await decide('pause');
      await person.arrive('renew');
      await person.tap(speech.t('button-retry'));
      await decide('resume');
      await person.tap(speech.t('button-retry'));
      await person.pay();
    },
  },
  {
    title: 'help by menu and in pictures',
    budget: { taps: 8, bubbles: 2 },
    play: async (person, speech) => {
      await person.say('/help');
      for (const topic of ['where', 'when', 'phone', 'failed', 'emergency'] as const)
        await person.tap(speech.t(`help-ask-${topic}`));
      await person.tap(speech.t('help-guide'));
      await person.tap(speech.t('button-next'));
    },
  },
  {
    title: 'the pages a shop owes its customers',
    budget: { taps: 5, bubbles: 5 },
    play: async (person) => {
      for (const page of ['/support', '/terms', '/privacy', '/paysupport', '/orders']) await person.say(page);
    },
  },
  {
    title: 'home time, from the settings',
    budget: { taps: 4, bubbles: 3 },
    play: async (person, speech) => {
      await person.say('/settings');
      await person.tap(speech.t('button-home-time'));
      await person.say('Shanghai');
      await person.say('/balance');
    },
  },
  {
    title: 'a name for a card',
    budget: { taps: 5, bubbles: 2 },
    play: async (person, speech) => {
      await person.say('/settings');
      await person.tap(speech.t('button-my-cards'));
      await person.tap('4821');
      await person.tap(speech.t('button-rename'));
      await person.say('🐶 4 ever');
    },
  },
  {
    title: 'a link that shares a card',
    budget: { taps: 5, bubbles: 1 },
    play: async (person, speech) => {
      await person.say('/settings');
      await person.tap(speech.t('button-my-cards'));
      await person.tap('4821');
      await person.tap(speech.t('button-share'));
      await person.tap(speech.t('button-share-link'));
    },
  },
  {
    title: 'a copy of one’s data, and the end of it',
    budget: { taps: 5, bubbles: 3 },
    play: async (person, speech) => {
      await person.say('/settings');
      await person.tap(speech.t('button-my-data'));
      await person.tap(speech.t('button-export'));
      await person.tap(speech.t('button-erase'));
      await person.tap(speech.t('button-erase-yes'));
    },
  },
  {
    title: 'a card that ran out and ended',
    budget: { taps: 5, bubbles: 3 },
    play: async (person, _speech, world) => {
      await person.start();
      await world.pass(12 * day);
      await person.say('/balance');
      await person.tap('★');
      await person.pay();
    },
  },
  {
    title: 'an activation code to give away',
    budget: { taps: 4, bubbles: 2 },
    play: async (person, speech) => {
      await person.arrive('renew');
      await person.tap('⋯');
      await person.tap(speech.t('button-give-away'));
      await person.pay();
    },
  },
  {
    title: 'an activation code from a friend, on the card one has',
    budget: { taps: 2, bubbles: 1 },
    play: async (person, speech, world) => {
      await person.arrive(await gift(world, speech));
      await person.tap('·4821');
      await person.tap(speech.t('button-activate'));
      await person.watch(() => world.pass(minute));
    },
  },
  {
    title: 'an activation code from a friend, as a new eSIM',
    budget: { taps: 3, bubbles: 1 },
    play: async (person, speech, world) => {
      await person.arrive(await gift(world, speech));
      await person.tap(speech.t('button-code-new'));
      await person.tap(speech.t('button-phone-ok'));
      await person.tap(speech.t('button-activate'));
      await person.watch(() => world.pass(minute));
    },
  },
  {
    title: 'an activation code nobody needed: cancelled and refunded',
    budget: { taps: 8, bubbles: 3 },
    play: async (person, speech, world) => {
      await person.arrive('renew');
      await person.tap('⋯');
      await person.tap(speech.t('button-give-away'));
      await person.pay();
      await person.tap(speech.t('button-receipt'));
      await world.pass(minute);
      await person.tap(speech.t('button-cancel-code'));
      await person.tap(speech.t('button-cancel-code-yes'));
    },
  },
  {
    title: 'a plan that was not needed after all: refunded from its receipt',
    budget: { taps: 7, bubbles: 3 },
    play: async (person, speech) => {
      await person.start();
      await person.tap('★');
      await person.pay();
      await person.tap(speech.t('button-receipt'));
      await person.tap(speech.t('button-refund'));
      await person.tap(speech.t('button-refund-yes'));
    },
  },
  {
    title: 'a refund of what may be in use: with a person',
    budget: { taps: 8, bubbles: 3 },
    play: async (person, speech, world) => {
      await person.start();
      await person.tap('🇯🇵');
      await person.tap('★');
      await person.pay();
      await person.watch(() => world.pass(11 * minute));
      await person.tap(speech.t('button-receipt'));
      await person.tap(speech.t('button-refund'));
      await person.tap(speech.t('button-refund-person'));
    },
  },
  {
    title: 'fifteen minutes and nothing: cancelled and refunded',
    budget: { taps: 6, bubbles: 2 },
    supplierIsDown: true,
    play: async (person, speech, world) => {
      await person.start();
      await person.tap('★');
      await person.pay();
      for (let minutes = 0; minutes < 16; minutes++) await person.watch(() => world.pass(minute));
      await person.tap(speech.t('button-wait'));
      await person.tap(speech.t('button-stop'));
      for (let minutes = 0; minutes < 3; minutes++) await person.watch(() => world.pass(minute));
    },
  },
];
