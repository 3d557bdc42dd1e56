import { InlineKeyboard } from 'grammy';
import { maskAddress } from '../../domain/address.ts';
import type { Customer } from '../../domain/customer.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import type { HomeZones } from '../home-zones.ts';
import { escapeHtml } from '../../i18n/html.ts';
import type { Screen } from '../screen.ts';

/** Zones that most of our travellers call home. */
const common = [
  ...(['Asia/Shanghai', 'Asia/Taipei', 'Asia/Hong_Kong'] as const),
  ...(['Europe/Rome', 'Europe/London', 'America/New_York'] as const),
];

/** What is set now, and the ways to change it. */
export function settingsScreen({
  speech,
  customer,
  zones,
  address,
}: {
  speech: Speech;
  customer: Customer;
  zones: HomeZones;
  /** Where receipts go; null while nowhere, undefined where this shop sends no e-mail. */
  address: string | null | undefined;
}): Screen {
  const { t } = speech;
  const title = t('settings-title', {
    language: t('language-name'),
    zone: homeName(speech, customer, zones),
    notices: noticesName(speech, customer),
  });
  const email = address ? escapeHtml(maskAddress(address)) : t('settings-no-email');
  const text = address === undefined ? title : `${title}\n${t('settings-email', { email })}`;
  const keyboard = new InlineKeyboard()
    .text(t('button-language'), actions.language())
    .text(t('button-home-time'), actions.zone())
    .row()
    .text(t('button-notices'), actions.notices());
  if (address !== undefined) keyboard.text(t('button-email'), actions.email());
  keyboard
    .row()
    .text(t('button-my-cards'), actions.cards())
    .text(t('button-my-data'), actions.myData())
    .row()
    .text(t('button-home'), actions.home());
  return { text, keyboard };
}

/** Asks where home is: a place to type, some to tap. `choices`: the zones of the place that was typed. */
export function zoneScreen({
  speech,
  customer,
  zones,
  choices,
  unknown = false,
}: {
  speech: Speech;
  customer: Customer;
  zones: HomeZones;
  choices?: readonly string[];
  /** What was typed is no place that we know. */
  unknown?: boolean;
}): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard();
  for (const [index, zone] of (choices ?? common).slice(0, 8).entries()) {
    const mark = zone === customer.homeZone ? '✓ ' : '';
    keyboard.text(`${mark}${zones.nameOf(speech, zone)}`, actions.zone(zone));
    if (index % 2 === 1) keyboard.row();
  }
  keyboard.row();
  if (customer.homeZone) keyboard.text(t('button-home-time-off'), actions.zone('off'));
  keyboard.text(t('button-back'), actions.settings());
  const question = choices ? t('home-time-which') : t('home-time-question');
  const title = t('home-time-title', { zone: homeName(speech, customer, zones) });
  return { text: [title, unknown ? t('home-time-unknown') : question].join('\n'), keyboard };
}

/** The one switch there is: whether notices nobody asked for make a sound. */
export function noticesScreen({ speech, customer }: { speech: Speech; customer: Customer }): Screen {
  const { t } = speech;
  const { quietNotices: quiet } = customer;
  const keyboard = new InlineKeyboard()
    .text(t(quiet ? 'button-notices-loud' : 'button-notices-quiet'), actions.notices(!quiet))
    .text(t('button-back'), actions.settings());
  return { text: t('notices-title', { notices: noticesName(speech, customer) }), keyboard };
}

function homeName(speech: Speech, { homeZone }: Customer, zones: HomeZones): string {
  return homeZone ? zones.nameOf(speech, homeZone) : speech.t('home-time-off');
}

function noticesName({ t }: Speech, { quietNotices }: Customer): string {
  return t(quietNotices ? 'notices-quiet' : 'notices-loud');
}
