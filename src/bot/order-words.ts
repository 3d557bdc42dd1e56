import { shortNumber } from '../domain/card.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { Order } from '../domain/order.ts';
import type { DescribeOrder } from '../services/checkout-sessions.ts';
import type { Store } from '../services/storage-port.ts';
import { coverageName, planName } from './views/plan-words.ts';

/** What an order is for, as invoices and payment pages say it in the payer's language. */
export function createOrderWords({
  store,
  speeches,
}: {
  store: Pick<Store, 'customers' | 'cards'>;
  speeches: Speeches;
}): DescribeOrder {
  return async (order) => {
    const payer = await store.customers.byId(order.payerId);
    const speech = payer ? speeches.forCustomer(payer) : speeches('en');
    const card = order.cardId && (await store.cards.byId(order.cardId));
    const plan = nameOf(speech, order);
    return {
      title: plan,
      description: wordsFor(speech, order, plan, card ? shortNumber(card) : null),
      locale: speech.locale,
    };
  };
}
function wordsFor({ t }: Speech, { delivery }: Order, plan: string, card: string | null): string {
  if (delivery === 'code') return t('invoice-description-code', { plan });
  return card ? t('invoice-description', { plan, card }) : t('invoice-description-first', { plan });
}

function nameOf(speech: Speech, { plan }: Order): string {
  return `${coverageName(speech, plan.coverage)} ${planName(speech, plan)}`;
}
