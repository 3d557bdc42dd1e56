import type { PaymentAttempt, PaymentMethod } from '../domain/payment.ts';
import type { CheckoutSessions } from '../services/checkout-sessions.ts';
import type { Rails } from './rails.ts';

/** Where the button of a review leads, for every rail. */
export function createPayLinks({
  rails: { invoiceLinks, stripe },
  sessions,
  publicUrl,
}: {
  rails: Rails;
  sessions: CheckoutSessions | undefined;
  /** Where browsers find us; without it a payment page is asked for by one more tap. */
  publicUrl: string | undefined;
}): {
  linkOf: (
    attempt: PaymentAttempt,
    words: { title: string; description: string },
    tapped: boolean,
  ) => Promise<string | null>;
  methods: () => readonly PaymentMethod[];
} {
  return {
    linkOf: async (attempt, words, tapped) => {
      const invoiceLink = invoiceLinks[attempt.rail];
      if (invoiceLink) return invoiceLink({ attempt, ...words });
      if (publicUrl) return `${publicUrl}/pay/start?t=${attempt.id}`;
      if (!tapped) return attempt.state === 'open' ? attempt.url : null;
      const opening = await sessions?.open(attempt.id);
      return opening?.kind === 'opened' ? opening.url : null;
    },
    methods: () => stripe?.methods() ?? [],
  };
}
