import { setTimeout as sleep } from 'node:timers/promises';
import { BOX_TOKEN } from '../../src/sandbox/box.ts';
import type { Box } from '../../src/sandbox/box.ts';
import type { Act } from '../../src/sandbox/stripe/checkout.ts';
import type { Dice } from './dice.ts';
import type { Button, Phone } from './phone.ts';

/** How people pay what stands in their chat, and how they should not. */
export interface Paying {
  /** Pays the review that is new or changed since this moment, by some rail, perhaps twice or late. */
  pay(phone: Phone, since: number): Promise<void>;
  /** Pays something of former days, if it can still be paid. */
  payOld(phone: Phone): Promise<void>;
}

/** Leads to a payment, or asks for a link that does. */
export const payLike = /\/\$|\/pay\/start\?|^pay\//;
const rails = { XTR: 40, EUR: 25, page: 35 };
const methods = ['card', 'paypal', 'alipay', 'wechat_pay'] as const;

/** What is done on Stripe's page. */
const pageActs: Readonly<Record<Act['outcome'], number>> = {
  pay: 60,
  decline: 8,
  challenge: 8,
  pending_then_paid: 12,
  pending_then_failed: 6,
  leave: 6,
};

export function createPaying({
  box,
  dice,
  strangers,
}: {
  box: Box;
  dice: Dice;
  /** Who may pay for somebody else by mistake. */
  strangers: readonly number[];
}): Paying {
  const kept = new Map<number, string[]>();

  /** Opens a sheet and confirms; Telegram's question may never be answered. */
  function confirm(payer: number, url: string): Promise<unknown> {
    const sheet = box.openLink(payer, url);
    return sheet.kind === 'invoice' ? box.pay(payer, sheet.slug).catch(() => undefined) : Promise.resolve();
  }

  const currencyOf = (phone: Phone, url: string): string => {
    const sheet = box.openLink(phone.id, url);
    return sheet.kind === 'invoice' ? sheet.currency : '';
  };

  /** The address of a Stripe session behind a button, as a browser finds it. */
  async function openPage(url: string): Promise<string | undefined> {
    const response = await fetch(url, { redirect: 'manual' }).catch(() => undefined);
    return /\/box\/stripe\/pay\/(\w+)$/.exec(response?.headers.get('location') ?? '')?.[1];
  }

  async function actOnPage(session: string): Promise<void> {
    const method = dice.pick(methods);
    for (let tries = 0; tries < 3; tries++) {
      const outcome = dice.of(pageActs);
      try {
        const { redirect } = box.stripe.act(session, { method, outcome });
        if (redirect && dice.chance(0.5))
          await fetch(redirect, { redirect: 'manual' }).catch(() => undefined);
        if (redirect) return;
      } catch (error) {
        // Paid, or closed in the meantime.
        if (error instanceof RangeError) return;
        throw error;
      }
      await sleep(dice.whole(5, 80));
    }
  }

  /** A link of this rail, asked for by a tap where it is not there yet. */
  async function linkFor(phone: Phone, rail: keyof typeof rails, since: number): Promise<string | undefined> {
    const fits = ({ url }: Button): boolean =>
      rail === 'page'
        ? /\/pay\/start\?/.test(url ?? '')
        : !!url?.includes('/$') && currencyOf(phone, url) === rail;
    const found = (): string | undefined => phone.buttons(payLike, since).find(fits)?.url;
    const ways = phone.buttons(/^pay\//, since);
    if (found() || ways.length === 0) return found() ?? phone.buttons(/\/\$/, since)[0]?.url;
    phone.tap(dice.pick(ways));
    return phone.see(found, 700);
  }

  /** Somebody who has the shop's token asks for money in its name: too little for an order, or for something that is not there. */
  async function forge(phone: Phone, since: number): Promise<void> {
    const page = phone.buttons(/\/pay\/start\?/, since)[0]?.url ?? '';
    const attempt = dice.chance(0.6) ? /attempt_[\w-]+/.exec(page)?.[0] : undefined;
    const invoice = {
      title: 'A plan',
      description: 'A plan',
      payload: attempt ?? `attempt_${dice.whole(1, 1e9)}`,
      currency: 'XTR',
      prices: [{ label: 'A plan', amount: 1 }],
    };
    const response = await box.botApi.request(
      `http://127.0.0.1/bot${BOX_TOKEN}/createInvoiceLink`,
      {
        method: 'POST',
        headers: { host: '127.0.0.1', 'content-type': 'application/json' },
        body: JSON.stringify(invoice),
      },
      {},
    );
    const { result } = (await response.json()) as { result?: string };
    if (result) await Promise.race([confirm(phone.id, result), sleep(1500)]);
  }

  async function payLink(phone: Phone, url: string): Promise<void> {
    if (!url.includes('/$')) {
      const session = await openPage(url);
      if (session) await actOnPage(session);
      return;
    }
    // Somebody else opens the link and pays.
    if (dice.chance(0.1)) return void (await confirm(dice.pick(strangers), url));
    const paid = confirm(phone.id, url);
    // Two phones of the same person, or a second tap on a sheet that hangs.
    if (dice.chance(0.12)) void confirm(phone.id, url);
    await Promise.race([paid, sleep(1500)]);
  }

  return {
    pay: async (phone, since) => {
      if (!(await phone.see(() => phone.buttons(payLike, since)[0], 1200))) return;
      if (dice.chance(0.08)) await forge(phone, since);
      const rail = dice.of(rails);
      const url = await linkFor(phone, rail, since);
      if (!url) return;
      const mine = kept.get(phone.id) ?? [];
      kept.set(phone.id, [...mine, url].slice(-4));
      // Left open for later.
      if (dice.chance(0.06)) return;
      // A page is open already when they pay in the chat.
      const page =
        rail !== 'page' && dice.chance(0.15)
          ? await linkFor(phone, 'page', since).then((at) => at && openPage(at))
          : undefined;
      await payLink(phone, url);
      if (page) await actOnPage(page);
    },
    payOld: async (phone) => {
      const old = kept.get(phone.id);
      if (old && old.length > 0) await payLink(phone, dice.pick(old));
    },
  };
}
