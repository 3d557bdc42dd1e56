import type { Hono } from 'hono';
import type { ProfileRef } from '../../domain/card.ts';
import type { Catalogue } from '../../domain/plan.ts';
import { second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { SandboxControls } from '../../esim/sandbox/controls.ts';
import { createSandboxProvider } from '../../esim/sandbox/provider.ts';
import type { PackageMap } from '../../services/supply-port.ts';
import { createFaults } from '../faults.ts';
import type { Faults } from '../faults.ts';
import type { BoxEnv } from '../guard.ts';
import { createAccount } from './account.ts';
import { createAssortment } from './assortment.ts';
import { createAiraloControls } from './controls.ts';
import { createDoor } from './door.ts';
import { createLimits } from './limits.ts';
import { usualManners } from './manners.ts';
import type { Manners } from './manners.ts';
import { createOrders } from './orders.ts';
import { openRecords } from './records.ts';
import type { OrderRecord } from './records.ts';
import { createRoutes } from './routes.ts';
import { createSims } from './sims.ts';
import { createTokens } from './tokens.ts';
import type { AiraloCredentials } from './tokens.ts';
import { createWebhooks } from './webhooks.ts';

export const AIRALO_CREDENTIALS: AiraloCredentials = { clientId: 'box', clientSecret: 'box-secret' };

/** Airalo in a box. */
export interface AiraloBox {
  /** `/v2/*`. */
  readonly api: Hono<BoxEnv>;
  readonly faults: Faults;
  readonly manners: Manners;
  /** By the numbers of eSIMs. */
  readonly controls: SandboxControls;
  /** The names of all calls so far. */
  readonly calls: readonly string[];
  /** No token that was given so far is good any more. */
  revokeTokens(): void;
  /** Notices what runs low and posts its webhooks; it does so by itself every second. */
  sweep(): Promise<void>;
  /** The two cards that a new customer finds. */
  demoProfiles(owner: string): Promise<readonly { ref: ProfileRef; coverage: string }[]>;
  /** What was accepted, orders and top-ups, oldest first. */
  accepted(): readonly OrderRecord[];
  close(): Promise<void>;
}

/** Its Partner API over the embedded engine, whose eSIMs live and end by themselves. `file` holds both their books. */
export function createAiraloBox({
  file,
  catalogue,
  packages,
  clock,
  credentials = AIRALO_CREDENTIALS,
  manners: wished = {},
  ...options
}: {
  file: string;
  /** With Airalo's own rules of renewal. */
  catalogue: Catalogue;
  packages: PackageMap;
  clock: Clock;
  credentials?: AiraloCredentials;
  manners?: Partial<Manners>;
} & Pick<
  Parameters<typeof createSandboxProvider>[0],
  'sleep' | 'faults' | 'autoInstallMs' | 'usageLagMs'
>): AiraloBox {
  // Airalo answers an order with its eSIM.
  const {
    provider: engine,
    controls,
    close,
  } = createSandboxProvider({ ...options, file, catalogue, clock, provisioningMs: 0 });
  const manners: Manners = { ...usualManners(), ...wished };
  const records = openRecords(file);
  const faults = createFaults();
  const limits = createLimits({ clock, manners });
  const tokens = createTokens({ credentials, clock });
  const assortment = createAssortment({ catalogue, packages, manners });
  const world = { engine, records, assortment, clock, manners };
  const sims = createSims(world);
  const orders = createOrders({ ...world, sims });
  const secret = credentials.clientSecret;
  const webhooks = createWebhooks({ records, sims, clock, secret, manners });
  const door = createDoor({ faults, tokens, limits, manners });
  const account = createAccount({ engine, records, limits, clock });
  const timer = setInterval(() => void webhooks.sweep().catch(() => undefined), second).unref();

  return {
    api: createRoutes({ door, tokens, limits, assortment, sims, orders, webhooks, account, manners }),
    faults,
    manners,
    controls: createAiraloControls({ controls, records }),
    calls: door.calls,
    revokeTokens: tokens.revoke,
    sweep: webhooks.sweep,
    demoProfiles: async (owner) =>
      ((await engine.demoProfiles?.(owner)) ?? []).map(({ ref: { iccid }, coverage }) => ({
        ref: { id: iccid, iccid },
        coverage,
      })),
    accepted: records.accepted,
    close: async () => {
      clearInterval(timer);
      await webhooks.stop();
      records.close();
      close();
    },
  };
}
