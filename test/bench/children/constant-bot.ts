import { conversations, createConversation } from '@grammyjs/conversations';
import type { ConversationFlavor } from '@grammyjs/conversations';
import { Menu } from '@grammyjs/menu';
import { Bot } from 'grammy';
import type { Context } from 'grammy';
import { figuresNow } from './figures.ts';
import type { Command } from './shop.ts';

type Ctx = ConversationFlavor<Context>;

/** As long as a card's home. */
const text = [
  '<b>🇮🇹 Italy 5 GB ·4821</b>',
  '▓▓░░░░░░░░ <b>0.8 GB</b> left of 5 GB',
  '37 of 60 minutes, 14 of 20 SMS left',
  'Until 14 June, 9 days left (now)',
].join('\n');

/** The least that can answer a balance tap with these plugins: what any shop's own work is compared with. */
const [apiRoot = ''] = process.argv.slice(2);
const bot = new Bot<Ctx>('1:BENCH', { client: { apiRoot } });
const menu: Menu<Ctx> = new Menu<Ctx>('home')
  .text('★ again: 5 GB / 30 days ⭐672', (ctx) => show(ctx))
  .row()
  .text('Day', (ctx) => show(ctx))
  .text('Month', (ctx) => show(ctx))
  .text('Unlimited', (ctx) => show(ctx))
  .row()
  .text('🇯🇵 ·1234', (ctx) => show(ctx))
  .text('⋯', (ctx) => show(ctx));

async function show(ctx: Ctx): Promise<void> {
  await ctx.editMessageText(text, { parse_mode: 'HTML', reply_markup: menu });
}

bot.use(conversations());
bot.use(menu);
bot.use(createConversation(async (conversation) => void (await conversation.wait()), 'renewal'));
bot.command('start', (ctx) => ctx.reply(text, { parse_mode: 'HTML', reply_markup: menu }));

const startedAt = performance.now();
void bot.start({ onStart: () => void process.send?.(performance.now() - startedAt) });
process.on('message', (command: Command) => {
  if (command.kind === 'figures') process.send?.(figuresNow({ ...command, commits: 0 }));
});
process.on('disconnect', () => process.exit(0));
