import type { Card } from '../../domain/card.ts';
import { shortNumber } from '../../domain/card.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Order } from '../../domain/order.ts';
import { timezoneOf } from '../../domain/plan.ts';
import type { Catalogue, Plan } from '../../domain/plan.ts';
import { currentPlan } from '../../domain/usage.ts';
import type { Speech } from '../../i18n/speech.ts';
import { escapeHtml } from '../../i18n/html.ts';

/** `5 GB / 30 days`, `1 GB a day, 7 days`, `Unlimited, 5 days`, with minutes and SMS where the plan has them. */
export function planName(speech: Speech, plan: Plan): string {
  const days = plan.validityDays;
  if (plan.kind === 'unlimited') return speech.t('plan-unlimited', { days });
  if (plan.kind === 'daily') return speech.t('plan-daily', { data: speech.data(plan.dailyBytes ?? 0), days });
  const data = speech.data(plan.dataBytes ?? 0);
  if (plan.voiceSeconds === 0 && plan.smsCount === 0) return speech.t('plan-allowance', { data, days });
  const minutes = Math.floor(plan.voiceSeconds / 60);
  return speech.t('plan-voice', { data, days, minutes, sms: plan.smsCount });
}

/** `1 Mbps`: how fast a plan goes on when the data of a day is used up. */
export function speedAfter(speech: Speech, { throttleKbps }: Plan): string {
  const kbps = throttleKbps ?? 0;
  return kbps >= 1000 ? `${speech.number(kbps / 1000)} Mbps` : `${speech.number(kbps)} kbps`;
}

/** What "unlimited" means of these plans, for whoever is about to choose one: a sentence, or none where there is no limit. */
export function fairUseOf(speech: Speech, plans: readonly Plan[]): readonly string[] {
  const words = plans.flatMap((plan) =>
    plan.kind === 'unlimited' && plan.dailyBytes !== null
      ? [speech.t('plans-fair-use', { data: speech.data(plan.dailyBytes), kbps: speedAfter(speech, plan) })]
      : [],
  );
  return [...new Set(words)];
}

/** What an order is for: the plan, and the place where there is no card yet that would tell. */
export function orderName(speech: Speech, { plan, cardId }: Pick<Order, 'plan' | 'cardId'>): string {
  const name = planName(speech, plan);
  return cardId ? name : `${coverageName(speech, plan.coverage)} ${name}`;
}

/** `5 GB`, `1 GB/day`, `Unlimited`: what stands beside the place in a card's name. */
function planSize(speech: Speech, plan: Plan): string {
  if (plan.kind === 'unlimited') return speech.t('size-unlimited');
  if (plan.kind === 'daily') return speech.t('size-daily', { data: speech.data(plan.dailyBytes ?? 0) });
  return speech.data(plan.dataBytes ?? 0);
}

/** `🇮🇹 Italy 5 GB ·4821`, `🇮🇹 Anna · Italy 5 GB ·4821`; safe for HTML. */
export function cardName(speech: Speech, card: Card): string {
  const plan = card.balance && currentPlan(card.balance)?.plan;
  const place = coverageName(speech, card.coverage);
  const what = plan ? speech.t('card-name', { place, size: planSize(speech, plan) }) : place;
  const own = card.name === null ? '' : `${escapeHtml(card.name)} · `;
  return `${flag(card.coverage)} ${own}${what} ${shortNumber(card)}`;
}

/** `·4821`, `Anna ·4821`: a card within a sentence; safe for HTML. */
export function cardMention(card: Card): string {
  return card.name === null ? shortNumber(card) : `${escapeHtml(card.name)} ${shortNumber(card)}`;
}

/** `🇮🇹 ·4821`, `🇮🇹 Anna`, `👪 🇮🇹 ·4821` for one that somebody else owns: on a button, where nothing is HTML. */
export function cardLabel(card: Card, reader: CustomerId): string {
  const shared = card.ownerId === reader ? '' : '👪 ';
  return `${shared}${flag(card.coverage)} ${card.name ?? shortNumber(card)}`;
}

/** The place in words: a country by its own name, a region by ours. */
export function coverageName(speech: Speech, coverage: string): string {
  if (coverage === 'EU') return speech.t('coverage-eu');
  if (coverage === 'ASIA') return speech.t('coverage-asia');
  return speech.country(coverage);
}

/** `United Kingdom and Italy`: countries by their names in full, but for two that nobody calls so. */
export function countryList(speech: Speech, countries: readonly string[]): string {
  const called = (code: string): string =>
    code === 'HK' || code === 'MO' ? speech.country(code) : speech.countryInFull(code);
  return speech.list(countries.map(called));
}

/** The flag of a country or union of two letters, else a globe. */
export function flag(coverage: string): string {
  if (!/^[A-Z]{2}$/.test(coverage)) return '🌏';
  return String.fromCodePoint(...Array.from(coverage, (letter) => 0x1f1e6 - 65 + letter.charCodeAt(0)));
}

/** The zone in which this card's dates are told, with its city in words. */
export function zoneOf(
  speech: Speech,
  catalogue: Catalogue,
  coverage: string,
): { zone: string; city: string } {
  const zone = timezoneOf(catalogue.coverages.get(coverage));
  const name = zone.slice(zone.lastIndexOf('/') + 1);
  return { zone, city: speech.t('city', { name, fallback: name.replaceAll('_', ' ') }) };
}
