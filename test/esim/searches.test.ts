import { expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { createSearches } from '../../src/esim/searches.ts';

/** Searches that end when they are told to. */
function open() {
  let now = 0;
  const under: { key: string; end: (found: string | undefined) => void }[] = [];
  const searches = createSearches<string>({
    search: (key) => new Promise((resolve) => under.push({ key, end: resolve })),
    clock: () => now,
  });
  return { searches, under, advance: (ms: number) => void (now += ms) };
}
const code = (id: number): string => `LPA:1$RSP.example.com$TOKEN-${id}`;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('whoever tries many codes at once keeps a supplier busy with one search, and the rest are turned away', async () => {
  const { searches, under } = open();
  const asked = Array.from({ length: 12 }, (_, id) =>
    searches(code(id)).catch((error: { kind: string }) => error.kind),
  );
  await settled();
  expect(under.map(({ key }) => key)).toEqual(['rsp.example.com$TOKEN-0']);
  for (let turn = 0; turn < 5; turn++) {
    under[turn]?.end(turn === 3 ? 'theirs' : undefined);
    await settled();
  }
  expect(under).toHaveLength(5);
  const refused = Array.from({ length: 7 }, () => 'rate_limited');
  expect(await Promise.all(asked)).toEqual([
    undefined,
    undefined,
    undefined,
    'theirs',
    undefined,
    ...refused,
  ]);
});

test('whoever was told to come again finds what their search found meanwhile, in whatever writing they ask', async () => {
  const { searches, under, advance } = open();
  const first = searches(code(1));
  await settled();
  advance(minute);
  under[0]?.end('theirs');
  expect(await first).toBe('theirs');
  expect(await searches('1$rsp.EXAMPLE.com$TOKEN-1$$1')).toBe('theirs');
  expect(under).toHaveLength(1);
});

test('a search that failed stops nobody, and may be tried again at once', async () => {
  let tries = 0;
  const searches = createSearches<string>({
    search: () => (++tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve('theirs')),
    clock: () => 0,
  });
  await expect(searches(code(1))).rejects.toThrow('away');
  expect(await searches(code(1))).toBe('theirs');
});

test('what names no profile is not looked for', async () => {
  const { searches, under } = open();
  expect(await searches('LPA:1$rsp.example.com$')).toBeUndefined();
  expect(await searches('junk')).toBeUndefined();
  expect(under).toEqual([]);
});
