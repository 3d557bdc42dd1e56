import type { Kysely } from 'kysely';
import type { NewId } from '../domain/ids.ts';
import type { Clock } from '../domain/time.ts';
import type { Repositories, Store } from '../services/storage-port.ts';
import { createAddresses } from './addresses.ts';
import { createAlerts } from './alerts.ts';
import { createActivationCodes } from './activation-codes.ts';
import { createAudit } from './audit.ts';
import { createAttempts } from './attempts.ts';
import { createCardLinks } from './card-links.ts';
import { createCardNotices } from './card-notices.ts';
import { createCards } from './cards.ts';
import { createClaimRequests } from './claim-requests.ts';
import { createClaims } from './claims.ts';
import { createCustomers } from './customers.ts';
import { createDisputes } from './disputes.ts';
import { createFulfilments } from './fulfilments.ts';
import type { Digest } from './digest.ts';
import { receiverAtOnce, transactWithHandOver } from './hand-over.ts';
import type { JobReceiver, OnJobs } from './hand-over.ts';
import { createJobs } from './jobs.ts';
import { createLimits } from './limits.ts';
import { createListings } from './listings.ts';
import { createMails } from './mails.ts';
import { createOneTimeCodes } from './one-time-codes.ts';
import { createOrders } from './orders.ts';
import { createPayments } from './payments.ts';
import { createReconciliations } from './reconciliations.ts';
import { createRefundWishes } from './refund-wishes.ts';
import { createRefunds } from './refunds.ts';
import { createReviews } from './reviews.ts';
import { createSalePauses } from './sale-pauses.ts';
import { createShares } from './shares.ts';
import { createSoldCards } from './sold-cards.ts';
import type { Executor, Tables } from './tables.ts';
import { createUpdates } from './updates.ts';
import type { Vault } from './vault.ts';

/**
 * All repositories over one database. `onJobs` hears after each commit of the jobs that this process now holds and has to run; an empty
 * list says that some job became due. Without it, jobs only wait in their table.
 */
export function createStore({
  db,
  vault,
  digest,
  clock,
  newId,
  onJobs,
}: {
  db: Kysely<Tables>;
  vault: Vault;
  digest: Digest;
  clock: Clock;
  newId: NewId;
  onJobs?: OnJobs;
}): Store {
  const bind = (executor: Executor, receiver: JobReceiver | undefined): Repositories => {
    const jobs = createJobs({ db: executor, clock, newId, receiver });
    // The sweep tells operators of new cases: with a dispute every hour counts, so it does not wait for its minute.
    const sweep = (): Promise<void> => jobs.send({ kind: 'sweep', key: 'sweep' });
    return {
      customers: createCustomers(executor),
      cards: createCards(executor, vault),
      shares: createShares(executor, vault),
      cardLinks: createCardLinks(executor, digest),
      cardNotices: createCardNotices(executor),
      orders: createOrders(executor),
      activationCodes: createActivationCodes({ db: executor, vault, digest }),
      attempts: createAttempts(executor),
      payments: createPayments(executor),
      refunds: createRefunds(executor),
      refundWishes: createRefundWishes(executor),
      disputes: createDisputes(executor, newId),
      fulfilments: createFulfilments(executor),
      listings: createListings(executor),
      addresses: createAddresses(executor, { vault, digest }),
      oneTimeCodes: createOneTimeCodes(executor, { vault, digest }),
      mails: createMails(executor, vault),
      claims: createClaims(executor, digest),
      claimRequests: createClaimRequests(executor),
      soldCards: createSoldCards(executor, { vault, digest, newId }),
      reviews: createReviews(executor, newId, sweep),
      audit: createAudit(executor, newId),
      salePauses: createSalePauses(executor),
      reconciliations: createReconciliations(executor),
      alerts: createAlerts(executor),
      updates: createUpdates(executor),
      limits: createLimits(executor, digest),
      jobs,
    };
  };

  return {
    ...bind(db, receiverAtOnce(onJobs)),
    transaction: (work) =>
      transactWithHandOver({ db, onJobs, work: (trx, receiver) => work(bind(trx, receiver)) }),
  };
}
