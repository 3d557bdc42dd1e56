import { describe, expect, test } from 'vitest';
import { openMailServer } from '../support/mail-server.ts';
import type { MailServer, ReceivedMail } from '../support/mail-server.ts';
import { openMortalShop } from '../support/mortal-shop.ts';
import type { MortalShop } from '../support/mortal-shop.ts';
import { speeches } from '../support/scene.ts';
import { serveTelegram } from '../support/served-telegram.ts';
import { createUndaunted } from '../support/undaunted.ts';
import type { Undaunted } from '../support/undaunted.ts';

const { t } = speeches('en');

interface Mortal {
  readonly shop: MortalShop;
  readonly server: MailServer;
}

/** Goes on until `done`, and starts the shop again whenever it is dead; answers how often it died. */
async function survive({ shop }: Mortal, done: () => boolean): Promise<number> {
  for (let deaths = 0; ; deaths++) {
    await shop.settle();
    while (shop.alive() && !done()) {
      await new Promise((rested) => setTimeout(rested, 20));
      await shop.settle();
    }
    if (done()) return deaths;
    await shop.start();
  }
}

function mailsTo({ server }: Mortal, address: string): ReceivedMail[] {
  return server.received.filter(({ to }) => to === address);
}

function idsTo(mortal: Mortal, address: string): Set<string | undefined> {
  return new Set(mailsTo(mortal, address).map(({ headers }) => headers.get('message-id')));
}

/** Taps the offer to send a code, and waits until it came; answers how often the shop died meanwhile. */
async function askForCode(mortal: Mortal, id: number, address: string): Promise<number> {
  const { box } = mortal.shop;
  const offer = box.messages(id).find(({ text }) => text?.includes(address) && text.includes('code'));
  void box.tap(id, offer?.message_id ?? 0, 'email/use');
  return survive(mortal, () => mailsTo(mortal, address).length > 0);
}

async function typeCode(mortal: Mortal, id: number, address: string): Promise<number> {
  const { box } = mortal.shop;
  const digits = /^\d{6}$/m.exec(mailsTo(mortal, address).at(-1)?.part('text/plain') ?? '')?.[0] ?? '';
  box.say(id, digits);
  const answers = [t('email-proved', { address: '' }), t('email-on', { address: '' })].map((text) =>
    text.slice(0, 10),
  );
  return survive(mortal, () =>
    box.messages(id).some(({ text }) => answers.some((answer) => text?.startsWith(answer))),
  );
}

/** Somebody new has come home and typed an address, which is offered for receipts. */
async function typeAddress({ shop }: Mortal, id: number, address: string): Promise<Undaunted> {
  const traveller = createUndaunted({ shop, id });
  shop.box.start(id);
  await shop.settle();
  shop.box.say(id, address);
  await shop.settle();
  return traveller;
}

async function open(): Promise<Mortal & AsyncDisposable> {
  const telegram = await serveTelegram();
  const server = await openMailServer();
  const shop = await openMortalShop({ telegram, speed: 1, smtpUrl: server.url });
  return {
    shop,
    server,
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await telegram[Symbol.asyncDispose]();
    },
  };
}

describe('Wherever the power fails', () => {
  test(
    'the code comes, one mail whatever is repeated, and proves the address',
    { timeout: 120_000 },
    async () => {
      await using mortal = await open();
      for (let count = 1; ; count++) {
        const id = 300_000 + count;
        const address = `traveller${id}@example.com`;
        await typeAddress(mortal, id, address);
        mortal.shop.doom('after commit', count);
        const deaths = await askForCode(mortal, id, address);
        const later = await typeCode(mortal, id, address);
        expect(idsTo(mortal, address).size, `mails after death at commit ${count}`).toBe(1);
        if (deaths + later > 0) continue;
        expect(count).toBeGreaterThan(5);
        return;
      }
    },
  );

  test(
    'the receipt comes, one mail whatever is repeated, and the renewal is one',
    { timeout: 120_000 },
    async () => {
      await using mortal = await open();
      const { shop, server } = mortal;
      for (let count = 1; ; count++) {
        const id = 400_000 + count;
        const address = `traveller${id}@example.com`;
        const traveller = await typeAddress(mortal, id, address);
        await askForCode(mortal, id, address);
        await typeCode(mortal, id, address);
        await traveller.comeHome(null);
        shop.doom('after commit', count);
        // The last one dies when its receipt was taken, and before that is written down.
        const last = count > 12;
        if (last)
          server.onTaken = ({ to }) => {
            server.onTaken = () => {};
            if (to === address) void shop.kill();
          };
        let deaths = await traveller.renew();
        deaths += await survive(mortal, () => idsTo(mortal, address).size > 1);
        expect(idsTo(mortal, address).size, `mails after death at commit ${count}`).toBe(2);
        expect(shop.books.of(id).supplied).toBe(1);
        if (deaths > 0) continue;
        expect(count).toBeGreaterThan(5);
        return;
      }
    },
  );
});
