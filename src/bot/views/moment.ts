import type { Speech } from '../../i18n/speech.ts';

/** A time of day in the reader's own zone, which only their Telegram knows; an old Telegram shows UTC. */
export function readerTime(at: number): string {
  return entity(at, 't', `${new Date(at).toISOString().slice(11, 16)} UTC`);
}

/** Day and time in the reader's own zone. */
export function readerDateTime(speech: Speech, at: number): string {
  return entity(at, 'Dt', `${speech.dateTime(at, 'UTC')} UTC`);
}

function entity(at: number, format: string, fallback: string): string {
  return `<tg-time unix="${Math.floor(at / 1000)}" format="${format}">${fallback}</tg-time>`;
}
