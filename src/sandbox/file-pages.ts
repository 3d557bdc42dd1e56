import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Behaviour } from './behaviour.ts';
import type { BoxEnv } from './guard.ts';
import type { Files } from './telegram/files.ts';

/** A little more than the largest file, for the rest of the form. */
const LARGEST_FORM = 25 * 2 ** 20;
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/webp']);
const form = z.object({
  person: z.coerce.number().pipe(z.int()),
  kind: z.enum(['photo', 'document']),
  file: z.instanceof(File).refine(({ name }) => name !== '' && name.length <= 255, 'a file has a name'),
});
const tooLarge = () => Response.json({ error: 'too large to be sent' }, { status: 400 });

/** `/box/send`: a form by which somebody sends a file; `/box/file/<id>`: any file of a chat, a picture to be seen, all else to be saved. */
export function createFilePages({ behaviour, files }: { behaviour: Behaviour; files: Files }): Hono<BoxEnv> {
  const app = new Hono<BoxEnv>();
  app.post('/send', bodyLimit({ maxSize: LARGEST_FORM, onError: tooLarge }), async (c) => {
    const { person, kind, file } = form.parse(await c.req.parseBody());
    const bytes = new Uint8Array(await file.arrayBuffer());
    return c.json({ message_id: behaviour.sendMedia(person, kind, { bytes, name: file.name }) });
  });
  app.get('/file/:file_id', (c) => {
    const file = files.bytes({ fileId: c.req.param('file_id') });
    if (!file) return c.json({ error: 'no such file' }, 404);
    const { bytes, name, mime } = file;
    return c.body(bytes, 200, {
      'content-type': mime,
      'content-disposition': SHOWN.has(mime) ? 'inline' : `attachment; filename*=UTF-8''${escaped(name)}`,
      'x-content-type-options': 'nosniff',
    });
  });
  return app;
}

/** RFC 8187 leaves fewer characters as they are than a URI does. */
const escaped = (name: string) =>
  encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
