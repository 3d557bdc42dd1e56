import { expect, test } from 'vitest';
import { openMailServer } from '../support/mail-server.ts';
import { openMortalShop } from '../support/mortal-shop.ts';
import type { MortalShop } from '../support/mortal-shop.ts';
import { readQr } from '../support/picture.ts';
import { plain, speeches } from '../support/scene.ts';
import { serveTelegram } from '../support/served-telegram.ts';
import { createUndaunted } from '../support/undaunted.ts';

const { t } = speeches('en');
const id = 500_001;

/** What this person sees last. */
function last({ box }: MortalShop): string {
  return box.messages(id).at(-1)?.text ?? '';
}

async function say(shop: MortalShop, text: string): Promise<string> {
  shop.box.say(id, text);
  await shop.settle();
  return last(shop);
}

test('a shop without a mail server offers nothing of e-mail, and says so to who asks', async () => {
  await using telegram = await serveTelegram();
  await using shop = await openMortalShop({ telegram });
  const traveller = createUndaunted({ shop, id });
  await traveller.comeHome(null);
  await traveller.renew();
  await say(shop, '/orders');
  const order = shop.box.messages(id).at(-1)?.reply_markup?.inline_keyboard.flat()[0];
  const data = order && 'callback_data' in order ? order.callback_data : '';
  await shop.box.tap(id, shop.box.messages(id).at(-1)?.message_id ?? 0, data);
  await shop.settle();
  const labels = shop.box
    .messages(id)
    .flatMap(({ reply_markup: markup }) => (markup?.inline_keyboard ?? []).flat().map(({ text }) => text));
  expect(labels).toContain(t('button-orders'));
  for (const key of ['button-mail-receipt', 'button-email', 'button-add-address'] as const)
    expect(labels).not.toContain(t(key));
  expect(await say(shop, 'jane@example.com')).toBe(t('not-understood'));
  expect(await say(shop, '123456')).toBe(t('not-understood'));
  expect(await say(shop, '/email')).toBe(t('email-is-off'));
});

test('over a real mail server the receipt of a new eSIM comes with its QR code inside', async () => {
  await using telegram = await serveTelegram();
  const server = await openMailServer();
  await using shop = await openMortalShop({ telegram, smtpUrl: server.url });
  const traveller = createUndaunted({ shop, id });
  await traveller.comeHome(/🇯🇵/u);
  await traveller.renew();
  const picture = shop.box.messages(id).findLast(({ photo }) => photo);
  const button = picture?.reply_markup?.inline_keyboard
    .flat()
    .find(({ text }) => text === t('button-mail-receipt'));
  const data = button && 'callback_data' in button ? button.callback_data : '';
  await shop.box.tap(id, picture?.message_id ?? 0, data);
  await shop.settle();
  expect(await say(shop, 'jane@example.com')).toBe(
    plain(t('email-code-sent', { address: 'j…e@example.com' })),
  );
  await expect.poll(() => server.received.length).toBe(1);
  const digits = /^\d{6}$/m.exec(server.received[0]?.part('text/plain') ?? '')?.[0] ?? '';
  await say(shop, digits);
  await expect.poll(() => server.received.length).toBe(2);
  const receipt = server.received[1];
  const lpa = readQr(
    receipt?.parts.find(({ headers }) => headers.get('content-id') === '<qr>')?.body ?? Buffer.of(),
  );
  expect(lpa).toMatch(/^LPA:1\$/);
  expect(receipt?.part('text/html')).toContain('cid:qr');
  expect(receipt?.part('text/plain')).toContain(lpa?.split('$')[2]);
});
