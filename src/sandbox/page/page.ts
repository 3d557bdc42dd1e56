import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import type { Locale } from '../../domain/customer.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const assets = new Set([
  'api.js',
  'attach.js',
  'app.js',
  'camera.js',
  'chat.js',
  'checkout.js',
  'chips.js',
  'composer.js',
  'contours.svg',
  'dialog.js',
  'dom.js',
  'drawer.js',
  'drawings.svg',
  'entities.js',
  'letter.js',
  'mailbox.js',
  'message.js',
  'phone.js',
  'scan.js',
  'screenshot.js',
  'style.css',
  'words.js',
  'world.js',
]);

const headers = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/**
 * Serves the chat page: its document at `/`, its files under `/box/assets/`, its words as JSON at `/box/words?lang=`.
 * `words` gives all messages whose id starts with `box-` in that language, a variable `$name` written as `{name}`.
 */
export function createPage({ words }: { words: (locale: Locale) => Record<string, string> }): Hono {
  const page = new Hono();
  page.get('/', (c) => c.body(readAsset('index.html'), 200, secureHeaders('.html')));
  page.get('/box/assets/:name', (c) => {
    const name = c.req.param('name');
    if (!assets.has(name)) return c.notFound();
    return c.body(readAsset(name), 200, secureHeaders(path.extname(name)));
  });
  page.get('/box/words', (c) => {
    const wanted = c.req.query('lang');
    return c.json(words(wanted ?? 'en'), 200, headers);
  });
  return page;
}

/** For a file of this type: nothing from elsewhere, framed by nobody else. */
export function secureHeaders(extension: string): Record<string, string> {
  return { ...headers, 'content-type': types[extension] ?? '' };
}

/** A file of this folder. */
export function readAsset(name: string): string {
  return readFileSync(path.join(import.meta.dirname, name), 'utf8');
}
