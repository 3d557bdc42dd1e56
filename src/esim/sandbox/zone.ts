import { hour, minute } from '../../domain/time.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds between UTC and a zone's clock at a moment; a plan keeps for its whole life the one it started with. */
export function zoneOffset(timezone: string, at: number): number {
  const format =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
  formats.set(timezone, format);
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * hour + Number(minutes ?? 0) * minute);
}
