import type { Speech } from '../../i18n/speech.ts';

/** A time of day in the reader's own zone, which only their Telegram knows; an old Telegram shows UTC. */
export function readerTime(at: number): string {
  return entity(at, 't', `${new Date(at).toISOString().slice(11, 16)} UTC`);
}

/** A time of day to the second, so that asking twice gives two answers. */
export function readerSecond(at: number): string {
  return entity(at, 'T', `${new Date(at).toISOString().slice(11, 19)} UTC`);
}

/** Day and time in the reader's own zone. */
export function readerDateTime(speech: Speech, at: number): string {
  return entity(at, 'Dt', `${speech.dateTime(at, 'UTC')} UTC`);
}

/** Whose time a moment is told in; with the time at home for those who want it, where that is another: `Rome time · 05:59 at home`. */
export function placeAndHome(
  speech: Speech,
  { at, zone, city }: { at: number; zone: string; city: string },
): string {
  const { homeZone } = speech;
  if (!homeZone || speech.dateTime(at, homeZone) === speech.dateTime(at, zone)) return city;
  const sameDay = speech.date(at, homeZone) === speech.date(at, zone);
  const time = sameDay ? speech.time(at, homeZone) : speech.dateTime(at, homeZone);
  return `${city} · ${speech.t('at-home', { time })}`;
}

/** A day there, and at home where that is another. */
export function dayAndHome(speech: Speech, at: number, zone: string): string {
  const { homeZone } = speech;
  const day = speech.date(at, zone);
  const atHome = homeZone ? speech.date(at, homeZone) : day;
  return atHome === day ? day : speech.t('day-and-home', { day, home: atHome });
}

function entity(at: number, format: string, fallback: string): string {
  return `<tg-time unix="${Math.floor(at / 1000)}" format="${format}">${fallback}</tg-time>`;
}
