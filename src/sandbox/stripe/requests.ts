import { z } from 'zod';
import type { Method } from './objects.ts';
import { StripeRefusal } from './refusal.ts';

/** In which currencies a method shows at all (Stripe's documentation of each method). */
const currencies: Readonly<Record<Method, string>> = {
  card: 'eur usd cny',
  paypal: 'eur usd',
  alipay: 'eur usd cny',
  wechat_pay: 'eur usd cny',
};
const least: Readonly<Record<string, number>> = { eur: 50, usd: 50, cny: 400 };
const methods = ['card', 'paypal', 'alipay', 'wechat_pay'] as const;
/** All that the pinned version of the API knows of locales, as far as the box can show them. */
const locales = ['auto', 'en', 'en-GB', 'it', 'zh', 'zh-HK', 'zh-TW'] as const;

// Forms carry text; a number must look like one.
const int = z
  .string()
  .regex(/^-?\d+$/, 'Invalid integer')
  .transform(Number);
const bool = z.enum(['true', 'false']).transform((text) => text === 'true');
const metadata = z.record(z.string().max(40), z.string().max(500));
const url = z
  .string()
  .max(5000)
  .regex(/^https?:\/\/[^\s]+$/, 'Not a valid URL');

const session = z.strictObject({
  mode: z.literal('payment'),
  client_reference_id: z.string().max(200).optional(),
  metadata: metadata.default({}),
  payment_intent_data: z
    .strictObject({ metadata: metadata.default({}), description: z.string().max(1000).optional() })
    .default({ metadata: {} }),
  line_items: z
    .array(
      z.strictObject({
        quantity: int,
        price_data: z.strictObject({
          currency: z.enum(['eur', 'usd', 'cny']),
          unit_amount: int,
          product_data: z.strictObject({
            name: z.string().min(1),
            description: z.string().min(1).optional(),
          }),
        }),
      }),
    )
    .length(1),
  allowed_payment_method_types: z.array(z.enum(methods)).default([...methods]),
  payment_method_options: z
    .strictObject({ wechat_pay: z.strictObject({ client: z.enum(['web', 'ios', 'android']) }).optional() })
    .optional(),
  adaptive_pricing: z.strictObject({ enabled: bool }).default({ enabled: true }),
  expires_at: int.optional(),
  locale: z.enum(locales).default('auto'),
  success_url: url,
  cancel_url: url.optional(),
  ui_mode: z.literal('hosted_page').default('hosted_page'),
  expand: z.array(z.string()).optional(),
});
const refund = z.strictObject({
  payment_intent: z.string(),
  amount: int.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
});

const list = z.strictObject({
  created: z.strictObject({ gte: int.optional(), lte: int.optional() }).default({}),
  limit: int.refine((count) => count >= 1 && count <= 100, 'must be from 1 to 100').default(10),
  starting_after: z.string().optional(),
  payment_intent: z.string().optional(),
  expand: z.array(z.string()).optional(),
});

function parse<T>(schema: z.ZodType<T>, params: unknown): T {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys';
  const path = [...(issue?.path ?? []), ...(unknown ? issue.keys.slice(0, 1) : [])];
  const param = path.map((step, index) => (index === 0 ? String(step) : `[${String(step)}]`)).join('');
  const missing = issue?.code === 'invalid_type' && issue.input === undefined;
  const code = unknown ? 'parameter_unknown' : missing ? 'parameter_missing' : undefined;
  const message = unknown
    ? `Received unknown parameter: ${param}`
    : `Invalid ${param}: ${issue?.message ?? ''}`;
  throw new StripeRefusal(400, message, { param, ...(code && { code }) });
}

/** A request for a session as Stripe would accept it; throws its refusal otherwise. `now` in milliseconds. */
export function readSessionRequest(
  params: unknown,
  { now, dashboard }: { now: number; dashboard: readonly Method[] },
) {
  const wish = parse(session, params);
  const [item] = wish.line_items;
  if (!item) throw new StripeRefusal(400, 'Missing required param: line_items.', { param: 'line_items' });
  const { currency, unit_amount: amount, product_data: product } = item.price_data;
  if (amount * item.quantity < (least[currency] ?? 0))
    throw new StripeRefusal(400, 'The total amount due must add up to at least the minimum.', {
      code: 'amount_too_small',
    });
  const expiresAt = wish.expires_at ?? Math.floor(now / 1000) + 86_400;
  const ahead = expiresAt - now / 1000;
  if (ahead < 1800 || ahead > 86_400)
    throw new StripeRefusal(
      400,
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      { param: 'expires_at' },
    );
  const shown = methods.filter(
    (method) =>
      dashboard.includes(method) &&
      wish.allowed_payment_method_types.includes(method) &&
      (currencies[method] ?? '').includes(currency),
  );
  if (shown.length === 0)
    throw new StripeRefusal(400, 'No valid payment method types for this Checkout Session.');
  return { ...wish, expiresAt, shown, currency, amount: amount * item.quantity, product };
}

export function readRefundRequest(params: unknown) {
  return parse(refund, params);
}

export function readListRequest(params: unknown) {
  return parse(list, params);
}
