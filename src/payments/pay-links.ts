import { GrammyError } from 'grammy';
import type { PaymentAttempt, PaymentMethod } from '../domain/payment.ts';
import type { CheckoutSessions, Opening, PayLink } from '../services/checkout-sessions.ts';
import type { Logger } from '../services/ports.ts';
import type { InvoiceLink } from './invoice-link.ts';
import type { Rails } from './rails.ts';

/** Where the button of a review leads, for every rail. */
export function createPayLinks({
  rails: { invoiceLinks, stripe },
  sessions,
  publicUrl,
  logger,
}: {
  rails: Rails;
  sessions: CheckoutSessions | undefined;
  /** Where browsers find us; without it a payment page is asked for by one more tap. */
  publicUrl: string | undefined;
  logger: Logger;
}): {
  linkOf: (
    attempt: PaymentAttempt,
    words: { title: string; description: string },
    tapped: boolean,
  ) => Promise<PayLink>;
  methods: () => readonly PaymentMethod[];
} {
  /** No answer at all is thrown, and the update comes again; a plain no is this rail's alone. */
  async function sheet(
    invoiceLink: InvoiceLink,
    ...[attempt, words]: [PaymentAttempt, { title: string; description: string }]
  ): Promise<PayLink> {
    try {
      return { kind: 'link', url: await invoiceLink({ attempt, ...words }) };
    } catch (error) {
      const refused = error instanceof GrammyError && [400, 403].includes(error.error_code);
      if (!refused) throw error;
      const { id, rail } = attempt;
      logger.error(
        { attempt: id, rail, reason: error.description },
        'Telegram makes no invoice of this kind',
      );
      return { kind: 'none', why: 'refused' };
    }
  }

  return {
    linkOf: async (attempt, words, tapped) => {
      const invoiceLink = invoiceLinks[attempt.rail];
      if (invoiceLink) return sheet(invoiceLink, attempt, words);
      if (publicUrl) return { kind: 'link', url: `${publicUrl}/pay/start?t=${attempt.id}` };
      if (!tapped)
        return attempt.state === 'open' && attempt.url
          ? { kind: 'link', url: attempt.url }
          : { kind: 'on_tap' };
      const opening: Opening = (await sessions?.open(attempt.id)) ?? { kind: 'unknown' };
      return opening.kind === 'opened'
        ? { kind: 'link', url: opening.url }
        : { kind: 'none', why: opening.kind };
    },
    methods: () => stripe?.methods() ?? [],
  };
}
