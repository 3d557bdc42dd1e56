import type Stripe from 'stripe';
import type { DisputeState } from '../domain/dispute.ts';

/** How a dispute stands, in our words. One of theirs that is not known yet is for a person, so the dispute is open. */
export function disputeStateOf({ status, balance_transactions: moves }: Stripe.Dispute): DisputeState {
  // Taken and given back, in the currency of the account; nothing is taken where the customer was refunded in time.
  const isTaken = moves.reduce((sum, { amount }) => sum + amount, 0) < 0;
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'inquiry';
    case 'warning_closed':
    case 'won':
      return 'won';
    case 'lost':
    // The bank needed no dispute; where it took the money in its stead, that is gone all the same.
    case 'prevented':
      return isTaken ? 'lost' : 'won';
    default:
      return 'open';
  }
}
