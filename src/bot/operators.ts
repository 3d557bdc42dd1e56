import { Composer } from 'grammy';
import { action } from './actions.ts';
import type { Ctx } from './context.ts';
import { createImports } from './imports.ts';
import { createSalesDesk } from './sales-desk.ts';

const operatorActions = [
  action('importList'),
  action('dropList'),
  action('pauseSales'),
  action('pauseSalesNow'),
  action('resumeSales'),
  action('resumeSalesNow'),
];

/**
 * What operators alone can do, decided by who sends, at each message and each tap. What anybody else sends is none of this room's
 * business, but a tap on a button that was an operator's, who is none any more, is refused.
 */
export function createOperatorDesk({
  operators,
  ...parts
}: Parameters<typeof createImports>[0] &
  Parameters<typeof createSalesDesk>[0] & {
    /** Telegram's user ids. */
    operators: ReadonlySet<number>;
  }): Composer<Ctx> {
  const imports = createImports(parts);
  const sales = createSalesDesk(parts);
  const desk = new Composer<Ctx>();
  const theirs = desk.filter(({ from }) => from !== undefined && operators.has(from.id));

  theirs.on('message:document', imports.read);
  theirs.callbackQuery(action('importList'), (ctx) => imports.decide(ctx, ctx.match[1] ?? '', 'imported'));
  theirs.callbackQuery(action('dropList'), (ctx) => imports.decide(ctx, ctx.match[1] ?? '', 'cancelled'));

  theirs.command('pause', sales.askPause);
  theirs.command('resume', sales.askResume);
  theirs.callbackQuery(action('pauseSales'), sales.askPause);
  theirs.callbackQuery(action('pauseSalesNow'), sales.pause);
  theirs.callbackQuery(action('resumeSales'), sales.askResume);
  theirs.callbackQuery(action('resumeSalesNow'), sales.resume);

  desk.callbackQuery(operatorActions, (ctx) => {
    ctx.toast = { text: ctx.speech.t('not-yours'), alert: true };
  });
  return desk;
}
