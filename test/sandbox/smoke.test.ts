import { Bot, InlineKeyboard, InputFile } from 'grammy';
import { expect, it } from 'vitest';
import { BOX_TOKEN } from '../../src/sandbox/box.ts';
import { openBox } from '../support/boxed.ts';

it('a real grammY bot runs against the box: start, tap, photo, pay', async () => {
  const { box, url } = await openBox();
  const bot = new Bot(BOX_TOKEN, { client: { apiRoot: url } });
  bot.command('start', (ctx) =>
    ctx.reply('<b>Hi</b> you', { parse_mode: 'HTML', reply_markup: new InlineKeyboard().text('Go', 'go') }),
  );
  bot.on('callback_query', async (ctx) => {
    await ctx.answerCallbackQuery('ok');
    const png =
      box.messages(100001).length > 0
        ? Buffer.from(
            'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
            'base64',
          )
        : Buffer.alloc(0);
    await ctx.editMessageMedia({ type: 'photo', media: new InputFile(png, 'qr.png'), caption: 'QR' });
  });
  bot.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
  const running = bot.start();
  box.start(100001);
  await expect.poll(() => box.messages(100001).length).toBe(2);
  const [, hello] = box.messages(100001);
  expect(await box.tap(100001, hello?.message_id ?? 0, 'go')).toEqual({ text: 'ok' });
  await expect.poll(() => box.messages(100001)[1]?.photo?.length).toBe(1);
  const link = await bot.api.createInvoiceLink('t', 'd', 'p', '', 'XTR', [{ label: 'x', amount: 672 }]);
  const opened = box.openLink(100001, link);
  expect(opened).toMatchObject({ kind: 'invoice', total_amount: 672 });
  expect(await box.pay(100001, opened.kind === 'invoice' ? opened.slug : '')).toEqual({ outcome: 'paid' });
  expect(box.starBalance(100001)).toBe(5000 - 672);
  await bot.stop();
  await running;
});
