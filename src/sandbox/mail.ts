import { type Mail, MailError, type MailTransport } from '../services/mail-port.ts';
import type { WorldClock } from './clock.ts';
import type { Events } from './events.ts';
import type { Store } from './store.ts';

/** A mail as it lies in the box, with the world time of its arrival in ms. */
export interface BoxedMail extends Mail {
  readonly at: number;
}
/** What goes wrong with a mail; `lost`: it is taken, and the answer is an error. */
type Mishap = 'refused' | 'failed' | 'lost';
export interface Mailbox extends MailTransport {
  /** Every mail to anybody, oldest first. */
  all(): BoxedMail[];
  find(id: string): BoxedMail | undefined;
  /** The next mail meets this; called again, the one after it meets that. */
  failNext(how: Mishap): void;
}
interface Row {
  at: number;
  body: string;
}

/** Everybody's mailbox in the box: what has the id of a mail that is there already is the same mail. */
export function createMailbox({
  store,
  clock,
  events,
}: {
  store: Store;
  clock: WorldClock;
  events: Events;
}): Mailbox {
  const { db } = store;
  const every = db.prepare<[], Row>('select at, body from mails order by seq');
  const one = db.prepare<[string], Row>('select at, body from mails where id = ?');
  const insert = db.prepare('insert or ignore into mails (id, at, body) values (?, ?, ?)');
  const mishaps: Mishap[] = [];

  const keep = (mail: Mail) =>
    store.write(() => {
      const pictures = mail.pictures.map(({ cid, png }) => [cid, Buffer.from(png).toString('base64')]);
      const { changes } = insert.run(mail.id, clock.now(), JSON.stringify({ ...mail, pictures }));
      if (changes > 0) events.emit({ event: 'mail', data: { id: mail.id } });
    });
  return {
    async send(mail) {
      const mishap = mishaps.shift();
      if (mishap === 'refused') throw new MailError('refused', '550 No such mailbox here');
      if (mishap !== 'failed') keep(mail);
      if (mishap) throw new MailError('failed', '451 The box was told to fail');
    },
    all: () => every.all().map(boxed),
    find(id) {
      const row = one.get(id);
      return row && boxed(row);
    },
    failNext: (how) => void mishaps.push(how),
  };
}

function boxed({ at, body }: Row): BoxedMail {
  const { pictures, ...mail } = JSON.parse(body) as Omit<Mail, 'pictures'> & { pictures: [string, string][] };
  return { ...mail, pictures: pictures.map(([cid, png]) => ({ cid, png: Buffer.from(png, 'base64') })), at };
}
