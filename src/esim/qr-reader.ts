import { fork } from 'node:child_process';
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
/** A telephone's screenshot has 4 million, its photo 12. */
const mostPixels = 16_000_000;
const widest = 16_000;

/**
 * All that is decoded lies in the memory of a WebAssembly module (pages of 64 KiB): 160 MB, which the largest picture fills by its pixels
 * alone. The engine grants no page more, whatever a header says and however much is packed behind it.
 */
const fence = ['--wasm-max-mem-pages=2560', '--max-old-space-size=48', '--max-semi-space-size=4'];

/**
 * Pictures come from anybody, so each is decoded in a process of its own, one after the other, with little memory and little time, and
 * with nothing of ours in it. Nothing is loaded before the first picture; what is too large to be decoded is refused by its header.
 */
export function createQrReader({
  waiting = 8,
  patience = 5 * second,
}: {
  /** How many may wait for their turn. */
  waiting?: number;
  /** Real milliseconds for one picture. */
  patience?: number;
} = {}): ReadQr {
  let reading = false;
  const queue: (() => void)[] = [];

  async function turn(): Promise<void> {
    if (reading) await new Promise<void>((begin) => queue.push(begin));
    reading = true;
  }

  /** The turn is handed on without becoming free in between. */
  function over(): void {
    const next = queue.shift();
    if (next) next();
    else reading = false;
  }

  return async (picture) => {
    if (picture.byteLength > mostBytes) return { kind: 'too_large' };
    const size = pictureSize(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength));
    if (!size) return { kind: 'none' };
    if (size.width * size.height > mostPixels || Math.max(size.width, size.height) > widest)
      return { kind: 'too_large' };
    if (reading && queue.length >= waiting) return { kind: 'busy' };
    await turn();
    try {
      const texts = await decodeApart(picture, patience);
      return texts.length > 0 ? { kind: 'texts', texts } : { kind: 'none' };
    } finally {
      over();
    }
  };
}

/** What goes wrong in the process is the picture's fault, and the same as a picture without a code. */
async function decodeApart(picture: Uint8Array, patience: number): Promise<readonly string[]> {
  const child = fork(new URL('./qr-process.ts', import.meta.url), {
    execArgv: fence,
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  const gone = Promise.withResolvers<readonly string[]>();
  let texts: readonly string[] = [];
  child.once('message', (answer) => {
    if (Array.isArray(answer)) texts = answer.map(String);
  });
  child.once('exit', () => gone.resolve(texts));
  child.once('error', () => gone.resolve([]));
  child.send(picture, () => {});
  return gone.promise;
}
