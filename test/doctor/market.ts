import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { catalogueFor } from '../../src/domain/plan.ts';
import { renewalRuleOf as rulesOfAiralo } from '../../src/esim/airalo/renewal-rule.ts';
import { renewalRuleOf as rulesOfEsimAccess } from '../../src/esim/esim-access/goods.ts';
import { listen } from '../../src/http/server.ts';
import { createAiraloBox } from '../../src/sandbox/airalo/airalo.ts';
import type { AiraloBox } from '../../src/sandbox/airalo/airalo.ts';
import { createEsimAccessBox } from '../../src/sandbox/esim-access/esim-access.ts';
import type { EsimAccessBox } from '../../src/sandbox/esim-access/esim-access.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { readSupplierFile } from '../../src/storage/supplier-file.ts';
import { ownFolder } from '../support/folder.ts';

const db = path.join(import.meta.dirname, '../../db');

/** What must be seen nowhere. */
const keys = { accessCode: 'access-code-of-ours', secretKey: 'secret-key-of-ours' };
const airaloKeys = { clientId: 'client-id-of-ours', clientSecret: 'client-secret-of-ours' };
export const pathSecret = 'a-path-that-nobody-reads';

export interface Market {
  readonly esimAccess: EsimAccessBox;
  readonly airalo: AiraloBox;
  /** The settings of a shop that sells from the first and looks after cards of the second. */
  readonly env: Readonly<Record<string, string>>;
  /** Copies of our files, in which a test may change something. */
  readonly filesIn: string;
  change(file: string, from: string, to: string): void;
}

/** Both real suppliers in boxes, each on a port of its own, and files that fit them. */
export async function openMarket(): Promise<Market> {
  const folder = ownFolder();
  const filesIn = ownFolder();
  cpSync(path.join(db, 'catalogue.json'), path.join(filesIn, 'catalogue.json'));
  cpSync(path.join(db, 'suppliers'), path.join(filesIn, 'suppliers'), { recursive: true });
  const whole = readCatalogue(path.join(db, 'catalogue.json'));
  const packagesOf = (id: string) => readSupplierFile(path.join(db, `suppliers/${id}.json`), whole);
  const ofEsimAccess = packagesOf('esimaccess');
  const esimAccess = createEsimAccessBox({
    file: path.join(folder, 'esimaccess.db'),
    catalogue: catalogueFor(whole, ofEsimAccess, rulesOfEsimAccess),
    packages: ofEsimAccess,
    clock: Date.now,
    credentials: keys,
  });
  const ofAiralo = packagesOf('airalo');
  const airalo = createAiraloBox({
    file: path.join(folder, 'airalo.db'),
    catalogue: catalogueFor(whole, ofAiralo, rulesOfAiralo),
    packages: ofAiralo,
    clock: Date.now,
    credentials: airaloKeys,
  });
  onTestFinished(async () => {
    await airalo.close();
    await esimAccess.close();
  });
  return {
    esimAccess,
    airalo,
    env: {
      ESIM_PROVIDER: 'esimaccess',
      ESIMACCESS_ACCESS_CODE: keys.accessCode,
      ESIMACCESS_SECRET_KEY: keys.secretKey,
      ESIMACCESS_API_URL: await serve(esimAccess.api),
      ESIM_WEBHOOK_PATH_SECRET: pathSecret,
      AIRALO_CLIENT_ID: airaloKeys.clientId,
      AIRALO_CLIENT_SECRET: airaloKeys.clientSecret,
      AIRALO_API_URL: await serve(airalo.api),
      AIRALO_MODE: 'sandbox',
    },
    filesIn,
    change: (name, from, to) => {
      const file = path.join(filesIn, name);
      const text = readFileSync(file, 'utf8');
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      writeFileSync(file, text.replace(from, to));
    },
  };
}

async function serve(api: EsimAccessBox['api']): Promise<string> {
  const routes = new Hono();
  routes.route('/', api);
  const http = await listen({ routes, host: '127.0.0.1', port: 0 });
  onTestFinished(() => http.stop());
  return `http://127.0.0.1:${http.port}`;
}
