import { Hono } from 'hono';
import type { ProfileRef } from '../../domain/card.ts';
import type { Catalogue } from '../../domain/plan.ts';
import { second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Credentials } from '../../esim/esim-access/signature.ts';
import type { SandboxControls } from '../../esim/sandbox/controls.ts';
import { planElsewhere } from '../../esim/sandbox/demo.ts';
import { createSandboxProvider } from '../../esim/sandbox/provider.ts';
import type { PackageMap } from '../../services/supply-port.ts';
import { createFaults } from '../faults.ts';
import { type BoxEnv, loopbackOnly, sameOrigin } from '../guard.ts';
import { type OrderRow, openBook } from './book.ts';
import { createCounter } from './counter.ts';
import { createEntrance } from './entrance.ts';
import { type EsimAccessFault, type Manners, usualManners } from './manners.ts';
import { createPackages } from './packages.ts';
import { createProfiles } from './profiles.ts';
import { createProtocol } from './protocol.ts';
import { createReading } from './reading.ts';
import { createTill } from './till.ts';
import { createWebhooks } from './webhooks.ts';

export const ESIM_ACCESS_CREDENTIALS: Credentials = { accessCode: 'box', secretKey: 'box-secret' };

/** eSIM Access in a box. */
export interface EsimAccessBox {
  /** `/api/v1/open/*`. */
  readonly api: Hono<BoxEnv>;
  readonly faults: ReturnType<typeof createFaults<EsimAccessFault>>;
  readonly manners: Manners;
  readonly controls: SandboxControls;
  /** The cards that every new customer of a demonstration finds. */
  demoProfiles(owner: string): Promise<readonly { ref: ProfileRef; coverage: string }[]>;
  /** Notices what has happened by now and posts its webhooks; it does so by itself every second. */
  sweep(): Promise<void>;
  /** What was accepted, orders and top-ups, oldest first. */
  accepted(): readonly OrderRow[];
  close(): Promise<void>;
}

/** The supplier's HTTP face over the embedded engine: its protocol, its units, its states, its refusals. `file` holds both their books. */
export function createEsimAccessBox({
  file,
  catalogue,
  packages: map,
  clock,
  credentials = ESIM_ACCESS_CREDENTIALS,
  manners: wished = {},
  ...engine
}: {
  file: string;
  /** With the supplier's own rules of renewal. */
  catalogue: Catalogue;
  packages: PackageMap;
  clock: Clock;
  credentials?: Credentials;
  manners?: Partial<Manners>;
} & Pick<
  Parameters<typeof createSandboxProvider>[0],
  'sleep' | 'provisioningMs' | 'autoInstallMs' | 'usageLagMs'
>): EsimAccessBox {
  const packages = createPackages({ catalogue, packages: map });
  const { provider, controls, close } = createSandboxProvider({
    ...engine,
    file,
    catalogue,
    clock,
    costOf: packages.costOf,
  });
  const book = openBook(file);
  const manners: Manners = { ...usualManners(), ...wished };
  const faults = createFaults<EsimAccessFault>();
  const profiles = createProfiles({ book, provider, packages });
  const till = createTill({ book, provider, packages, profiles, manners });
  const counter = createCounter({ book, provider, packages, till, profiles, manners, clock });
  const reading = createReading({ book, provider, profiles, counter, manners, clock });
  const webhooks = createWebhooks({ book, profiles, made: reading.made, manners, clock });

  const answer = createProtocol({
    entrance: createEntrance({ credentials, clock }),
    manners,
    faults,
    calls: {
      'package/list': till.list,
      'esim/order': counter.order,
      'esim/topup': counter.topUp,
      'esim/query': reading.query,
      'esim/usage/query': reading.usage,
      'esim/cancel': reading.cancel,
      'balance/query': reading.balance,
      'webhook/save': webhooks.save,
      'webhook/query': webhooks.saved,
    },
  });

  const api = new Hono<BoxEnv>().basePath('/api/v1/open').use(loopbackOnly, sameOrigin);
  api.post('/*', (c) => answer(c, new URL(c.req.url).pathname.split('/api/v1/open/')[1] ?? ''));
  const timer = setInterval(() => void webhooks.sweep().catch(() => undefined), second).unref();

  return {
    api,
    faults,
    manners,
    controls: {
      ...controls,
      cardElsewhere: (owner) => {
        const card = controls.cardElsewhere(owner);
        counter.enter(controls.idElsewhere(owner), planElsewhere);
        return card;
      },
    },
    demoProfiles: async (owner) => {
      const made = (await provider.demoProfiles?.(owner)) ?? [];
      for (const { ref } of made) counter.enter(ref.id, (await provider.history(ref))[0]?.planId ?? '');
      return made;
    },
    sweep: () => webhooks.sweep(),
    accepted: () => book.all(),
    close: async () => {
      clearInterval(timer);
      await webhooks.stop();
      book.close();
      close();
    },
  };
}
