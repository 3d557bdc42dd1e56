import type { Context } from 'grammy';
import type { Catalogue } from '../domain/plan.ts';
import type { CardService } from '../services/cards.ts';
import { readMoneyStory } from '../services/money-story.ts';
import type { MoneyShelf } from '../services/money-story.ts';
import type { RefundWishService } from '../services/refund-wishes.ts';
import type { Checkout } from '../services/checkout.ts';
import type { Store } from '../services/storage-port.ts';
import type { Facts } from './context.ts';
import type { Shop } from './shop.ts';
import type { Screens } from './screen.ts';
import { ordersScreen } from './views/orders.ts';
import { receiptScreen } from './views/receipt.ts';

/** By page: 0 is the newest. */
export type ShowOrders = (ctx: Context & Facts, page?: number) => Promise<void>;
export type ShowReceipt = (ctx: Context & Facts, orderId: string) => Promise<void>;

/** With the row below it, what fits a keyboard. */
const onePage = 5;

/** Orders and receipts; quotes that were never paid are not orders to a traveller. */
export function createOrders({
  store,
  checkout,
  cards,
  refundWishes,
  catalogue,
  shop,
  screens,
  mailIsOn,
}: {
  store: MoneyShelf & Pick<Store, 'orders' | 'refundWishes' | 'activationCodes'>;
  checkout: Checkout;
  cards: CardService;
  refundWishes: Pick<RefundWishService, 'mayAsk'>;
  catalogue: Catalogue;
  shop: Shop;
  screens: Screens;
  /** Whether receipts can go out by e-mail. */
  mailIsOn: boolean;
}): { showOrders: ShowOrders; showReceipt: ShowReceipt } {
  return {
    showOrders: async (ctx, page = 0) => {
      // One more than is shown tells whether there is another page.
      const known = await store.orders.of(ctx.customer.id, (page + 1) * onePage + 1);
      const orders = known.slice(page * onePage, (page + 1) * onePage);
      const more = known.length > (page + 1) * onePage;
      const sold = orders.filter(({ delivery }) => delivery === 'code').map(({ id }) => id);
      const codes = await store.activationCodes.ofOrders(sold);
      await screens.show(
        ctx,
        ordersScreen({ speech: ctx.speech, reader: ctx.customer.id, orders, codes, page, more }),
      );
    },
    showReceipt: async (ctx, orderId) => {
      const { speech, customer } = ctx;
      const order = await checkout.orderOf(customer.id, orderId);
      if (!order) {
        ctx.toast = { text: speech.t('not-yours'), alert: true };
        return;
      }
      const card = await cards.mayRenew(customer.id, order.suppliedCardId ?? order.cardId ?? '');
      // What somebody else paid, and how, is theirs to know.
      const mine = order.payerId === customer.id;
      const story = mine ? await readMoneyStory(store, order) : null;
      const code = order.delivery === 'code' ? await store.activationCodes.ofOrder(order.id) : undefined;
      const mailable = mailIsOn && (story?.payments.length ?? 0) > 0;
      const wish = mine ? await store.refundWishes.ofOrder(order.id) : undefined;
      const refundable = mine && (await refundWishes.mayAsk(customer.id, order));
      const about = { order, card, code, story, wish, refundable, mailable };
      const facts = { speech, ...about, catalogue, shop };
      const screen = receiptScreen(facts);
      await screens.show(ctx, screen);
    },
  };
}
