import { expect, test } from 'vitest';
import { openMailServer } from '../support/mail-server.ts';
import { openMortalShop } from '../support/mortal-shop.ts';
import { serveTelegram } from '../support/served-telegram.ts';

test('whoever gets the disk reads no pasted code and no typed address there', async () => {
  await using telegram = await serveTelegram();
  const server = await openMailServer();
  const mailed = new Promise((resolve) => void (server.onTaken = ({ to }) => resolve(to)));
  await using shop = await openMortalShop({ telegram, speed: 1, smtpUrl: server.url });
  const { box } = shop;
  const id = 500_001;
  box.people.add({ id, name: 'Traveller', language_code: 'en' });
  box.start(id);
  await shop.settle();
  const bubble = box.messages(id).at(-1)?.message_id ?? 0;
  void box.tap(id, bubble, 'claim/email');
  await shop.settle();
  // A mistyped one keeps the question open, so that it stays in what is kept of the conversation.
  for (const text of ['JaneDoe@mistyped', 'janedoe@example.com', 'LPA:1$smdp.example.com$PASTED-SECRET']) {
    box.say(id, text);
    await shop.settle();
  }
  expect(await mailed).toBe('janedoe@example.com');
  await shop.kill();
  // Killed, it leaves its journal as well: all that it wrote, with what it overwrote since.
  const disk = shop.databaseBytes().toString('latin1').toLowerCase();
  expect(disk).toContain(`customer_${id}`);
  for (const secret of ['janedoe', 'pasted-secret']) expect(disk).not.toContain(secret);
});
