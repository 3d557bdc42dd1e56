import { Composer } from 'grammy';
import type { Clock } from '../domain/time.ts';
import type { InboxDesk } from '../services/inbox-desk.ts';
import type { ReviewDesk } from '../services/review-desk.ts';
import type { Store } from '../services/storage-port.ts';
import { action } from './actions.ts';
import { createCaseScreens } from './cases.ts';
import type { Ctx } from './context.ts';
import { createImports } from './imports.ts';
import { createInboxScreens } from './inbox.ts';
import { createSalesDesk } from './sales-desk.ts';
import { createSupplyScreens } from './supply.ts';

export interface OperatorDesk {
  readonly composer: Composer<Ctx>;
  /** Answers false to whoever is no operator, and shows them nothing. */
  showCases(ctx: Ctx): Promise<boolean>;
  /** The same with how the shop is. */
  showStatus(ctx: Ctx): Promise<boolean>;
}

/** Buttons that are an operator's alone. */
export const operatorButtons = [
  ...(['importList', 'dropList', 'cases', 'case', 'askCase', 'weighCase', 'decideCase', 'inbox'] as const),
  ...(['failedUpdates', 'stuckUpdates', 'stuckUpdate', 'releaseUpdate'] as const),
  ...(['pauseSales', 'pauseSalesNow', 'resumeSales', 'resumeSalesNow', 'status'] as const),
  ...(['failingJobs', 'failingJob', 'hurryJob'] as const),
  ...(['supply', 'withheld', 'acceptCost', 'shortList', 'shortListNow'] as const),
] as const;

/**
 * What operators alone can do, decided by who sends, at each message and each tap. What anybody else sends is none of this room's
 * business, but a tap on a button that was an operator's, who is none any more, is refused.
 */
export function createOperatorDesk({
  operators,
  store,
  ...parts
}: Parameters<typeof createImports>[0] &
  Parameters<typeof createSalesDesk>[0] &
  Parameters<typeof createSupplyScreens>[0] & {
    /** Telegram's user ids. */
    operators: ReadonlySet<number>;
    store: Pick<Store, 'reviews'>;
    reviewDesk: ReviewDesk;
    inboxDesk: InboxDesk;
    clock: Clock;
  }): OperatorDesk {
  const imports = createImports(parts);
  const sales = createSalesDesk(parts);
  const supply = createSupplyScreens(parts);
  const cases = createCaseScreens(parts);
  const inbox = createInboxScreens({ ...parts, reviews: store.reviews });
  const isOperator = ({ from }: Pick<Ctx, 'from'>): boolean => from !== undefined && operators.has(from.id);
  const composer = new Composer<Ctx>();
  const theirs = composer.filter(isOperator);

  theirs.on('message:document', imports.read);
  theirs.callbackQuery(action('importList'), (ctx) => imports.decide(ctx, ctx.match[1] ?? '', 'imported'));
  theirs.callbackQuery(action('dropList'), (ctx) => imports.decide(ctx, ctx.match[1] ?? '', 'cancelled'));

  theirs.command('status', sales.showStatus);
  theirs.callbackQuery(action('status'), sales.showStatus);
  theirs.command('pause', sales.askPause);
  theirs.command('resume', sales.askResume);
  theirs.callbackQuery(action('pauseSales'), sales.askPause);
  theirs.callbackQuery(action('pauseSalesNow'), sales.pause);
  theirs.callbackQuery(action('resumeSales'), sales.askResume);
  theirs.callbackQuery(action('resumeSalesNow'), sales.resume);

  theirs.command('supply', (ctx) => supply.show(ctx));
  theirs.callbackQuery(action('supply'), (ctx) => supply.show(ctx, Number(ctx.match[1] ?? 0)));
  theirs.callbackQuery(action('withheld'), (ctx) =>
    supply.showPlan(ctx, ctx.match[1] ?? '', ctx.match[2] ?? ''),
  );
  theirs.callbackQuery(action('acceptCost'), (ctx) =>
    supply.acceptCost(ctx, ctx.match[1] ?? '', ctx.match[2] ?? '', ctx.match[3] ?? ''),
  );
  theirs.callbackQuery(action('shortList'), (ctx) =>
    supply.askShortList(ctx, ctx.match[1] ?? '', Number(ctx.match[2])),
  );
  theirs.callbackQuery(action('shortListNow'), (ctx) =>
    supply.acceptShortList(ctx, ctx.match[1] ?? '', Number(ctx.match[2])),
  );

  theirs.command('review', (ctx) => cases.showQueue(ctx));
  theirs.callbackQuery(action('cases'), (ctx) => cases.showQueue(ctx, Number(ctx.match[1] ?? 0)));
  theirs.callbackQuery(action('case'), (ctx) => cases.show(ctx, ctx.match[1] ?? ''));
  theirs.callbackQuery(action('askCase'), (ctx) => cases.ask(ctx, ctx.match[1] ?? ''));
  theirs.callbackQuery(action('weighCase'), (ctx) =>
    cases.weigh(ctx, ctx.match[1] ?? '', ctx.match[2] ?? '', ctx.match[3] ?? ''),
  );
  theirs.callbackQuery(action('decideCase'), (ctx) =>
    cases.decide(ctx, ctx.match[1] ?? '', ctx.match[2] ?? '', ctx.match[3] ?? ''),
  );

  theirs.command('inbox', (ctx) => inbox.show(ctx));
  theirs.callbackQuery(action('inbox'), (ctx) => inbox.show(ctx));
  theirs.callbackQuery(action('stuckUpdates'), (ctx) => inbox.showStuck(ctx, Number(ctx.match[1])));
  theirs.callbackQuery(action('stuckUpdate'), (ctx) => inbox.showUpdate(ctx, ctx.match[1] ?? ''));
  theirs.callbackQuery(action('releaseUpdate'), (ctx) => inbox.release(ctx, ctx.match[1] ?? ''));
  theirs.callbackQuery(action('failedUpdates'), (ctx) => inbox.showFailed(ctx, Number(ctx.match[1])));
  theirs.callbackQuery(action('failingJobs'), (ctx) => inbox.showJobs(ctx, Number(ctx.match[1])));
  theirs.callbackQuery(action('failingJob'), (ctx) => inbox.showJob(ctx, ctx.match[1] ?? ''));
  theirs.callbackQuery(action('hurryJob'), (ctx) => inbox.hurry(ctx, ctx.match[1] ?? ''));

  composer.callbackQuery(operatorButtons.map(action), (ctx) => {
    ctx.toast = { text: ctx.speech.t('not-yours'), alert: true };
  });
  return {
    composer,
    showCases: async (ctx) => {
      if (!isOperator(ctx)) return false;
      await cases.showQueue(ctx);
      return true;
    },
    showStatus: async (ctx) => {
      if (!isOperator(ctx)) return false;
      await sales.showStatus(ctx);
      return true;
    },
  };
}
