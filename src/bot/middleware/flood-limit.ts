import type { MiddlewareFn } from 'grammy';
import type { CustomerId } from '../../domain/ids.ts';
import { createRecent } from '../../domain/recent.ts';
import { second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import type { Screens } from '../screen.ts';

/** More than this many taps and messages in ten seconds is no traveller. */
const most = 25;
const span = 10 * second;

/** How many customers are counted at once; who was counted longest ago is forgotten first. */
const counted = 10_000;

/** Ignores a flood after saying so once; money that arrived is never ignored. */
export function floodLimit({ clock, screens }: { clock: Clock; screens: Screens }): MiddlewareFn<Ctx> {
  const windows = createRecent<{ until: number; count: number }>(counted);

  function countOf(id: CustomerId): number {
    const now = clock();
    const known = windows.get(id);
    // A clock that was set back since makes no window longer.
    if (known && now < known.until && known.until - now <= span) return ++known.count;
    windows.set(id, { until: now + span, count: 1 });
    return 1;
  }

  return async (ctx, next) => {
    if (ctx.message?.successful_payment ?? ctx.message?.refunded_payment) return next();
    const count = countOf(ctx.customer.id);
    if (count <= most) return next();
    if (ctx.callbackQuery) ctx.toast = { text: ctx.speech.t('too-fast'), alert: false };
    else if (count === most + 1) await screens.show(ctx, { text: ctx.speech.t('too-fast') });
  };
}
