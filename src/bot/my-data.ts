import { InlineKeyboard, InputFile } from 'grammy';
import type { MyData } from '../services/my-data.ts';
import { actions } from './actions.ts';
import type { Ctx } from './context.ts';
import type { Screens } from './screen.ts';
import { eraseScreen, erasedScreen, myDataScreen } from './views/my-data.ts';

/** A customer's own data: to read, and to have deleted. */
export interface MyDataScreens {
  show(ctx: Ctx): Promise<void>;
  sendCopy(ctx: Ctx): Promise<void>;
  askErasure(ctx: Ctx): Promise<void>;
  erase(ctx: Ctx): Promise<void>;
}

export function createMyDataScreens({
  myData,
  screens,
}: {
  myData: MyData;
  screens: Screens;
}): MyDataScreens {
  return {
    show: async (ctx) => {
      await screens.show(ctx, myDataScreen(ctx.speech));
    },
    sendCopy: async (ctx) => {
      const { t } = ctx.speech;
      const copy = await myData.export(ctx.customer.id);
      if (copy === undefined) {
        ctx.toast = { text: t('export-too-often'), alert: true };
        return;
      }
      await ctx.replyWithDocument(new InputFile(Buffer.from(copy), 'yuanyou-my-data.json'), {
        caption: screens.mark(t('export-caption')),
        parse_mode: 'HTML',
        reply_markup: new InlineKeyboard().text(t('button-home'), actions.home()),
      });
    },
    askErasure: async (ctx) => {
      const { speech, customer } = ctx;
      await screens.show(ctx, eraseScreen(speech, await myData.obstacles(customer.id)));
    },
    erase: async (ctx) => {
      const { speech, customer } = ctx;
      // A conversation that waits is part of it.
      await ctx.conversation.exitAll();
      const obstacles = await myData.erase(customer.id);
      await screens.show(ctx, obstacles.length > 0 ? eraseScreen(speech, obstacles) : erasedScreen(speech));
    },
  };
}
