import type Stripe from 'stripe';

/** What Stripe's own package lets a shop ask for: the types from which the schema of requests is made. */
export interface StripeRequests {
  session: Stripe.Checkout.SessionCreateParams;
  refund: Stripe.RefundCreateParams;
  sessions: Stripe.Checkout.SessionListParams;
  intents: Stripe.PaymentIntentListParams;
  refunds: Stripe.RefundListParams;
  disputes: Stripe.DisputeListParams;
}
