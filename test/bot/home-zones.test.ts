import path from 'node:path';
import { expect, test } from 'vitest';
import { createHomeZones } from '../../src/bot/home-zones.ts';
import { createSpeeches } from '../../src/i18n/speech.ts';

const speeches = createSpeeches(path.join(import.meta.dirname, '../../locales'));
const zones = createHomeZones(speeches);
const now = Date.UTC(2026, 5, 14);

test.each([
  ['Italy', 'Europe/Rome'],
  ['italia', 'Europe/Rome'],
  ['Firenze', 'Europe/Rome'],
  ['Prato', 'Europe/Rome'],
  ['Wenzhou', 'Asia/Shanghai'],
  ['罗马', 'Europe/Rome'],
  ['中国', 'Asia/Shanghai'],
  ['北京', 'Asia/Shanghai'],
  ['臺灣', 'Asia/Taipei'],
  ['台灣', 'Asia/Taipei'],
  ['高雄', 'Asia/Taipei'],
  ['new york', 'America/New_York'],
  ['Europe/Rome', 'Europe/Rome'],
  ['KATHMANDU', 'Asia/Katmandu'],
  ['england', 'Europe/London'],
])('“%s” is home in %s', (typed, zone) => {
  expect(zones.find(typed, now)).toEqual([zone]);
});

test('a country with several times is asked about, each time once', () => {
  const found = zones.find('Stati Uniti', now);
  expect(found).toContain('America/New_York');
  expect(found).toContain('Pacific/Honolulu');
  expect(found.length).toBeLessThanOrEqual(8);
});

test('talk is no place', () => {
  for (const text of ['', 'hello', 'balance', 'x'.repeat(200)]) expect(zones.find(text, now)).toEqual([]);
});

test('every listed city is in a zone that exists, and every language names the zones offered', () => {
  for (const speech of speeches.all) {
    const entries = speech.t('words-cities').split('|');
    for (const entry of entries) expect(entry).toMatch(/^[A-Za-z/_]+=.+$/);
    expect(entries.map((entry) => entry.split('=')[0] ?? '').filter((zone) => !zones.has(zone))).toEqual([]);
    expect(zones.nameOf(speech, 'Europe/Rome')).not.toContain('_');
  }
});
