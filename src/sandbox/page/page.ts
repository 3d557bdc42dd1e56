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
  'app.js',
  'camera.js',
  'chat.js',
  'chips.js',
  'composer.js',
  'contours.svg',
  'dialog.js',
  'dom.js',
  'drawings.svg',
  'entities.js',
  'message.js',
  'phone.js',
  'scan.js',
  'style.css',
  'words.js',
  'world.js',
]);

const headers = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
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
  page.get('/', (c) => c.body(read('index.html'), 200, { ...headers, 'content-type': types['.html'] ?? '' }));
  page.get('/box/assets/:name', (c) => {
    const name = c.req.param('name');
    if (!assets.has(name)) return c.notFound();
    return c.body(read(name), 200, { ...headers, 'content-type': types[path.extname(name)] ?? '' });
  });
  page.get('/box/words', (c) => {
    const wanted = c.req.query('lang');
    return c.json(words(wanted ?? 'en'), 200, headers);
  });
  return page;
}

function read(name: string): string {
  return readFileSync(path.join(import.meta.dirname, name), 'utf8');
}
