import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { createQrReader } from '../../src/esim/qr-reader.ts';
import { screenshot } from '../support/screenshot.ts';

const lpa = 'LPA:1$smdp.sandbox.invalid$SBX-AB12C-34DEF';
const read = createQrReader();

describe('the installation code is read from', () => {
  test.each([
    ['a screenshot', screenshot([{ text: lpa }])],
    ['a small code on a large screen', screenshot([{ text: lpa, size: 150 }], { width: 1440, height: 3200 })],
    ['a screenshot in dark mode', screenshot([{ text: lpa }], { dark: true })],
    ['a screenshot lying on its side', screenshot([{ text: lpa, turned: 90 }])],
    ['a photo taken at an angle', screenshot([{ text: lpa, turned: 17 }])],
    ['a code with the seller’s logo on it', screenshot([{ text: lpa, size: 400, logo: 0.18 }])],
  ])('%s', async (_, picture) => {
    expect(await read(picture)).toEqual({ kind: 'texts', texts: [lpa] });
  });

  test('a picture as Telegram compresses it', async () => {
    const jpeg = readFileSync(path.join(import.meta.dirname, 'fixtures/esim.jpg'));
    const texts = ['LPA:1$smdp.sandbox.invalid$SBX-JPEG0-12345'];
    expect(await read(jpeg)).toEqual({ kind: 'texts', texts });
    // Fill bytes before a marker, and a comment in front, are allowed.
    const comment = Buffer.from([0xff, 0xfe, 0, 4, 0x68, 0x69, 0xff]);
    const padded = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
    expect(await read(padded)).toEqual({ kind: 'texts', texts });
  });
});

test('of two codes on one screen both are told, and a code that holds no installation code as it is', async () => {
  const both = await read(
    screenshot([
      { text: lpa, y: 200 },
      { text: 'https://example.com/app', y: 800 },
    ]),
  );
  expect(both.kind === 'texts' && both.texts.toSorted()).toEqual([lpa, 'https://example.com/app']);
  expect(await read(screenshot([{ text: '你好' }]))).toEqual({ kind: 'texts', texts: ['你好'] });
});

test('a picture without a code, half a picture and a file that is none hold nothing', async () => {
  const whole = screenshot([{ text: lpa }]);
  const junk = Buffer.alloc(2000, 'junk');
  const files = [
    screenshot([]),
    whole.subarray(0, 400),
    whole.subarray(0, 40),
    Buffer.concat([whole.subarray(0, 33), junk]),
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 1, 0, 1, 0]), junk]),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]),
    Buffer.from('RIFF0000WEBPVP8 '),
    junk,
    Buffer.alloc(0),
  ];
  for (const file of files) expect(await read(file)).toEqual({ kind: 'none' });
});

/** A PNG whose header says one size, with so many bytes packed inside. */
function png(width: number, height: number, unpacked: number): Buffer {
  const honest = PNG.sync.write(new PNG({ width: 1, height: 1 }));
  const header = Buffer.from(honest.subarray(0, 33));
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  const packed = deflateSync(Buffer.alloc(unpacked));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(packed.length);
  return Buffer.concat([header, length, Buffer.from('IDAT'), packed, Buffer.alloc(4), honest.subarray(-12)]);
}

test('a decompression bomb is not unpacked: not by its header, not in spite of it', async () => {
  expect(await read(png(60_000, 60_000, 1000))).toEqual({ kind: 'too_large' });
  expect(await read(png(1, 20_000, 1000))).toEqual({ kind: 'too_large' });
  expect(await read(Buffer.alloc(6 * 2 ** 20))).toEqual({ kind: 'too_large' });
  const before = process.memoryUsage().rss;
  expect(await read(png(10, 10, 900 * 2 ** 20))).toEqual({ kind: 'none' });
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(150);
});

test('what takes too long is given up, and the process goes on meanwhile', async () => {
  const impatient = createQrReader({ patience: 1 });
  expect(await impatient(screenshot([{ text: lpa }]))).toEqual({ kind: 'none' });
});

test('many pictures at once are read two by two; those who cannot wait are told so', async () => {
  const picture = screenshot([{ text: lpa }]);
  const small = createQrReader({ atOnce: 2, waiting: 3 });
  const answers = await Promise.all(Array.from({ length: 7 }, () => small(picture)));
  expect(answers.map(({ kind }) => kind)).toEqual([...Array<string>(5).fill('texts'), 'busy', 'busy']);
  expect(await small(picture), 'later there is room again').toMatchObject({ kind: 'texts' });
});
