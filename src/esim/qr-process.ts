import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** More codes than this are no screenshot of an eSIM. */
const mostCodes = 8;

/** Runs in a process of its own: is sent one picture, answers the texts of its QR codes, and ends. */
async function read(picture: Uint8Array): Promise<readonly string[]> {
  // From the package on this disk: left to itself, the reader fetches it from the network.
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(wasm).buffer },
    fireImmediately: true,
  });
  const found = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: mostCodes });
  return [...new Set(found.filter(({ isValid }) => isValid).map(({ text }) => text))];
}

// A stop is for the shop, which waits for what is under way: a terminal and a service manager tell its children too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.once('message', (picture) => {
  if (!(picture instanceof Uint8Array)) return;
  void read(picture).then((texts) => process.send?.(texts, () => process.disconnect()));
});
