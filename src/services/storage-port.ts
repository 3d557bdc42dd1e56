import type {
  CardLinks,
  CardNotices,
  Cards,
  ClaimRequests,
  Claims,
  Shares,
  SoldCards,
} from './cards-port.ts';
import type { Listings } from './listings-port.ts';
import type { Attempts, Disputes, Payments, Reconciliations, RefundWishes, Refunds } from './money-port.ts';
import type { Alerts, Audit, Reviews, SalePauses } from './operators-port.ts';
import type { ActivationCodes, Fulfilments, Orders } from './orders-port.ts';
import type { Addresses, Customers, Mails, OneTimeCodes } from './people-port.ts';
import type { Jobs, Limits, Updates } from './work-port.ts';

/** All repositories over one connection, or inside one transaction. */
export interface Repositories {
  readonly customers: Customers;
  readonly cards: Cards;
  readonly shares: Shares;
  readonly cardLinks: CardLinks;
  readonly cardNotices: CardNotices;
  readonly orders: Orders;
  readonly activationCodes: ActivationCodes;
  readonly attempts: Attempts;
  readonly payments: Payments;
  readonly refunds: Refunds;
  readonly refundWishes: RefundWishes;
  readonly disputes: Disputes;
  readonly fulfilments: Fulfilments;
  readonly listings: Listings;
  readonly addresses: Addresses;
  readonly oneTimeCodes: OneTimeCodes;
  readonly mails: Mails;
  readonly claims: Claims;
  readonly claimRequests: ClaimRequests;
  readonly soldCards: SoldCards;
  readonly reviews: Reviews;
  readonly audit: Audit;
  readonly salePauses: SalePauses;
  readonly reconciliations: Reconciliations;
  readonly alerts: Alerts;
  readonly updates: Updates;
  readonly limits: Limits;
  readonly jobs: Jobs;
}

export interface Store extends Repositories {
  /**
   * Runs `work` in one durable transaction with the repositories bound to it; use only those inside (the outer ones would wait for
   * ever on SQLite), and never await the network in it.
   */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}
