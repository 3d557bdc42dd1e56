import type { ProfileRef } from '../../domain/card.ts';
import { day } from '../../domain/time.ts';
import type { PlanInstance, ProfileState } from '../../domain/usage.ts';
import type { EsimProvider, Profile } from '../../services/supply-port.ts';
import type { Book, OrderRow } from './book.ts';
import type { Package, Packages } from './packages.ts';

const places: Partial<Record<ProfileState, string>> = {
  downloading: 'DOWNLOAD',
  installed: 'INSTALLATION',
  enabled: 'ENABLED',
  disabled: 'DISABLED',
  deleted: 'DELETED',
};

/** A profile in the supplier's own words. Times are text, volumes in bytes. */
export type EsimDto = ReturnType<typeof esimDto>;

/** What the engine knows of a profile, in the words of the protocol. */
export function createProfiles({
  book,
  provider,
  packages,
}: {
  book: Book;
  provider: EsimProvider;
  packages: Packages;
}) {
  return {
    /** As it is now; throws when the engine has no such profile. */
    dto: async (id: string, manners: { namesTransactions: boolean }) => {
      const ref: ProfileRef = { id, iccid: '' };
      const [profile, history, usage] = await Promise.all([
        provider.getProfile(ref),
        provider.history(ref),
        provider.getUsage(ref),
      ]);
      const rows = book.ofProfile(id);
      const plan = history.findLast(({ state }) => state !== 'cancelled') ?? history.at(-1);
      const bought = rows.map((row) => boughtDto(row, packages, id, manners.namesTransactions));
      return { ...esimDto(profile, plan, rows[0], packages), packageList: bought, asOf: usage.asOf };
    },
  };
}

function esimDto(
  { ref, state, lpa, installBy }: Profile,
  plan: PlanInstance | undefined,
  order: OrderRow | undefined,
  packages: Packages,
) {
  const sold = plan && packages.packageOf(plan.planId);
  const started = plan?.startedAt ?? null;
  const deadline = installBy ?? (order?.at ?? 0) + (sold?.unusedValidTime ?? 180) * day;
  return {
    esimTranNo: ref.id,
    orderNo: order ? orderNo(order) : '',
    transactionId: order?.key ?? '',
    imsi: '454006109846571',
    iccid: ref.iccid,
    msisdn: '',
    smsStatus: sold?.smsStatus ?? 0,
    dataType: sold?.dataType ?? 1,
    // The engine hides a code that is of no use any more; so does this protocol.
    ac: lpa ?? '',
    qrCodeUrl: lpa ? `https://p.qrsim.invalid/${ref.id}.png` : '',
    shortUrl: lpa ? `https://p.qrsim.invalid/${ref.id}` : '',
    smdpStatus: smdpStatus(state, started),
    eid: state === 'ready' || state === 'provisioning' ? '' : '89049032000000000000000000000000',
    activeType: 2,
    activateTime: started === null ? null : wireTime(started),
    installationTime: started === null ? null : wireTime(started),
    expiredTime: wireTime(plan?.expiresAt ?? deadline),
    totalVolume: plan?.dataTotal ?? sold?.volume ?? 0,
    totalDuration: totalDays(plan),
    durationUnit: 'DAY',
    orderUsage: plan?.dataUsed ?? 0,
    esimStatus: esimStatus(state, plan),
    pin: '1234',
    puk: '12345678',
    apn: 'drei.at',
    supportTopUpType: sold?.supportTopUpType ?? 1,
    fupPolicy: sold?.fupPolicy ?? '',
  };
}

function boughtDto(row: OrderRow, packages: Packages, id: string, named: boolean) {
  const sold: Partial<Package> = packages.named(row.package) ?? {};
  return {
    packageName: sold.name,
    packageCode: row.kind === 'topup' ? `TOPUP_${sold.packageCode}` : sold.packageCode,
    slug: sold.slug,
    duration: sold.duration,
    volume: sold.volume,
    locationCode: sold.location?.includes(',') ? '!RG' : sold.location,
    createTime: wireTime(row.at),
    ...(named && { esimTranNo: id, transactionId: row.key }),
  };
}

/** The supplier's number of an order. */
export function orderNo({ seq, at }: Pick<OrderRow, 'seq' | 'at'>): string {
  const digits = new Date(at).toISOString().replaceAll(/\D/g, '').slice(2, 12);
  return `B${digits}${String(seq).padStart(6, '0')}`;
}

/** UTC, with the supplier's way of saying so. */
export function wireTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, '+0000');
}

function smdpStatus(state: ProfileState, started: number | null): string {
  return places[state] ?? (state === 'recycled' && started !== null ? 'ENABLED' : 'RELEASED');
}

function esimStatus(state: ProfileState, plan: PlanInstance | undefined): string {
  if (state === 'cancelled') return 'CANCEL';
  if (state === 'revoked') return 'REVOKED';
  if (state === 'provisioning') return 'GETTING_RESOURCE';
  switch (plan?.state) {
    case 'active':
      return 'IN_USE';
    case 'depleted':
      return 'USED_UP';
    case 'expired':
      return plan.dataTotal !== null && (plan.dataUsed ?? 0) >= plan.dataTotal
        ? 'USED_EXPIRED'
        : 'UNUSED_EXPIRED';
    case 'expired_unused':
      return 'UNUSED_EXPIRED';
    default:
      return 'GOT_RESOURCE';
  }
}

function totalDays(plan: PlanInstance | undefined): number {
  if (!plan) return 0;
  const { startedAt, expiresAt } = plan;
  return startedAt === null || expiresAt === null ? plan.plan.validityDays : (expiresAt - startedAt) / day;
}
