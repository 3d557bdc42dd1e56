import { Composer } from 'grammy';
import type { Ctx } from '../context.ts';
import { readDeepLink } from '../deep-links.ts';
import type { ShowHome } from '../home.ts';
import type { ShowHelp } from '../menus/help.ts';
import type { ShowRenewal } from '../renew.ts';

/** /start, alone or with a deep link. */
export function startCommand({
  showHome,
  showRenewal,
  showHelp,
}: {
  showHome: ShowHome;
  showRenewal: ShowRenewal;
  showHelp: ShowHelp;
}): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command('start', async (ctx) => {
    await ctx.conversation.exitAll();
    const link = readDeepLink(ctx.match.trim());
    switch (link.to) {
      case 'home':
      case 'unknown':
        return showHome(ctx);
      case 'renew':
        return showRenewal(ctx);
      case 'help':
        return showHelp(ctx);
      case 'card':
        return showHome(ctx, link.cardId);
    }
  });
  return composer;
}
