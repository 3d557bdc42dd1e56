import { Worker } from 'node:worker_threads';
import { second } from '../domain/time.ts';
import { pictureSize } from './picture-size.ts';

/** `none`: a picture without a QR code that can be read, or no picture at all. `busy`: too many wait already. */
export type QrReading =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'busy' };

/** Reads the QR codes of a PNG or a JPEG; never throws for what is in it. */
export type ReadQr = (picture: Uint8Array) => Promise<QrReading>;

const mostBytes = 5 * 2 ** 20;
/** A telephone's screenshot has 4 million; decoded, each takes four bytes or more. */
const mostPixels = 16_000_000;
const widest = 16_000;

/**
 * Pictures come from anybody, so each is decoded in a thread of its own, with little memory and little time, that is gone afterwards.
 * Nothing is loaded before the first picture; what could never be decoded is refused by its header.
 */
export function createQrReader({
  atOnce = 2,
  waiting = 8,
  patience = 5 * second,
}: {
  atOnce?: number;
  /** How many may wait for their turn. */
  waiting?: number;
  /** Real milliseconds for one picture. */
  patience?: number;
} = {}): ReadQr {
  let running = 0;
  const queue: (() => void)[] = [];

  async function turn(): Promise<void> {
    if (running < atOnce) running++;
    else await new Promise<void>((begin) => queue.push(begin));
  }

  /** The turn is handed on without becoming free in between. */
  function over(): void {
    const next = queue.shift();
    if (next) next();
    else running--;
  }

  return async (picture) => {
    if (picture.byteLength > mostBytes) return { kind: 'too_large' };
    const size = pictureSize(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength));
    if (!size) return { kind: 'none' };
    if (size.width * size.height > mostPixels || Math.max(size.width, size.height) > widest)
      return { kind: 'too_large' };
    if (running >= atOnce && queue.length >= waiting) return { kind: 'busy' };
    await turn();
    try {
      const texts = await decodeApart(picture, patience);
      return texts.length > 0 ? { kind: 'texts', texts } : { kind: 'none' };
    } finally {
      over();
    }
  };
}

/** What goes wrong in the thread is the picture's fault, and the same as a picture without a code. */
async function decodeApart(picture: Uint8Array, patience: number): Promise<readonly string[]> {
  const worker = new Worker(new URL('./qr-worker.ts', import.meta.url), {
    workerData: picture,
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8, stackSizeMb: 2 },
  });
  const { promise, resolve } = Promise.withResolvers<readonly string[]>();
  const late = setTimeout(() => resolve([]), patience);
  worker.once('message', (texts: unknown) => resolve(Array.isArray(texts) ? texts.map(String) : []));
  worker.once('error', () => resolve([]));
  worker.once('exit', () => resolve([]));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
