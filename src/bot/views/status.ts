import { InlineKeyboard } from 'grammy';
import type { Speech } from '../../i18n/speech.ts';
import type { ShopStatus } from '../../services/shop-status.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { troubleLine } from './alerts.ts';
import { readerDateTime } from './moment.ts';
import { salesKey, salesLine } from './sales.ts';

/** How the shop is, in a few lines, as of now. */
export function statusScreen(speech: Speech, status: ShopStatus): Screen {
  const { t, number, money } = speech;
  const { pauses, openCases, waiting, credit, alerts, reconciledAt } = status;
  const lines = [
    salesLine(speech, pauses),
    t('status-cases', { count: number(openCases) }),
    // The question itself is one of them.
    t('status-inbox', { count: number(Math.max(0, waiting - 1)) }),
    credit
      ? t('status-credit', { credit: money(credit.credit), orders: number(credit.orders) })
      : t('status-credit-unknown'),
    ...(reconciledAt === undefined
      ? []
      : [t('status-reconciled', { at: readerDateTime(speech, reconciledAt) })]),
    ...(alerts.length > 0
      ? [t('status-alerts'), ...alerts.map((alert) => troubleLine(speech, alert.trouble))]
      : [t('status-no-alerts')]),
  ];
  const keyboard = salesKey(new InlineKeyboard(), speech, pauses)
    .text(t('button-check-again'), actions.status())
    .row()
    .text(t('button-cases'), actions.cases())
    .text(t('button-inbox'), actions.inbox())
    .text(t('button-supply'), actions.supply())
    .row()
    .text(t('button-home'), actions.home());
  return { text: lines.join('\n'), keyboard };
}
