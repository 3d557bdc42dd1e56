import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import type { ProfileRef } from '../../../src/domain/card.ts';
import { catalogueFor } from '../../../src/domain/plan.ts';
import { hour, second } from '../../../src/domain/time.ts';
import { createEsimAccess } from '../../../src/esim/esim-access/esim-access.ts';
import type { EsimAccess } from '../../../src/esim/esim-access/esim-access.ts';
import { renewalRuleOf } from '../../../src/esim/esim-access/goods.ts';
import { listen } from '../../../src/http/server.ts';
import {
  ESIM_ACCESS_CREDENTIALS,
  createEsimAccessBox,
} from '../../../src/sandbox/esim-access/esim-access.ts';
import type { EsimAccessBox } from '../../../src/sandbox/esim-access/esim-access.ts';
import { readCatalogue } from '../../../src/storage/catalogue-file.ts';
import { readSupplierFile } from '../../../src/storage/supplier-file.ts';

const sold = readCatalogue('db/catalogue.json');
export const packages = readSupplierFile('db/suppliers/esimaccess.json', sold);
export const catalogue = catalogueFor(sold, packages, renewalRuleOf);

/** What was logged, to be looked through for what should be or must not be there. */
interface Log {
  readonly lines: string[];
  readonly logger: Record<'info' | 'warn' | 'error', (facts: object, message: string) => void>;
}

export function createLog(): Log {
  const lines: string[] = [];
  const line = (facts: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(facts)}`);
  return { lines, logger: { info: line, warn: line, error: line } };
}

type BoxOptions = Partial<Omit<Parameters<typeof createEsimAccessBox>[0], 'file' | 'clock'>>;

/** The boxed supplier on a port of its own, and the adapter that speaks to it; a clock that only waiting and the test move. */
export async function createSupply({ secretKey, ...options }: BoxOptions & { secretKey?: string } = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'esim-access-'));
  let now = Date.UTC(2026, 5, 1, 9, 7, 31);
  const sleep = (milliseconds: number): Promise<void> => {
    now += milliseconds;
    return Promise.resolve();
  };
  const file = path.join(dir, 'supplier.db');
  const openBox = (): EsimAccessBox =>
    createEsimAccessBox({
      file,
      catalogue,
      packages,
      autoInstallMs: null,
      sleep,
      ...options,
      clock: () => now,
    });
  const face = ({ api }: EsimAccessBox) => new Hono().route('/esimaccess', api);
  let box = openBox();
  let routed = face(box);
  const routes = new Hono();
  routes.all('*', (c) => routed.fetch(c.req.raw, c.env));
  const asked: string[] = [];
  const http = await listen({ routes, host: '127.0.0.1', port: 0 });
  const baseUrl = `http://127.0.0.1:${http.port}/esimaccess`;
  const log = createLog();
  let requests = 0;
  const open = (): EsimAccess =>
    createEsimAccess({
      ...ESIM_ACCESS_CREDENTIALS,
      ...(secretKey !== undefined && { secretKey }),
      baseUrl,
      packages,
      catalogue,
      clock: () => now,
      newRequestId: () => `request-${++requests}`,
      logger: log.logger,
      sleep,
      fetch: (url, init) => {
        asked.push((typeof url === 'string' ? url : '').split('/api/v1/open/')[1] ?? '');
        return fetch(url, init);
      },
    });
  let running = open();

  const supply = {
    get box() {
      return box;
    },
    /** The supplier starts again, with what is in its file; `meanwhile` can change that. */
    reopen: async (meanwhile: (file: string) => void = () => undefined) => {
      await box.close();
      meanwhile(file);
      box = openBox();
      routed = face(box);
    },
    baseUrl,
    log,
    /** The paths of all calls so far. */
    asked,
    now: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    get provider() {
      return running.provider;
    },
    get adapter() {
      return running;
    },
    restart: () => {
      now += 2 * second;
      running = open();
      return running.provider;
    },
    install: ({ id }: ProfileRef) => void box.controls.setProfileState(id, 'enabled'),
    find: (key: string, ref: ProfileRef | null = null) =>
      running.provider.findOrder({ key, since: now - hour, ref }),
    /** A new profile of this plan, ready to be installed. */
    card: async (key: string, planId: string): Promise<ProfileRef> => {
      await running.provider.placeOrder({ key, planId });
      now += 10 * second;
      const found = await supply.find(key);
      if (found.kind !== 'placed') throw new Error(`${key} is ${found.kind}`);
      return found.ref;
    },
    /** A profile of this plan that has been in use for an hour. */
    usedCard: async (key: string, planId: string): Promise<ProfileRef> => {
      const ref = await supply.card(key, planId);
      supply.install(ref);
      now += hour;
      return ref;
    },
    close: async () => {
      await http.stop();
      await box.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return supply;
}
