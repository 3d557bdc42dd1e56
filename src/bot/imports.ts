import type { Middleware } from 'grammy';
import type { SoldCardService } from '../services/sold-cards.ts';
import type { Ctx } from './context.ts';
import { deleteMessage } from './recognised.ts';
import type { Screens } from './screen.ts';
import type { Telegram } from './telegram.ts';
import { draftScreen, importedScreen, listScreen, mistakesScreen } from './views/imports.ts';

const mostBytes = 2 ** 20;

/** Lists of cards that others sold: an operator sends the file, reads what it would change, and confirms. */
export interface Imports {
  /** Takes a CSV file; any other file is none of its business. */
  read: Middleware<Ctx>;
  decide(ctx: Ctx, id: string, state: 'imported' | 'cancelled'): Promise<void>;
}

export function createImports({
  telegram,
  soldCards,
  screens,
}: {
  telegram: Pick<Telegram, 'download'>;
  soldCards: SoldCardService;
  screens: Screens;
}): Imports {
  return {
    read: async (ctx, next) => {
      const { message, speech } = ctx;
      const file = message?.document;
      const isList = file?.mime_type === 'text/csv' || /\.csv$/i.test(file?.file_name ?? '');
      if (!file || !message || !isList) return next();
      const bytes =
        (file.file_size ?? 0) > mostBytes ? 'too_large' : await telegram.download(file.file_id, mostBytes);
      if (bytes === 'too_large' || bytes === 'gone') {
        await screens.show(ctx, listScreen(speech, bytes === 'gone' ? 'import-gone' : 'import-too-large'));
        return;
      }
      const list = await soldCards.dryRun(ctx.customer.id, bytes, message.message_id);
      await screens.show(
        ctx,
        list.kind === 'draft'
          ? draftScreen(speech, list.id, list.counts)
          : mistakesScreen(speech, list.mistakes),
      );
    },

    decide: async (ctx, id, state) => {
      const { speech } = ctx;
      const done = await soldCards.decide(ctx.customer.id, id, state);
      if (!done) {
        await screens.show(ctx, listScreen(speech, 'import-over'));
      } else if (state === 'cancelled') {
        await deleteMessage(ctx, done.messageId);
        await screens.show(ctx, listScreen(speech, 'import-cancelled'));
      } else {
        const deleted = await deleteMessage(ctx, done.messageId);
        await screens.show(ctx, importedScreen(speech, done.counts, deleted));
      }
    },
  };
}
