import type { Api } from 'grammy';
import type { PaymentAttempt } from '../domain/payment.ts';

/** A link that opens Telegram's own pay sheet. */
export type InvoiceLink = (invoice: {
  attempt: Pick<PaymentAttempt, 'id' | 'total'>;
  title: string;
  description: string;
}) => Promise<string>;

/** What Telegram takes of a title and of a description, in characters. */
const longest = { title: 32, description: 255 };

/**
 * The one place that asks Telegram for an invoice link: one price, no tip, no address. Stars want an empty provider token, everything
 * else a real one. The payload is the attempt's id, far below 128 bytes.
 */
export function requestInvoiceLink(
  api: Api,
  {
    attempt: { id, total },
    title,
    description,
    providerToken,
  }: Parameters<InvoiceLink>[0] & { providerToken: string },
): Promise<string> {
  const name = cut(title, longest.title);
  const prices = [{ label: name, amount: total.amount }];
  return api.createInvoiceLink(
    name,
    cut(description, longest.description),
    id,
    providerToken,
    total.currency,
    prices,
  );
}

/** At most `length` characters, cut between code points. */
function cut(text: string, length: number): string {
  const points = Array.from(text);
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}
