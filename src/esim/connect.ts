import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { catalogueFor } from '../domain/plan.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Clock } from '../domain/time.ts';
import type { Logger } from '../services/ports.ts';
import { ProviderError } from '../services/supply-port.ts';
import type { PackageMap, SoldPackage } from '../services/supply-port.ts';
import type { Supplier } from '../services/suppliers.ts';

/** What real suppliers are reached with; those without keys are off. `baseUrl` is an origin. */
export interface SupplierKeys {
  readonly esimaccess?: { readonly accessCode: string; readonly secretKey: string; readonly baseUrl: string };
  readonly airalo?: { readonly clientId: string; readonly clientSecret: string; readonly baseUrl: string };
}
export type RealSupplier = keyof SupplierKeys;

/** How requests go out, and how it is waited, in milliseconds. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** A real supplier behind the supply port. */
export interface Connection extends Supplier {
  /** What our plans are bought as. */
  readonly packages: PackageMap;
  /** All that it sells, to choose packages from. */
  range(): Promise<readonly SoldPackage[]>;
  /** Where its webhooks go now, where it can be asked that. */
  hearsAt?(): Promise<string>;
  /** Has its webhooks sent to this address, which it tries at once. Throws ProviderError. */
  hearAt(url: string): Promise<void>;
}

/** Reaches every supplier that has keys; their code is loaded only then, and nothing is asked yet. */
export async function connectSuppliers({
  keys,
  catalogue: whole,
  packagesOf,
  clock,
  logger,
  fetch = globalThis.fetch,
  sleep = (milliseconds) => pause(milliseconds, undefined, { ref: false }),
}: {
  keys: SupplierKeys;
  /** All that we sell. */
  catalogue: Catalogue;
  /** Which package each of them has for our plans. */
  packagesOf: (supplier: RealSupplier) => PackageMap;
  clock: Clock;
  logger: Logger;
} & Partial<Transport>): Promise<ReadonlyMap<RealSupplier, Connection>> {
  const connections = new Map<RealSupplier, Connection>();
  const common = { clock, logger, fetch, sleep };
  if (keys.esimaccess) {
    const [{ createEsimAccess }, { renewalRuleOf }] = await Promise.all([
      import('./esim-access/esim-access.ts'),
      import('./esim-access/goods.ts'),
    ]);
    const packages = packagesOf('esimaccess');
    const catalogue = catalogueFor(whole, packages, renewalRuleOf);
    const goods = { packages, catalogue, newRequestId: randomUUID };
    const { provider, webhook, saveWebhook, range } = createEsimAccess({
      ...common,
      ...keys.esimaccess,
      ...goods,
    });
    connections.set('esimaccess', {
      provider,
      catalogue,
      packages,
      range,
      hearsAt: webhook,
      hearAt: async (url) => {
        if ((await webhook()) !== url) await saveWebhook(url);
      },
    });
  }
  if (keys.airalo) {
    const [{ createAiralo }, { renewalRuleOf }] = await Promise.all([
      import('./airalo/airalo.ts'),
      import('./airalo/renewal-rule.ts'),
    ]);
    const packages = packagesOf('airalo');
    const catalogue = catalogueFor(whole, packages, renewalRuleOf);
    const { provider, optIn, range } = createAiralo({ ...common, ...keys.airalo, packages, catalogue });
    connections.set('airalo', {
      provider,
      catalogue,
      packages,
      range,
      hearAt: async (url) => {
        const answer = await optIn('webhook_low_data', url);
        if (answer.kind === 'refused') throw new ProviderError('bad_request', answer.reason);
      },
    });
  }
  return connections;
}
