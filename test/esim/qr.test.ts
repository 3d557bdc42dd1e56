import fc from 'fast-check';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { qrPng } from '../../src/esim/qr.ts';
import { readQr } from '../support/picture.ts';

function seen(png: Uint8Array) {
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  const dark = (x: number, y: number): boolean => (data[(y * width + x) * 4] ?? 255) < 128;
  return { width, height, dark, text: readQr(png) };
}

const lpa = 'LPA:1$smdp.sandbox.invalid$SBX-YA8H8-HAK6P';

test('supply trap 17: the picture is made here, and reading it gives back the code, letter for letter', () => {
  const text = fc
    .tuple(fc.stringMatching(/^[a-z]{1,20}(\.[a-z]{2,10}){1,3}$/), fc.stringMatching(/^[0-9A-Za-z-]{0,60}$/))
    .map(([host, token]) => `LPA:1$${host}$${token}`);
  fc.assert(
    fc.property(text, fc.boolean(), (code, marked) => {
      expect(seen(qrPng(code, marked ? { watermark: 'SANDBOX' } : {})).text).toBe(code);
    }),
    { numRuns: 10 },
  );
});

test('a link can be shown as a picture too', () => {
  const link = 'https://t.me/yuanyou_box_bot?start=card_AbCdEfGhIjKlMnOpQrStUv';
  expect(seen(qrPng(link)).text).toBe(link);
});

test('the picture is large, and its four quiet modules are clear on every side', () => {
  for (const text of [lpa, lpa.repeat(5)]) {
    const { width, height, dark } = seen(qrPng(text));
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(640);
    const corner = firstDark(dark, width);
    const scale = corner / 4;
    expect(Number.isInteger(scale)).toBe(true);
    expect(scale).toBeGreaterThanOrEqual(8);
    expect(width % scale).toBe(0);
    for (let at = 0; at < width; at++) {
      expect(dark(at, corner - 1)).toBe(false);
      expect(dark(at, height - corner)).toBe(false);
      expect(dark(width - corner, at)).toBe(false);
    }
  }
});

test('a test card says so below its code, and nothing of the code is touched', () => {
  const [plain, marked] = [seen(qrPng(lpa)), seen(qrPng(lpa, { watermark: 'SANDBOX' }))];
  expect(marked.width).toBe(plain.width);
  expect(marked.height).toBeGreaterThan(plain.height);
  let [ink, changed] = [0, 0];
  for (let y = 0; y < marked.height; y++)
    for (let x = 0; x < marked.width; x++)
      if (y >= plain.height) ink += Number(marked.dark(x, y));
      else changed += Number(marked.dark(x, y) !== plain.dark(x, y));
  expect(changed).toBe(0);
  expect(ink).toBeGreaterThan(1000);
});

/** The distance from the edge to the first dark pixel of the diagonal: the corner of the finder pattern. */
function firstDark(dark: (x: number, y: number) => boolean, width: number): number {
  for (let at = 0; at < width; at++) if (dark(at, at)) return at;
  throw new Error('nothing is drawn');
}
