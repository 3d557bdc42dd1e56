import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { isBomb } from './picture-size.ts';

/** More codes than this are no screenshot of an eSIM. */
const mostCodes = 8;

/** Runs in a thread of its own: the texts of the QR codes of one picture, then the end. */
async function read(picture: Uint8Array): Promise<readonly string[]> {
  if (isBomb(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength))) return [];
  // From the package on this disk: left to itself, the reader fetches it from the network.
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(wasm).buffer },
    fireImmediately: true,
  });
  const found = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: mostCodes });
  return [...new Set(found.filter(({ isValid }) => isValid).map(({ text }) => text))];
}

parentPort?.postMessage(await read(workerData as Uint8Array));
