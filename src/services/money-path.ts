import type { ActivationCode } from '../domain/activation-code.ts';
import type { CustomerId, NewId } from '../domain/ids.ts';
import type { Payment, Rail } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';
import { createActivationCodes } from './activation-codes.ts';
import type { CodeService } from './activation-codes.ts';
import type { CardService } from './cards.ts';
import { createCaseNews } from './case-news.ts';
import type { CaseNews } from './case-news.ts';
import { createOutside } from './case-outside.ts';
import { createCheckoutSessions } from './checkout-sessions.ts';
import type { CheckoutSessions, DescribeOrder } from './checkout-sessions.ts';
import { createCheckout } from './checkout.ts';
import type { Checkout } from './checkout.ts';
import { createCodeUpkeep } from './code-upkeep.ts';
import type { CodeUpkeep } from './code-upkeep.ts';
import { createDisputes } from './disputes.ts';
import type { DisputeService } from './disputes.ts';
import { createFulfilment } from './fulfilment.ts';
import type { FulfilmentService } from './fulfilment.ts';
import type { Advance } from './work-port.ts';
import type { CodeNotifier, Logger, Notifier, OperatorNotifier, WishNotifier } from './ports.ts';
import type { RailBook, RefundRail, SessionRail } from './rail-port.ts';
import type { ReceiptService } from './receipts.ts';
import { createReconciliation } from './reconciliation.ts';
import type { ReconciliationService } from './reconciliation.ts';
import { createRefundPursuit } from './refund-pursuit.ts';
import type { RefundPursuit } from './refund-pursuit.ts';
import { createRefundWishes } from './refund-wishes.ts';
import type { RefundWishService } from './refund-wishes.ts';
import { createRefunds } from './refunds.ts';
import type { RefundService } from './refunds.ts';
import { createReviewDesk } from './review-desk.ts';
import type { ReviewDesk } from './review-desk.ts';
import type { Store } from './storage-port.ts';
import type { Assortment } from './assortment.ts';
import type { Suppliers } from './suppliers.ts';
import { createTakingBack } from './taking-back.ts';

/** All that money can meet between whoever paid and what they get for it. */
export interface MoneyPath {
  readonly checkout: Checkout;
  /** Absent where no rail has pages of its own. */
  readonly sessions: CheckoutSessions | undefined;
  readonly fulfilment: FulfilmentService;
  readonly codes: CodeService;
  readonly codeUpkeep: CodeUpkeep;
  readonly refunds: RefundService;
  readonly refundWishes: RefundWishService;
  readonly pursuit: RefundPursuit;
  readonly disputes: DisputeService;
  readonly reconciliation: ReconciliationService;
  readonly reviewDesk: ReviewDesk;
  readonly caseNews: CaseNews;
}

/** Joins the services through which money goes, in the order in which it meets them. */
export function createMoneyPath({
  store,
  suppliers,
  assortment,
  cards,
  rails,
  receipts,
  notifier,
  codeNotifier,
  wishNotifier,
  operatorNotifier,
  describe,
  mayPay,
  refundAtOnce,
  hearsEvents,
  finishClaims,
  replay,
  newCode,
  clock,
  newId,
  logger,
}: {
  store: Store;
  suppliers: Suppliers;
  assortment: Assortment;
  cards: CardService;
  rails: {
    /** Those that are switched on. Money that came by another one still goes back by it. */
    readonly offered: ReadonlySet<Rail>;
    /** The one with pages of its own. */
    readonly pages: SessionRail | undefined;
    readonly refunds: Readonly<Partial<Record<Rail, RefundRail>>>;
    readonly books: Readonly<Partial<Record<Rail, RailBook>>>;
  };
  receipts: ReceiptService;
  notifier: Notifier;
  codeNotifier: CodeNotifier;
  wishNotifier: WishNotifier;
  operatorNotifier: Pick<OperatorNotifier, 'disputeEnded'>;
  describe: DescribeOrder;
  /** In a test deployment only operators pay. */
  mayPay: (payerId: CustomerId) => boolean;
  /** A test deployment with a real token gives real money back after delivery. */
  refundAtOnce: (payment: Payment) => boolean;
  /** Whether the events of the rail with pages reach us; until they do it is asked often. */
  hearsEvents: () => boolean;
  finishClaims: (id: CustomerId) => Promise<Advance>;
  /** Handles an update that waits again, after those that its chat has sent since. */
  replay: (updateNumber: string) => Promise<void>;
  /** A fresh activation code, from a secure random source. */
  newCode: () => ActivationCode;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): MoneyPath {
  const common = { store, suppliers, cards, clock, newId, logger };
  const checkout = createCheckout({ ...common, mayPay });
  const takingBack = createTakingBack(common);
  const fulfilment = createFulfilment({
    ...common,
    assortment,
    takingBack,
    notifier,
    codeNotifier,
    receipts,
    newCode,
    refundAtOnce,
  });
  const refunds = createRefunds({
    ...common,
    rails: rails.refunds,
    notifier,
    applyPayment: checkout.applyIn,
  });
  const disputes = createDisputes({ ...common, notifier, codeNotifier, operatorNotifier });
  const refundWishes = createRefundWishes({ ...common, takingBack });
  const sessions =
    rails.pages &&
    createCheckoutSessions({
      ...common,
      rail: rails.pages,
      notifier,
      describe,
      applyPayment: checkout.applyPayment,
      disputes,
      refunds,
      mayPay,
      hearsEvents,
    });
  const { offered, pages, books } = rails;
  const askOutside = createOutside({ ...common, pages, rails: rails.refunds, books });
  return {
    checkout,
    sessions,
    fulfilment,
    codes: createActivationCodes({ ...common, assortment }),
    codeUpkeep: createCodeUpkeep({ ...common, notifier: codeNotifier }),
    refunds,
    refundWishes,
    pursuit: createRefundPursuit({ ...common, takingBack, notifier: wishNotifier }),
    disputes,
    reconciliation: createReconciliation({ ...common, books, offered, refunds }),
    reviewDesk: createReviewDesk({
      ...common,
      askOutside,
      advanceOrder: fulfilment.advance,
      lookAtPage: sessions?.look,
      finishClaims,
      refundWishes,
      replay,
    }),
    caseNews: createCaseNews({ ...common, notifier }),
  };
}
