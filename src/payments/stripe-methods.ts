import type { SellingCurrency } from '../domain/money.ts';
import { paymentMethods } from '../domain/payment.ts';
import type { PaymentMethod } from '../domain/payment.ts';

/** In which of our currencies Stripe takes a method (its documentation of each method). */
const takes: Readonly<Record<PaymentMethod, readonly SellingCurrency[]>> = {
  card: ['EUR', 'USD', 'CNY'],
  paypal: ['EUR', 'USD'],
  alipay: ['EUR', 'USD', 'CNY'],
  wechat_pay: ['EUR', 'USD', 'CNY'],
};

/** The methods that can be asked for in a currency; which of them show is decided by the account's settings. */
export function methodsFor(currency: SellingCurrency): readonly PaymentMethod[] {
  return paymentMethods.filter((method) => takes[method].includes(currency));
}

/** What an operator should know of methods that their currency rules out: Stripe would drop them without a word. */
export function explainMatrix(currency: SellingCurrency): readonly string[] {
  return paymentMethods
    .filter((method) => !takes[method].includes(currency))
    .map(
      (method) =>
        `Stripe takes no ${method} in ${currency}, so it is not offered. It does in ${takes[method].join(', ')}.`,
    );
}
