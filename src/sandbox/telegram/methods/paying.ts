import { z } from 'zod';
import { bool, chatId, int, json, replyTo, text } from '../fields.ts';
import { length } from '../formatting.ts';
import { inlineMarkup } from '../keyboard.ts';
import { type MethodEntry, method } from '../method.ts';
import { badRequest } from '../refusal.ts';
import { sender } from '../sender.ts';
import type { Telegram } from '../telegram.ts';
import type { InvoiceBody } from '../payments.ts';

const invoice = {
  title: text,
  description: text,
  payload: text,
  provider_token: text.optional(),
  currency: text,
  prices: json(z.array(z.object({ label: z.string(), amount: z.int() }), 'prices must be an Array')),
  max_tip_amount: int.optional(),
  suggested_tip_amounts: json(z.array(z.int())).optional(),
  photo_url: text.optional(),
  is_flexible: bool.optional(),
};
type InvoiceArgs = z.output<z.ZodObject<typeof invoice>>;
const MOST_STARS = 100_000;
/** About US$1 to 10 000, in minor units. */
const FIAT_LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  EUR: [90, 900_000],
  USD: [100, 1_000_000],
  CNY: [700, 7_000_000],
};

function checked({
  title,
  description,
  payload,
  currency,
  prices,
  provider_token,
  max_tip_amount,
}: InvoiceArgs): InvoiceBody {
  if (title === '' || length(title) > 32) throw badRequest('INVOICE_TITLE_INVALID');
  if (description === '' || length(description) > 255) throw badRequest('INVOICE_DESCRIPTION_INVALID');
  if (payload === '' || Buffer.byteLength(payload) > 128) throw badRequest('INVOICE_PAYLOAD_INVALID');
  if (max_tip_amount) throw badRequest('STARS_INVOICE_INVALID');
  const body = { title, description, payload, currency };
  if (currency !== 'XTR') {
    if (!provider_token) throw badRequest('provider_token is empty');
    if (!/^\d+:(TEST|LIVE):/.test(provider_token)) throw badRequest('PAYMENT_PROVIDER_INVALID');
    const limits = FIAT_LIMITS[currency];
    if (!limits) throw badRequest('CURRENCY_INVALID');
    const total_amount = prices.reduce((sum, { amount }) => sum + amount, 0);
    if (total_amount < limits[0] || total_amount > limits[1])
      throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID');
    return { ...body, total_amount };
  }
  if (provider_token) throw badRequest('STARS_PROVIDER_TOKEN_NOT_EMPTY');
  const [price] = prices;
  if (!price || prices.length > 1 || price.label === '') throw badRequest('STARS_INVOICE_INVALID');
  if (price.amount < 1 || price.amount > MOST_STARS) throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID');
  return { ...body, total_amount: price.amount };
}

/** Invoices, refunds and the bot's own account. */
export function payingMethods(telegram: Telegram): MethodEntry[] {
  const { payments } = telegram;
  const send = sender(telegram);
  return [
    method(
      'sendInvoice',
      {
        ...invoice,
        chat_id: chatId,
        message_thread_id: int.optional(),
        start_parameter: text.optional(),
        disable_notification: bool.optional(),
        protect_content: bool.optional(),
        reply_parameters: replyTo.optional(),
        reply_markup: inlineMarkup,
      },
      (args) => {
        const body = checked(args);
        const first = args.reply_markup?.inline_keyboard[0]?.[0];
        if (first && !('pay' in first)) throw badRequest('BUTTON_TYPE_INVALID');
        const { title, description, currency, total_amount } = body;
        const start_parameter = args.start_parameter ?? '';
        const shown = { title, description, start_parameter, currency, total_amount };
        return send(args, { invoice: shown }, payments.issue(body));
      },
    ),
    method('createInvoiceLink', { ...invoice, subscription_period: int.optional() }, (args) => {
      if (args.subscription_period) throw badRequest('SUBSCRIPTION_PERIOD_INVALID');
      return `https://t.me/$${payments.issue(checked(args))}`;
    }),
    method('refundStarPayment', { user_id: int, telegram_payment_charge_id: text }, (args) => {
      payments.refund(args.user_id, args.telegram_payment_charge_id);
      return true as const;
    }),
    method(
      'getStarTransactions',
      { offset: int.optional(), limit: int.optional() },
      ({ offset = 0, limit = 100 }) => {
        if (offset < 0) throw badRequest('invalid offset specified');
        if (limit < 1 || limit > 100) throw badRequest('LIMIT_INVALID');
        return { transactions: payments.transactions(offset, limit) };
      },
    ),
    method('getMyStarBalance', {}, () => ({ amount: payments.balance() })),
  ];
}
