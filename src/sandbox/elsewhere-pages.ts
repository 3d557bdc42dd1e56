import { Hono } from 'hono';
import { qrPng } from '../esim/qr.ts';
import type { SupplierControls } from './box.ts';
import type { BoxEnv } from './guard.ts';
import type { People, Person } from './people.ts';
import type { Store } from './store.ts';

interface Deps {
  /** Remembers that a card was claimed: it may be given away later. */
  store: Store;
  people: People;
  /** Throws when there is no supply. */
  supply: () => SupplierControls;
}

/**
 * `/box/elsewhere`: the cards that people bought from somebody else, as they have them on paper. `/<person>` their own, of our
 * supplier, and one of a supplier that is not ours; `/<person>/own.png` and `/<person>/foreign.png` the codes to scan; `/<person>/claimed` whether theirs
 * has come into their account; `/sold.csv` the list by which the seller hands all of them over.
 */
export function createElsewherePages({ store, people, supply }: Deps): Hono<BoxEnv> {
  const cardOf = (id: number) => ({
    email: people.known(id).email,
    ...supply().cardElsewhere(id),
    foreign: `LPA:1$rsp.other.invalid$OTHER-${id}-K3PQ`,
  });
  const app = new Hono<BoxEnv>();
  app.get('/sold.csv', (c) => {
    const list = soldList(people.list(), supply());
    return c.body(list, 200, { 'content-type': 'text/csv; charset=utf-8' });
  });
  app.get('/:person/claimed', async (c) => {
    const { id } = people.known(Number(c.req.param('person')));
    const key = `claimed ${id}`;
    if (!store.get(key) && (await supply().hasClaimed(id))) store.set(key, 'true');
    return c.json({ claimed: store.get(key) !== undefined });
  });
  app.get('/:person', (c) => c.json(cardOf(Number(c.req.param('person')))));
  app.get('/:person/:whose{(own|foreign)\\.png}', (c) => {
    const { lpa, foreign } = cardOf(Number(c.req.param('person')));
    const picture = qrPng(c.req.param('whose') === 'own.png' ? lpa : foreign);
    return c.body(new Uint8Array(picture), 200, { 'content-type': 'image/png' });
  });
  return app;
}

/** The list (CSV) by which the seller hands over the cards of these people. */
export function soldList(buyers: readonly Person[], supply: SupplierControls): string {
  const rows = buyers.map(({ id, email }) => `${supply.cardElsewhere(id).iccid},${email},WEB-${id}`);
  return ['iccid,email,order', ...rows, ''].join('\r\n');
}
