import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import type { ProfileRef } from '../../../src/domain/card.ts';
import { catalogueFor } from '../../../src/domain/plan.ts';
import { hour } from '../../../src/domain/time.ts';
import { createAiralo } from '../../../src/esim/airalo/airalo.ts';
import { renewalRuleOf } from '../../../src/esim/airalo/renewal-rule.ts';
import { AIRALO_CREDENTIALS, createAiraloBox } from '../../../src/sandbox/airalo/airalo.ts';
import type { Manners } from '../../../src/sandbox/airalo/manners.ts';
import type { EsimProvider } from '../../../src/services/supply-port.ts';
import { readCatalogue } from '../../../src/storage/catalogue-file.ts';
import { readSupplierFile } from '../../../src/storage/supplier-file.ts';

const whole = readCatalogue('db/catalogue.json');
const mapped = readSupplierFile('db/suppliers/airalo.json', whole);

/** What Airalo sells of our plans, under its own rule of renewal. */
export const catalogue = catalogueFor(whole, mapped, renewalRuleOf);

type BoxOptions = Partial<Pick<Parameters<typeof createAiraloBox>[0], 'packages' | 'faults'>>;

/** Airalo in a box behind a real port of this machine, the adapter that talks to it, and a clock that waiting moves. */
export async function createAiraloSupply({
  packages = mapped,
  faults,
  ...manners
}: BoxOptions & Partial<Manners> = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'airalo-'));
  const file = path.join(dir, 'supplier.db');
  let now = Date.UTC(2026, 5, 1, 9, 7, 31);
  const clock = (): number => now;
  const sleep = (milliseconds: number): Promise<void> => {
    now += milliseconds;
    return Promise.resolve();
  };
  const logged: string[] = [];
  const log = (facts: object, message: string): void =>
    void logged.push(`${message} ${JSON.stringify(facts)}`);
  const logger = { info: log, warn: log, error: log };
  const openBox = () =>
    createAiraloBox({
      file,
      catalogue,
      packages,
      clock,
      sleep,
      autoInstallMs: null,
      manners,
      ...(faults && { faults }),
    });
  let box = openBox();
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>(
    (resolve) => {
      const opened = serve(
        { fetch: (request, env) => box.api.fetch(request, env), port: 0, hostname: '127.0.0.1' },
        (info) => resolve({ server: opened, port: info.port }),
      );
    },
  );
  const baseUrl = `http://127.0.0.1:${port}`;
  const open = (keys = AIRALO_CREDENTIALS) =>
    createAiralo({
      ...keys,
      baseUrl,
      packages,
      catalogue,
      fetch: globalThis.fetch,
      clock,
      logger,
      sleep,
    });
  let running = open();

  async function card(key: string, planId: string): Promise<ProfileRef> {
    const placed = await running.provider.placeOrder({ key, planId });
    if (placed.kind !== 'placed') throw new Error(`${key} is ${placed.kind}`);
    return placed.ref;
  }

  return {
    get box() {
      return box;
    },
    /** As another process would find it. */
    restartBox: async (): Promise<void> => {
      await box.close();
      box = openBox();
    },
    baseUrl,
    logged,
    keys: AIRALO_CREDENTIALS,
    open,
    get provider(): EsimProvider {
      return running.provider;
    },
    get optIn() {
      return running.optIn;
    },
    now: clock,
    advance: (milliseconds: number): void => {
      now += milliseconds;
    },
    restart: (): EsimProvider => {
      running = open();
      return running.provider;
    },
    card,
    /** A card that has been in use for an hour. */
    usedCard: async (key: string, planId: string): Promise<ProfileRef> => {
      const ref = await card(key, planId);
      box.controls.setProfileState(ref.id, 'enabled');
      now += hour;
      return ref;
    },
    close: async (): Promise<void> => {
      await new Promise((resolve) => {
        server.close(resolve);
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await box.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
