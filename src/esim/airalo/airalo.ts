import { setTimeout as pause } from 'node:timers/promises';
import type { Currency } from '../../domain/money.ts';
import type { Catalogue } from '../../domain/plan.ts';
import type { Clock } from '../../domain/time.ts';
import type { Logger } from '../../services/ports.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { EsimProvider, PackageMap, SoldPackage } from '../../services/supply-port.ts';
import { createAssortment } from './assortment.ts';
import { createClient } from './client.ts';
import { decimalOf, hundredths } from './decimal.ts';
import { createOptIn } from './opt-in.ts';
import type { OptIn } from './opt-in.ts';
import { createOrders, listLagMs } from './orders.ts';
import { createProfiles } from './profiles.ts';
import { readRange } from './range.ts';
import { createSearch } from './search.ts';
import { createStandings, usageCacheMs } from './standing.ts';
import { createTopUps } from './top-ups.ts';
import { readWebhook } from './webhook.ts';
import { balanceAnswer } from './wire.ts';

/** Airalo has no other way to take something back. */
const refundsByRequest = 'Airalo refunds only by request, and decides by hand';

/**
 * Airalo's Partner API v2. One host and one pair of keys serve its sandbox and its production alike: which of them answers is a switch at
 * Airalo, and cannot be told from here.
 */
export function createAiralo({
  packages,
  catalogue,
  clock,
  logger,
  clientSecret,
  sleep = (milliseconds) => pause(milliseconds, undefined, { ref: false }),
  ...connection
}: {
  clientId: string;
  clientSecret: string;
  /** An origin, such as `https://partners-api.airalo.com`. */
  baseUrl: string;
  /** What our plans are bought as. */
  packages: PackageMap;
  catalogue: Catalogue;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  logger: Logger;
  sleep?: (milliseconds: number) => Promise<unknown>;
}): { provider: EsimProvider; optIn: OptIn; range: () => Promise<readonly SoldPackage[]> } {
  const client = createClient({ ...connection, clientSecret, clock, sleep });
  const assortment = createAssortment({ client, packages, catalogue, clock, logger });
  const standings = createStandings({ client, clock });
  const profiles = createProfiles({ client, standings, assortment, packages, catalogue, logger });
  const topUps = createTopUps({ client, profiles, standings, packages, catalogue, clock });
  const orders = createOrders({ client, assortment, topUps, changed, packages, logger });

  function changed(iccid: string): void {
    standings.forget(iccid);
    topUps.forget(iccid);
  }

  const provider: EsimProvider = {
    id: 'airalo',
    capabilities: { idempotentOrders: false, reinstall: 'never', usageCacheMs, listLagMs },
    listPlans: async () =>
      [...(await assortment.fresh()).offers.values()].map(({ id, cost, least }) => ({
        id,
        cost,
        ...(least && { least }),
      })),
    listTopUps: async (ref) =>
      (await topUps.shown(ref)).map(({ id, cost, least }) => ({ id, cost, ...(least && { least }) })),
    ...orders,
    findProfile: createSearch({ client, profiles, clock }),
    getProfile: profiles.get,
    getUsage: profiles.usage,
    history: profiles.history,
    cancel: () => Promise.resolve({ kind: 'refused', reason: refundsByRequest }),
    balance: async () => {
      const { data } = await client.read({ path: 'balance', subject: 'account', shape: balanceAnswer });
      const { amount, currency } = data.balances.availableBalance;
      const told = decimalOf(amount);
      if (!told || !isCurrency(currency)) throw new ProviderError('temporary', 'Airalo told no balance');
      return { amount: hundredths(told, 'down'), currency };
    },
    parseWebhook: (request) => {
      const result = readWebhook(clientSecret, request);
      // What is asked because of it must be answered anew.
      if (result.kind === 'events') for (const { ref } of result.events) if (ref) changed(ref.iccid);
      return Promise.resolve(result);
    },
  };
  return { provider, optIn: createOptIn({ client }), range: () => readRange(client) };
}

function isCurrency(text: string): text is Exclude<Currency, 'XTR'> {
  return text === 'USD' || text === 'EUR' || text === 'CNY';
}
