import { minute, second } from '../../domain/time.ts';
import type { Catalogue } from '../../domain/plan.ts';
import type { Clock } from '../../domain/time.ts';
import { isGone } from '../../domain/usage.ts';
import type { Logger } from '../../services/ports.ts';
import type { EsimProvider, PackageMap, SoldPackage, SupplierPlan } from '../../services/supply-port.ts';
import { createPace } from '../pace.ts';
import { createAnswers } from '../answers.ts';
import { steadyClock } from '../steady-clock.ts';
import { onceEach } from '../told-once.ts';
import { cancelEsim } from './cancelling.ts';
import { createClient } from './client.ts';
import { createEsims } from './esims.ts';
import { createFinding } from './finding.ts';
import { createKnown } from './known.ts';
import { creditOf } from './money.ts';
import { supplierPlan } from './offer.ts';
import { createOrdering, mayTopUp } from './ordering.ts';
import { readRange } from './range.ts';
import { EsimAccessRefusal, codes } from './refusal.ts';
import { balanceShape, webhookShape } from './shapes.ts';
import type { Esim } from './shapes.ts';
import { createShelf } from './shelf.ts';
import type { Credentials } from './signature.ts';
import { isStarted, profileStateOf, unknownWords } from './status.ts';
import { figuresOf, instanceOf, profileOf } from './told.ts';
import { createUsages, usageLife } from './usages.ts';
import { eventsOf, readHint } from './webhook.ts';

/** Long enough for somebody who taps to and fro; before an order it is asked anew. */
const topUpsLife = 20 * second;

/** The list may have only what is allocated, which takes half a minute as a rule and may take much longer. */
const allocation = 30 * minute;

/** eSIM Access behind the supply port, and what an operator sets up there. */
export interface EsimAccess {
  readonly provider: EsimProvider;
  /** Has webhooks sent to this address; the supplier tries it at once, and refuses one that does not answer. */
  saveWebhook(url: string): Promise<void>;
  /** Where webhooks go now; empty when nowhere. */
  webhook(): Promise<string>;
  /** All that can be had there, to choose packages from. */
  range(): Promise<readonly SoldPackage[]>;
}

/** `catalogue`: what of ours it sells, with its own rules of renewal (see `renewalRuleOf`). */
export function createEsimAccess({
  packages,
  catalogue,
  clock,
  logger,
  sleep,
  ...connection
}: Credentials & {
  baseUrl: string;
  packages: PackageMap;
  catalogue: Catalogue;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  newRequestId: () => string;
  logger: Logger;
  sleep: (milliseconds: number) => Promise<unknown>;
}): EsimAccess {
  const pace = createPace({ perSecond: 8, kept: 3, patience: 30 * second, clock: steadyClock(clock), sleep });
  const client = createClient({ ...connection, clock, pace });
  const forOrders = createClient({ ...connection, clock, pace, paid: true });
  const esims = createEsims({ client, clock });
  const shelf = createShelf({ client, packages, catalogue, clock, logger });
  const usages = createUsages({ client, clock });
  const known = createKnown();
  const warnOnce = onceEach(logger);
  const topUps = createAnswers({ ask: readTopUps, clock, lifeMs: topUpsLife });
  const { findProfile } = createFinding({ esims, shelf, known, clock });
  const orders = { client: forOrders, esims: createEsims({ client: forOrders, clock }), shelf, known, clock };
  const { placeOrder, placeTopUp } = createOrdering({ ...orders, changed });
  const { findOrder } = createFinding(orders);

  /** A new word of the supplier's is told once, and is nothing that a customer would notice. */
  function heard(esim: Esim): Esim {
    for (const word of unknownWords(esim))
      warnOnce({ word: word.slice(0, 40) }, 'eSIM Access has a new word for the state of a profile');
    return esim;
  }

  async function readTopUps(id: string): Promise<readonly SupplierPlan[]> {
    const esim = heard(await esims.one({ id, iccid: '' }));
    if (isGone(profileStateOf(esim)) || !mayTopUp(esim, clock())) return [];
    return (await shelf.topUpsOf(esim)).map(supplierPlan);
  }

  function changed(id: string): void {
    esims.forget(id);
    usages.forget(id);
    topUps.forget(id);
  }

  return {
    provider: {
      id: 'esimaccess',
      capabilities: {
        idempotentOrders: true,
        reinstall: 'unknown',
        usageCacheMs: usageLife,
        listLagMs: allocation,
      },
      listPlans: () => shelf.onSale(),
      listTopUps: ({ id }) => topUps.of(id),
      placeOrder,
      placeTopUp,
      findOrder,
      findProfile,
      getProfile: async (ref) => {
        try {
          return profileOf(heard(await esims.one(ref)));
        } catch (error) {
          if (!(error instanceof EsimAccessRefusal) || error.code !== codes.stillAllocating) throw error;
          return { ref, state: 'provisioning', lpa: null, installBy: null };
        }
      },
      getUsage: async (ref) => {
        const esim = heard(await esims.one(ref));
        const { told, askedAt = clock() } = isStarted(esim) ? await usages.of(ref.id) : {};
        const most = Math.max(esim.orderUsage ?? 0, told?.dataUsage ?? 0);
        return {
          ...figuresOf(esim, shelf.planOf(esim), most),
          voiceUsedSeconds: 0,
          smsUsed: 0,
          asOf: Math.min(told?.lastUpdateTime ?? askedAt, clock()),
        };
      },
      history: async (ref) => {
        const esim = heard(await esims.one(ref));
        return [instanceOf(esim, shelf.planOf(esim), clock())];
      },
      cancel: (ref) => cancelEsim({ client, esims, ref }).finally(() => changed(ref.id)),
      balance: async () => creditOf((await client.ask('balance/query', {}, balanceShape)).balance),
      parseWebhook: ({ rawBody }) => {
        const hint = readHint(rawBody, known);
        if (!hint) return Promise.resolve({ kind: 'rejected', reason: 'the body is not a notification' });
        // What happens on a phone comes in numbers, and says nothing of usage.
        if (hint.type !== 'SMDP_EVENT' && hint.event.ref) changed(hint.event.ref.id);
        return Promise.resolve(eventsOf(hint));
      },
    },
    // One source has the first name, another the second.
    saveWebhook: async (url) =>
      void (await client.change('webhook/save', { webhook: url, webhookUrl: url }, webhookShape)),
    webhook: async () => {
      const saved = await client.ask('webhook/query', {}, webhookShape);
      return saved?.webhook || saved?.webhookUrl || '';
    },
    range: () => readRange(client),
  };
}
