import type { ProfileRef } from '../../domain/card.ts';
import { day, minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { PlanInstance } from '../../domain/usage.ts';
import type { EsimProvider } from '../../services/supply-port.ts';
import type { Assortment } from './assortment.ts';
import type { Manners } from './manners.ts';
import { notFound, recycled } from './refusal.ts';
import type { Records, SimRecord } from './records.ts';
import { recycledUsage, remainingOf, statusOf, usageOf, withZone, zoneless } from './words.ts';

export type Sims = ReturnType<typeof createSims>;

/** One purchase of an eSIM: what the engine says of it, under the names that it has at Airalo. */
export interface Purchase {
  readonly id: number;
  readonly instance: PlanInstance;
  readonly packageId: string;
  readonly described: object;
}

/** The eSIMs of the engine in Airalo's words. */
export function createSims({
  engine,
  records,
  assortment,
  clock,
  manners,
}: {
  engine: EsimProvider;
  records: Records;
  assortment: Assortment;
  clock: Clock;
  manners: Manners;
}) {
  const usages = new Map<string, { at: number; body: object }>();
  const isMock = (): boolean => manners.mode === 'sandbox';

  function known(iccid: string): { sim: SimRecord; ref: ProfileRef } {
    const sim = records.sim(iccid);
    if (!sim) throw notFound();
    return { sim, ref: { id: sim.ref, iccid } };
  }

  async function isRecycled(ref: ProfileRef): Promise<boolean> {
    return (await engine.getProfile(ref)).state === 'recycled';
  }

  async function purchases(iccid: string): Promise<readonly Purchase[]> {
    const { ref, sim } = known(iccid);
    const [plans, orders] = [await engine.history(ref), records.ordersOf(iccid)];
    return plans.map((instance, index) => {
      const sold = assortment.byPlan(instance.planId);
      const described = sold && assortment.describe(sold, index === 0 ? 'sim' : 'topup');
      return {
        id: orders[index]?.id ?? sim.id * 1000 + index,
        instance,
        packageId: sold?.id ?? instance.planId,
        described: described ?? { id: instance.planId },
      };
    });
  }

  /** As it stands in lists; its order only where it is asked for. */
  async function describe(sim: SimRecord, order: object | undefined): Promise<object> {
    const gone = await isRecycled({ id: sim.ref, iccid: sim.iccid });
    const end = { recycled: gone, recycled_at: gone ? zoneless(clock()) : null };
    return { ...simOf(sim), ...(order && { simable: order }), ...end };
  }

  return {
    known,
    /** The newest first. */
    all: records.sims,
    purchases,
    describe,
    topUps: async (iccid: string): Promise<object> => {
      const { ref } = known(iccid);
      if (await isRecycled(ref)) throw recycled(iccid);
      const offered = (await engine.listTopUps(ref)).flatMap(({ id }) => assortment.byPlan(id) ?? []);
      if (offered.length === 0) return { data: [] };
      return {
        pricing: assortment.pricing(),
        data: offered.map((sold) => assortment.describe(sold, 'topup')),
      };
    },
    /** As it was up to 20 minutes ago, in sandbox mode 60. */
    usage: async (iccid: string): Promise<object> => {
      const { ref } = known(iccid);
      const kept = usages.get(iccid);
      if (kept && clock() - kept.at < (isMock() ? 60 : 20) * minute) return kept.body;
      const gone = await isRecycled(ref);
      const usage = gone ? recycledUsage : usageOf(await engine.history(ref), { mock: isMock() });
      const word = manners.newWord;
      const body = { data: word ? { ...usage, status: word } : usage, meta: { message: 'api.succes' } };
      usages.set(iccid, { at: clock(), body });
      return body;
    },
    /** The newest first, with the zone in its dates. */
    history: async (iccid: string): Promise<object> => {
      const bought = await purchases(iccid);
      const data = bought.toReversed().map(({ id, instance, described }) => ({
        id,
        status: manners.newWord ?? statusOf(instance),
        remaining: remainingOf(instance),
        activated_at: withZone(instance.startedAt),
        expired_at: withZone(instance.expiresAt),
        finished_at: null,
        package: described,
      }));
      return { pricing: assortment.pricing(), data };
    },
  };
}

/** An eSIM as it stands in orders and lists. */
export function simOf({ id, iccid, lpa, at }: SimRecord): object {
  const [, host, token] = lpa.split('$');
  return {
    id,
    created_at: zoneless(at),
    iccid,
    lpa: host,
    imsis: null,
    matching_id: token,
    qrcode: lpa,
    qrcode_url: `https://airalo.invalid/qr?id=${id}&expires=${Math.floor((at + 30 * day) / 1000)}`,
    direct_apple_installation_url: `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${lpa}`,
    airalo_code: null,
    apn_type: 'automatic',
    apn_value: null,
    is_roaming: true,
    confirmation_code: null,
    msisdn: null,
  };
}
