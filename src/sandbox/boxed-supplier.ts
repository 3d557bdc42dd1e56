import { Hono } from 'hono';
import type { ProfileRef } from '../domain/card.ts';
import { catalogueFor } from '../domain/plan.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Clock } from '../domain/time.ts';
import type { RealSupplier, SupplierKeys } from '../esim/connect.ts';
import type { SandboxControls } from '../esim/sandbox/controls.ts';
import type { PackageMap } from '../services/supply-port.ts';

/** A real supplier in a box, over HTTP. */
export interface BoxedSupplier {
  readonly routes: Hono;
  /** What it is reached with, when its routes are found at this origin. */
  keysAt(origin: string): SupplierKeys;
  /** The two cards that a new customer finds, by the supplier's names for them. */
  demoProfiles(owner: string): Promise<readonly { ref: ProfileRef; coverage: string }[]>;
  readonly controls: SandboxControls;
  close(): Promise<void>;
}

interface Options {
  /** Holds its books. */
  readonly file: string;
  /** All that we sell. */
  readonly catalogue: Catalogue;
  readonly packages: PackageMap;
  readonly clock: Clock;
}

/** Only the one that is asked for is loaded. */
export function openBoxedSupplier(id: RealSupplier, options: Options): Promise<BoxedSupplier> {
  return id === 'esimaccess' ? openEsimAccess(options) : openAiralo(options);
}

async function openEsimAccess(options: Options): Promise<BoxedSupplier> {
  const [{ ESIM_ACCESS_CREDENTIALS, createEsimAccessBox }, { renewalRuleOf }] = await Promise.all([
    import('./esim-access/esim-access.ts'),
    import('../esim/esim-access/goods.ts'),
  ]);
  const catalogue = catalogueFor(options.catalogue, options.packages, renewalRuleOf);
  const { api, ...box } = createEsimAccessBox({ ...options, catalogue });
  return {
    ...box,
    routes: new Hono().route('/esimaccess', api),
    keysAt: (origin) => ({ esimaccess: { ...ESIM_ACCESS_CREDENTIALS, baseUrl: `${origin}/esimaccess` } }),
  };
}

async function openAiralo(options: Options): Promise<BoxedSupplier> {
  const [{ AIRALO_CREDENTIALS, createAiraloBox }, { renewalRuleOf }] = await Promise.all([
    import('./airalo/airalo.ts'),
    import('../esim/airalo/renewal-rule.ts'),
  ]);
  const catalogue = catalogueFor(options.catalogue, options.packages, renewalRuleOf);
  const { api, ...box } = createAiraloBox({ ...options, catalogue });
  return {
    ...box,
    routes: new Hono().route('/airalo', api),
    keysAt: (origin) => ({ airalo: { ...AIRALO_CREDENTIALS, baseUrl: `${origin}/airalo` } }),
  };
}
