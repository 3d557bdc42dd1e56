import type { Alert, Trouble } from '../../domain/alert.ts';
import type { Speech } from '../../i18n/speech.ts';
import { readerDateTime, readerTime } from './moment.ts';
import { supplierName } from './supply.ts';

/** What is wrong, since when, what it means for customers, and what to do. */
export function alertText(speech: Speech, { trouble, since }: Alert): string {
  const { t } = speech;
  return [
    t('alert-began', { watch: watchName(speech, trouble), what: what(speech, trouble) }),
    t('alert-since', { since: readerDateTime(speech, since) }),
    means(speech, trouble),
  ].join('\n');
}

/** What is wrong, in a line. */
export function troubleLine(speech: Speech, trouble: Trouble): string {
  return speech.t('status-alert', { watch: watchName(speech, trouble), what: what(speech, trouble) });
}

/** It is over. */
export function alertOverText(speech: Speech, { trouble, since }: Alert): string {
  const { t } = speech;
  const began = { watch: watchName(speech, trouble), since: readerDateTime(speech, since) };
  const lines = [
    t('alert-over', began),
    ...(trouble.key === 'supplier_credit' ? [t('alert-credit-over')] : []),
  ];
  return lines.join('\n');
}

function watchName({ t }: Speech, { key }: Trouble): string {
  switch (key) {
    case 'supplier_credit':
      return t('watch-credit');
    case 'inbox':
      return t('watch-inbox');
    case 'late_orders':
      return t('watch-late');
    case 'stripe':
      return t('watch-stripe');
    case 'telegram':
      return t('watch-telegram');
    case 'supplier':
      return t('watch-supplier');
    case 'supplier_list':
      return t('watch-supplier-list');
    case 'off_sale':
      return t('watch-off-sale');
    case 'disk':
      return t('watch-disk');
    case 'clock':
      return t('watch-clock');
  }
}

function what({ t, money, number }: Speech, trouble: Trouble): string {
  switch (trouble.key) {
    case 'supplier_credit':
      return t('alert-credit', { credit: money(trouble.credit), orders: trouble.orders });
    case 'inbox':
      return t('alert-inbox', { waiting: number(trouble.waiting), since: readerTime(trouble.oldestAt) });
    case 'late_orders':
      return t('alert-late', { orders: trouble.orders, since: readerTime(trouble.oldestAt) });
    case 'stripe':
    case 'telegram':
    case 'supplier':
      return t('alert-calls', { failed: number(trouble.failed), calls: number(trouble.calls) });
    case 'supplier_list':
      return t('alert-supplier-list', { supplier: supplierName(trouble.provider), plans: trouble.plans });
    case 'off_sale':
      return t('alert-off-sale', { plans: trouble.plans.length });
    case 'disk':
      return t('alert-disk', { percent: number(trouble.freePercent) });
    case 'clock': {
      const seconds = number(Math.abs(trouble.seconds));
      return trouble.seconds > 0 ? t('alert-clock-fast', { seconds }) : t('alert-clock-slow', { seconds });
    }
  }
}

function means({ t, money }: Speech, trouble: Trouble): string {
  switch (trouble.key) {
    case 'supplier_credit':
      return t('alert-credit-means', { enough: money(trouble.enough) });
    case 'inbox':
      return t('alert-inbox-means');
    case 'late_orders':
      return t('alert-late-means');
    case 'stripe':
      return t('alert-stripe-means');
    case 'telegram':
      return t('alert-telegram-means');
    case 'supplier':
      return t('alert-supplier-means');
    case 'supplier_list':
      return t('alert-supplier-list-means');
    case 'off_sale':
      return t('alert-off-sale-means');
    case 'disk':
      return t('alert-disk-means');
    case 'clock':
      return t('alert-clock-means');
  }
}
