import type { PaymentAttempt, PaymentMethod } from '../domain/payment.ts';
import type { CheckoutSessions, Opening, PayLink } from '../services/checkout-sessions.ts';
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
  ) => Promise<PayLink>;
  methods: () => readonly PaymentMethod[];
} {
  return {
    linkOf: async (attempt, words, tapped) => {
      const invoiceLink = invoiceLinks[attempt.rail];
      if (invoiceLink) return { kind: 'link', url: await invoiceLink({ attempt, ...words }) };
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
