import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProfileRef } from '../../../src/domain/card.ts';
import type { Catalogue, Plan } from '../../../src/domain/plan.ts';
import { hour } from '../../../src/domain/time.ts';
import { createSandboxProvider } from '../../../src/esim/sandbox/provider.ts';
import type { EsimProvider } from '../../../src/services/supply-port.ts';
import { readCatalogue } from '../../../src/storage/catalogue-file.ts';
import { sought } from '../../support/sought.ts';

type Options = Parameters<typeof createSandboxProvider>[0];
type Webhook = Parameters<EsimProvider['parseWebhook']>[0];

const sold = readCatalogue('db/catalogue.json');

/** The catalogue with a plan of ordinary facts under each of these ids. */
export function catalogueWith(...ids: readonly string[]): Catalogue {
  const ordinary = planNamed('it-5gb-30d');
  const magic = ids.map((id): [string, Plan] => [id, { ...ordinary, id }]);
  return { ...sold, plans: new Map([...sold.plans, ...magic]) };
}

export function planNamed(id: string): Plan {
  const plan = sold.plans.get(id);
  if (!plan) throw new Error(`no plan ${id}`);
  return plan;
}

/** A sandbox supplier with a clock of its own, which waiting moves; profiles are installed by hand. */
export function createSupply(options: Partial<Omit<Options, 'clock'>> = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'supply-'));
  let now = Date.UTC(2026, 5, 1, 9, 7, 31);
  const webhooks: Webhook[] = [];
  const open = () =>
    createSandboxProvider({
      file: path.join(dir, 'supply.db'),
      catalogue: sold,
      autoInstallMs: null,
      deliver: (request) => void webhooks.push(request),
      sleep: (milliseconds) => {
        now += milliseconds;
        return Promise.resolve();
      },
      ...options,
      clock: () => now,
    });
  let running = open();
  const supply = {
    webhooks,
    get provider() {
      return running.provider;
    },
    get controls() {
      return running.controls;
    },
    now: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    restart: () => {
      running.close();
      running = open();
      return running.provider;
    },
    /** A new profile of this plan, ready to be installed. */
    card: async (key: string, planId: string): Promise<ProfileRef> => {
      await running.provider.placeOrder({ key, planId });
      now += 10_000;
      const found = await running.provider.findOrder(sought(key));
      if (found.kind !== 'placed') throw new Error(`${key} is ${found.kind}`);
      return found.ref;
    },
    /** A profile of this plan that has been in use for an hour. */
    usedCard: async (key: string, planId: string): Promise<ProfileRef> => {
      const ref = await supply.card(key, planId);
      running.controls.setProfileState(ref.id, 'enabled');
      now += hour;
      return ref;
    },
    close: () => {
      running.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return supply;
}
