import type Stripe from 'stripe';
import type { Money, SellingCurrency } from '../domain/money.ts';
import type { PaymentMethod } from '../domain/payment.ts';
import { day, minute, second } from '../domain/time.ts';
import type { SessionWish } from '../services/rail-port.ts';

/** The least that Stripe takes, in its own minor units: about half a US dollar. All three have two digits in its table, as in ours. */
const least: Readonly<Record<SellingCurrency, number>> = { EUR: 50, USD: 50, CNY: 400 };

/** Stripe takes a page's end from 30 minutes to a day ahead; a minute is for clocks that differ and calls that take long. */
const life = { least: 31 * minute, most: day - minute };

/** Its pages speak these; our Simplified Chinese is its `zh`. */
const locales: Readonly<Record<string, Stripe.Checkout.SessionCreateParams.Locale>> = {
  'zh-CN': 'zh',
  'zh-TW': 'zh-TW',
  en: 'en',
  it: 'it',
};

/** What a page asks for this price, or null when it is less than Stripe takes. */
export function stripeTotal(price: Money): Money | null {
  return price.currency !== 'XTR' && price.amount >= least[price.currency] ? price : null;
}

/** The request for a checkout session. Its metadata stand on the payment intent too: Stripe does not copy them. */
export function sessionRequest(
  { attempt, order, title, description, locale, now }: SessionWish,
  { methods, backUrl, shop }: { methods: readonly PaymentMethod[]; backUrl: string; shop: string },
): Stripe.Checkout.SessionCreateParams {
  const metadata = { order_id: order.id, attempt_id: attempt.id, shop };
  const closesAt = Math.min(Math.max(order.quoteExpiresAt, now + life.least), now + life.most);
  return {
    mode: 'payment',
    client_reference_id: attempt.id,
    metadata,
    payment_intent_data: { metadata, description: Array.from(description).slice(0, 1000).join('') },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: attempt.total.currency.toLowerCase(),
          unit_amount: attempt.total.amount,
          product_data: { name: title, description },
        },
      },
    ],
    allowed_payment_method_types: [...methods],
    ...(methods.includes('wechat_pay') && {
      payment_method_options: { wechat_pay: { client: 'web' as const } },
    }),
    // What is shown in another currency would not be what was quoted.
    adaptive_pricing: { enabled: false },
    expires_at: Math.ceil(closesAt / second),
    locale: locales[locale] ?? 'auto',
    success_url: backUrl,
    cancel_url: backUrl,
  };
}
