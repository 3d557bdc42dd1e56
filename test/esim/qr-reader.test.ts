import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createQrReader } from '../../src/esim/qr-reader.ts';
import { packedPng, scannedJpeg } from '../support/bombs.ts';
import { mostMemory } from '../support/memory.ts';
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

test('a picture that is too large says so, and nothing of it is decoded', async () => {
  expect(await read(packedPng({ width: 60_000, height: 60_000, unpacked: 1000 }))).toEqual({
    kind: 'too_large',
  });
  expect(await read(packedPng({ width: 1, height: 20_000, unpacked: 1000 }))).toEqual({ kind: 'too_large' });
  expect(await read(Buffer.alloc(6 * 2 ** 20))).toEqual({ kind: 'too_large' });
});

const large = { width: 4000, height: 4000 };
const gigabyte = 2 ** 30;

describe('no picture takes more memory than the largest honest one', () => {
  test.each([
    ['more packed than the header says', packedPng({ width: 10, height: 10, unpacked: gigabyte })],
    ['more packed than a large header says', packedPng({ ...large, unpacked: gigabyte })],
    ['255 bits a value', packedPng({ ...large, depth: 255, unpacked: gigabyte })],
    ['a colour type that there is not', packedPng({ ...large, depth: 16, colour: 255, unpacked: gigabyte })],
    ['honest, with 16 bits a value', packedPng({ ...large, depth: 16, unpacked: 4000 * 32_001 })],
    ['honest, as large as it may be', packedPng({ ...large, unpacked: 4000 * 16_001 })],
    ['a JPEG of many scans', scannedJpeg({ ...large, scans: 500 })],
  ])('%s', async (_, picture) => {
    // Two at once, of which one waits.
    const most = await mostMemory(async () => {
      const answers = await Promise.all([read(picture), read(picture)]);
      expect(answers).toEqual([{ kind: 'none' }, { kind: 'none' }]);
    });
    expect(most).toBeLessThan(300);
    expect(most, 'as measured, so that the measuring is known to work').toBeGreaterThan(30);
  });
});

test('what takes too long is given up, and the process that reads it is gone', async () => {
  const impatient = createQrReader({ patience: 1500 });
  const startedAt = performance.now();
  // At its own pace this one takes minutes.
  expect(await impatient(scannedJpeg({ ...large, scans: 100_000 }))).toEqual({ kind: 'none' });
  expect(performance.now() - startedAt).toBeLessThan(5000);
  expect(await read(screenshot([{ text: lpa }])), 'others are not held up').toMatchObject({ kind: 'texts' });
});

test('many pictures at once are read one by one; those who cannot wait are told so', async () => {
  const picture = screenshot([{ text: lpa }]);
  const small = createQrReader({ waiting: 3 });
  const answers = await Promise.all(Array.from({ length: 6 }, () => small(picture)));
  expect(answers.map(({ kind }) => kind)).toEqual([...Array<string>(4).fill('texts'), 'busy', 'busy']);
  expect(await small(picture), 'later there is room again').toMatchObject({ kind: 'texts' });
});
