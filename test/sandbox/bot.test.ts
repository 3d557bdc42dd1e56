import { Bot, InlineKeyboard, InputFile } from 'grammy';
import { expect, it } from 'vitest';
import { BOX_TOKEN } from '../../src/sandbox/box.ts';
import { openBox } from '../support/boxed.ts';
import { PIXEL } from '../support/picture.ts';

it('a real bot runs against the box: start, tap, text edited into a photo, a payment', async () => {
  const { box, url } = await openBox();
  const bot = new Bot(BOX_TOKEN, { client: { apiRoot: url } });
  const go = new InlineKeyboard().text('Go', 'go');
  bot.command('start', (ctx) => ctx.reply('<b>Hi</b> you', { parse_mode: 'HTML', reply_markup: go }));
  bot.on('callback_query', async (ctx) => {
    await ctx.answerCallbackQuery('ok');
    await ctx.editMessageMedia({ type: 'photo', media: new InputFile(PIXEL, 'qr.png'), caption: 'QR' });
  });
  bot.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
  const running = bot.start();

  box.start(100001);
  await expect.poll(() => box.messages(100001)[1]?.text).toBe('Hi you');
  expect(await box.tap(100001, box.messages(100001)[1]?.message_id ?? 0, 'go')).toEqual({ text: 'ok' });
  await expect.poll(() => box.messages(100001)[1]?.photo?.length).toBe(1);
  expect(box.messages(100001)[1]).toMatchObject({ caption: 'QR', outgoing: false });
  expect(box.messages(100001)[1]).not.toHaveProperty('text');
  const link = await bot.api.createInvoiceLink('t', 'd', 'p', '', 'XTR', [{ label: 'x', amount: 672 }]);
  const opened = box.openLink(100001, link);
  expect(await box.pay(100001, 'slug' in opened ? opened.slug : '')).toEqual({ outcome: 'paid' });

  await bot.stop();
  await running;
});
