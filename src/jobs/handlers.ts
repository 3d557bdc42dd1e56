import type {
  AttemptId,
  CardId,
  CodeId,
  CustomerId,
  DisputeId,
  MailId,
  OrderId,
  PaymentId,
  RefundId,
} from '../domain/ids.ts';
import type { ReconciliationKind } from '../domain/reconciliation.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { CaseNews } from '../services/case-news.ts';
import type { CardNews } from '../services/card-news.ts';
import type { CardService } from '../services/cards.ts';
import type { CodeUpkeep } from '../services/code-upkeep.ts';
import type { Checkout } from '../services/checkout.ts';
import type { ClaimRequestService } from '../services/claim-requests.ts';
import type { Collecting } from '../services/collecting.ts';
import type { CheckoutSessions } from '../services/checkout-sessions.ts';
import type { DisputeService } from '../services/disputes.ts';
import type { FulfilmentService } from '../services/fulfilment.ts';
import type { Mailing } from '../services/mailing.ts';
import type { Logger } from '../services/ports.ts';
import type { Advance, JobKind } from '../services/work-port.ts';
import type { ReconciliationService } from '../services/reconciliation.ts';
import type { RefundPursuit } from '../services/refund-pursuit.ts';
import type { RefundService } from '../services/refunds.ts';
import type { SupplierLists } from '../services/supplier-lists.ts';
import type { JobHandler } from './execution.ts';

/** What each kind of job does; its key is the id of what it is about. */
export function createHandlers({
  checkout,
  sessions,
  fulfilment,
  refunds,
  pursuit,
  caseNews,
  disputes,
  mailing,
  claimRequests,
  cardNews,
  cards,
  collecting,
  codeUpkeep,
  reconciliation,
  supplierLists,
  sweeps,
  clock,
  logger,
}: {
  checkout: Checkout;
  /** Absent where no rail has pages of its own. */
  sessions: CheckoutSessions | undefined;
  fulfilment: FulfilmentService;
  refunds: RefundService;
  pursuit: RefundPursuit;
  caseNews: CaseNews;
  disputes: Pick<DisputeService, 'tell'>;
  mailing: Mailing;
  claimRequests: ClaimRequestService;
  cardNews: CardNews;
  cards: Pick<CardService, 'recheck'>;
  collecting: Pick<Collecting, 'finish'>;
  codeUpkeep: Pick<CodeUpkeep, 'tellUsed'>;
  reconciliation: ReconciliationService;
  supplierLists: Pick<SupplierLists, 'look'>;
  /** The regular looks over everything, each on its own. */
  sweeps: readonly (() => Promise<unknown>)[];
  clock: Clock;
  logger: Logger;
}): Readonly<Record<JobKind, JobHandler>> {
  return {
    attempt: async (job) => sessions && next(await sessions.look(job.key as AttemptId)),
    payment: (job) => checkout.applyPayment(job.key as PaymentId, job),
    order: async (job) => next(await fulfilment.advance(job.key as OrderId, job)),
    claim: (job) => claimRequests.tell(job.key),
    collect: async (job) => next(await collecting.finish(job.key as CustomerId)),
    notice: (job) => cardNews.tell(job.key),
    card: (job) => cards.recheck(job.key as CardId),
    refund: async (job) => next(await refunds.run(job.key as RefundId)),
    case: (job) => caseNews.tell(job.key as Parameters<CaseNews['tell']>[0]),
    wish: async (job) => next(await pursuit.advance(job.key as OrderId)),
    went_back: (job) => refunds.tellWentBack(job.key as RefundId),
    dispute: (job) => disputes.tell(job.key as DisputeId),
    mail: async (job) => next(await mailing.run(job.key as MailId, job)),
    reconcile: async (job) => next(await reconciliation.run(job.key as ReconciliationKind)),
    supplier_list: async (job) => next(await supplierLists.look(job.key)),
    code: (job) => codeUpkeep.tellUsed(job.key as CodeId),
    sweep: async () => {
      // Again in any case: the sweep itself must never be lost.
      for (const sweep of sweeps)
        await sweep().catch((error: unknown) => logger.error({ error: String(error) }, 'A sweep failed'));
      return { again: clock() + minute };
    },
  };
}

function next(advance: Advance): { again: number } | undefined {
  return advance.kind === 'again' ? { again: advance.at } : undefined;
}
