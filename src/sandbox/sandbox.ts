import { Hono } from 'hono';
import type { Locale } from '../domain/customer.ts';
import type { MailTransport } from '../services/mail-port.ts';
import { BOX_TOKEN, createBox } from './box.ts';
import type { Box, BoxOptions, SupplierControls } from './box.ts';
import { soldList } from './elsewhere-pages.ts';
import type { Person } from './people.ts';
import { STRIPE_KEY, STRIPE_WEBHOOK_SECRET } from './stripe/stripe.ts';
import { createPage } from './page/page.ts';

export interface Sandbox {
  readonly box: Box;
  readonly token: string;
  /** For invoices in fiat money. */
  readonly providerToken: string;
  readonly stripe: { readonly secretKey: string; readonly webhookSecret: string };
  /** The operators, where the configuration names none. */
  readonly adminIds: ReadonlySet<number>;
  /** Takes every mail, and keeps it for the page. */
  readonly mail: MailTransport;
  /** The chat page, its controls, and the Bot API. */
  readonly routes: Hono;
  /**
   * The page opens in mid-story: in a new world the operator has imported the list of what the others bought elsewhere, and each
   * traveller has just come by a renewal link, so a pay button waits.
   */
  openStory(importList: (operator: Person, list: Uint8Array) => Promise<unknown>): Promise<void>;
}

/** The whole outside world in a box, for a process without a token. */
export function openSandbox({
  words,
  ...options
}: BoxOptions & { words: (locale: Locale) => Record<string, string> }): Sandbox {
  const box = createBox(options);
  const routes = new Hono();
  const isNew = ({ id }: Person): boolean => box.messages(id).length === 0;
  routes.route('/', createPage({ words }));
  routes.route('/', box.control);
  routes.route('/', box.stripe.pages);
  routes.route('/', box.stripe.api);
  routes.route('/', box.botApi);
  return {
    box,
    token: BOX_TOKEN,
    providerToken: '1:TEST:BOX',
    adminIds: new Set(box.people.list().flatMap(({ id, role }) => (role === 'operator' ? [id] : []))),
    mail: box.mail,
    stripe: { secretKey: STRIPE_KEY, webhookSecret: STRIPE_WEBHOOK_SECRET },
    routes,
    openStory: async (importList) => {
      const all = box.people.list();
      const operator = all.find(({ role }) => role === 'operator');
      const customers = all.filter((person) => person !== operator);
      // Before anybody has come and never again: it would bring back what somebody has deleted since.
      const list = operator && options.supplier && all.every(isNew) && listOf(customers, options.supplier);
      if (list) await importList(operator, Buffer.from(list));
      for (const person of customers)
        if (person.role === 'traveller' && isNew(person)) box.start(person.id, 'renew');
    },
  };
}

/** Undefined where the catalogue has no plan for such cards: a shop that sells others opens all the same. */
function listOf(customers: readonly Person[], supplier: SupplierControls): string | undefined {
  try {
    return soldList(customers, supplier);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
