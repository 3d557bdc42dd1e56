import { InlineKeyboard } from 'grammy';
import type { Context } from 'grammy';
import { whereabouts } from '../domain/money-whereabouts.ts';
import type { Whereabouts } from '../domain/money-whereabouts.ts';
import type { Order } from '../domain/order.ts';
import type { Speech } from '../i18n/speech.ts';
import { readMoneyStory } from '../services/money-story.ts';
import type { MoneyShelf } from '../services/money-story.ts';
import type { Store } from '../services/storage-port.ts';
import { actions } from './actions.ts';
import type { Facts } from './context.ts';
import { contactOf } from './shop.ts';
import type { Shop } from './shop.ts';
import type { Screens } from './screen.ts';

export type ShowPaySupport = (ctx: Context & Facts) => Promise<void>;

/** With the rows below them, what fits a keyboard. */
const most = 4;

/** Where the money for the latest orders is, each one tap from its receipt and a refund; and the way to a person. */
export function createPaySupport({
  store,
  shop,
  screens,
}: {
  store: MoneyShelf & Pick<Store, 'orders' | 'refundWishes'>;
  shop: Shop;
  screens: Screens;
}): ShowPaySupport {
  async function label(speech: Speech, order: Order): Promise<string> {
    const story = await readMoneyStory(store, order);
    const { payments } = story;
    const wish = await store.refundWishes.ofOrder(order.id);
    const money = payments.find(({ outcome }) => outcome !== 'refunded')?.money ?? payments[0]?.money;
    return speech.t('paysupport-order', {
      total: speech.money(money ?? order.price),
      date: speech.shortDate(order.createdAt, 'UTC'),
      state: whereaboutsName(speech, whereabouts({ order, ...story, wish })),
    });
  }

  return async (ctx) => {
    const { speech, customer } = ctx;
    const orders = await store.orders.paidBy(customer.id, most);
    const keyboard = new InlineKeyboard();
    for (const order of orders) keyboard.text(await label(speech, order), actions.receipt(order.id)).row();
    keyboard
      .text(speech.t('button-orders'), actions.orders())
      .text(speech.t('button-person'), actions.person())
      .row()
      .text(speech.t('button-home'), actions.home());
    const contact = contactOf(shop, speech);
    const text = speech.t(orders.length > 0 ? 'page-paysupport' : 'page-paysupport-none', { contact });
    await screens.show(ctx, { text, keyboard });
  };
}

function whereaboutsName({ t }: Speech, where: Whereabouts): string {
  switch (where) {
    case 'confirming':
      return t('money-confirming');
    case 'paid':
      return t('money-paid');
    case 'on_its_way':
      return t('money-on-its-way');
    case 'back':
      return t('money-back');
    case 'part_back':
      return t('money-part-back');
    case 'disputed':
      return t('money-disputed');
    case 'with_person':
      return t('money-with-person');
  }
}
