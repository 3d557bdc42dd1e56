import { Hono } from 'hono';
import type { BoxEnv } from './guard.ts';
import type { BoxedMail, Mailbox } from './mail.ts';

/** A mail is shown as mail programs do: its own words and pictures, no scripts, nothing from elsewhere. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

/**
 * `/box/mail`: all mails, newest first, in plain text; `/box/mail/<id>`: one as a page of its own, for a frame;
 * `/box/mail/<id>/<cid>`: a picture of it, for the camera of the other phone.
 */
export function createMailPages({ mail }: { mail: Mailbox }): Hono<BoxEnv> {
  const app = new Hono<BoxEnv>();
  app.get('/', (c) => {
    const mails = mail
      .all()
      .map(({ pictures, html: _html, ...told }) => ({ ...told, pictures: pictures.map(({ cid }) => cid) }))
      .toReversed();
    return c.json({ mails });
  });
  app.get('/:id', (c) => {
    const found = mail.find(c.req.param('id'));
    if (!found) return c.json({ error: 'no such mail' }, 404);
    return c.html(withPictures(found), 200, { 'content-security-policy': policy });
  });
  app.get('/:id/:cid', (c) => {
    const found = mail.find(c.req.param('id'))?.pictures.find(({ cid }) => cid === c.req.param('cid'));
    if (!found) return c.json({ error: 'no such picture' }, 404);
    return c.body(new Uint8Array(found.png), 200, { 'content-type': 'image/png' });
  });
  return app;
}

function withPictures({ html, pictures }: BoxedMail): string {
  return pictures.reduce((page, { cid, png }) => {
    const data = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
    return page.replaceAll(`cid:${cid}`, data);
  }, html);
}
