import { Hono } from 'hono';
import type { Context } from 'hono';
import type { ProfileRef } from '../../domain/card.ts';
import type { Catalogue } from '../../domain/plan.ts';
import { second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Credentials } from '../../esim/esim-access/signature.ts';
import type { SandboxControls } from '../../esim/sandbox/controls.ts';
import { planElsewhere } from '../../esim/sandbox/demo.ts';
import { createSandboxProvider } from '../../esim/sandbox/provider.ts';
import type { PackageMap } from '../../services/supply-port.ts';
import { createFaults, hangUp } from '../faults.ts';
import { type BoxEnv, loopbackOnly, sameOrigin } from '../guard.ts';
import { type OrderRow, openBook } from './book.ts';
import { createCounter } from './counter.ts';
import { createEntrance } from './entrance.ts';
import { type EsimAccessFault, type Manners, usualManners } from './manners.ts';
import { createPackages } from './packages.ts';
import { createProfiles } from './profiles.ts';
import { createReading } from './reading.ts';
import { EsimAccessRefusal } from './refusal.ts';
import { listRequest, read } from './requests.ts';
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
  const entrance = createEntrance({ credentials, clock });
  const profiles = createProfiles({ book, provider, packages });
  const counter = createCounter({ book, provider, packages, profiles, manners, clock });
  const reading = createReading({ book, provider, profiles, counter, manners, clock });
  const webhooks = createWebhooks({ book, profiles, made: reading.made, manners, clock });

  async function list(content: unknown): Promise<object> {
    const wish = read(listRequest, content);
    const names = [wish.slug, wish.packageCode].filter((name) => name !== '');
    const all = wish.type === 'TOPUP' ? await topUps(wish) : packages.all();
    const packageList = all.filter(
      ({ slug, packageCode, location }) =>
        (names.length === 0 || names.includes(slug) || names.includes(packageCode)) &&
        (wish.locationCode === '' || location === wish.locationCode),
    );
    return { packageList };
  }

  async function topUps({ esimTranNo, iccid }: { esimTranNo: string; iccid: string }) {
    const found = esimTranNo === '' ? await provider.findProfile({ iccid }) : undefined;
    return counter.topUps(found?.ref.id ?? esimTranNo);
  }

  const calls: Readonly<Record<string, (content: unknown) => unknown>> = {
    'package/list': list,
    'esim/order': counter.order,
    'esim/topup': counter.topUp,
    'esim/query': reading.query,
    'esim/usage/query': reading.usage,
    'esim/cancel': reading.cancel,
    'balance/query': reading.balance,
    'webhook/save': webhooks.save,
    'webhook/query': webhooks.saved,
  };

  /** One call: who asks, what goes wrong on purpose, the work, the answer. `name` is how faults call it. */
  async function answer(c: Context<BoxEnv>, name: string): Promise<Response> {
    const fault = faults.take(name);
    if (fault?.kind === 'drop_before') return hangUp(c);
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault?.kind === 'status') return outage(fault.status, fault.retryAfter);
    if (manners.limited && !entrance.hasRoom()) return outage(429, 1);
    const body = await c.req.text();
    const envelope = await carriedOut(() => {
      entrance.check((header) => c.req.header(header), body);
      if (fault?.kind === 'refusal') throw new EsimAccessRefusal(fault.code, 'a refusal on purpose');
      const work = calls[name];
      if (!work) throw new EsimAccessRefusal('000103', 'no such method');
      return work(parsed(body));
    });
    if (fault?.kind === 'drop_after') return hangUp(c);
    const { success } = manners;
    return Response.json(
      success === 'boolean' ? envelope : { ...envelope, success: String(envelope.success) },
    );
  }

  async function carriedOut(work: () => unknown): Promise<{ success: boolean }> {
    try {
      const obj = await work();
      const told = manners.numbers === 'number' ? obj : asText(obj);
      return Object.assign({ success: true }, { errorCode: '0', errorMsg: null, obj: told });
    } catch (error) {
      const refusal =
        error instanceof EsimAccessRefusal ? error : new EsimAccessRefusal('000001', String(error));
      return Object.assign(
        { success: false },
        { errorCode: refusal.code, errorMsg: refusal.message, obj: null },
      );
    }
  }

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

/** A gateway's page, or the supplier's wish for a pause. */
function outage(status: number, retryAfter: number | undefined): Response {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  if (status >= 500) return new Response(`<html><h1>${status} Bad Gateway</h1></html>`, { status, headers });
  return Response.json(
    { success: false, errorCode: String(status), errorMsg: 'Too Many Requests' },
    { status, headers },
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new EsimAccessRefusal('000104', 'the request is not JSON');
  }
}

function asText(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'number' ? String(one) : one,
  ) as unknown;
}
