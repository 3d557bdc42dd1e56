import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { type Browser, type Page, chromium } from 'playwright-core';

const bin = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')));
const root = path.join(import.meta.dirname, '../..');

/**
 * A headless Chromium that came with npm, together with the few shared libraries a bare machine lacks. It is built for
 * Linux x64; elsewhere an installed Chrome is used, and where there is none the launch fails and says so.
 */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  const folder = await unpacked();
  const libraries = [path.join(folder, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
}

/** Gives an open page a font that has Chinese, which a bare machine has not, from the page's own origin. */
export async function addChineseFont(page: Page): Promise<void> {
  const font = path.dirname(
    fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-sc/index.css')),
  );
  const css = await readFile(path.join(font, 'index.css'), 'utf8');
  const body = `${css.replaceAll('./files/', '/font/')} :root { font-family: 'Noto Sans SC Variable' !important }`;
  await page.route('**/font/*', (route) =>
    route.fulfill({ path: path.join(font, 'files', path.basename(route.request().url())) }),
  );
  await page.route('**/font.css', (route) => route.fulfill({ contentType: 'text/css', body }));
  await page.addStyleTag({ url: new URL('/font.css', page.url()).href });
  await page.evaluate('document.fonts.ready');
}

/** Unpacks once per version into a folder of its own that is renamed when complete, so that runs at once cannot meet half of it. */
async function unpacked(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(path.join(bin, '../package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : '0';
  const cache = path.join(root, 'node_modules/.cache');
  const folder = path.join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(path.join(cache, 'unpacking-'));
  await mkdir(path.join(draft, 'lib'));
  await pipeline(
    createReadStream(path.join(bin, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(path.join(draft, 'chromium'), { mode: 0o755 }),
  );
  for (const [name, bytes] of untar(brotliDecompressSync(await readFile(path.join(bin, 'al2023.tar.br'))))) {
    await writeFile(path.join(draft, name), bytes);
  }
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
  return folder;
}

/** The plain files of a tar archive: 512-byte headers with the name at 0 and the octal size at 124. */
function* untar(archive: Buffer): Generator<[string, Buffer]> {
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0;) {
    const text = (from: number, length: number): string =>
      archive.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    if (text(156, 1) === '0') yield [text(0, 100), archive.subarray(at + 512, at + 512 + size)];
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
