import type { Catalogue, Plan } from '../../domain/plan.ts';
import type { PackageMap } from '../../services/supply-port.ts';
import { renewalRuleOf } from './renewal-rule.ts';
import type { Package } from './wire.ts';

/** 1 GB is 1024 MB in Airalo's catalogue. */
const megabyte = 2 ** 20;
const minuteInSeconds = 60;

/** What is in a package, in our units. Of an unlimited one, the 0 that stands for its amount means nothing. */
export interface Contents {
  readonly unlimited: boolean;
  readonly dataBytes: number | null;
  readonly days: number;
  readonly voiceSeconds: number;
  readonly smsCount: number;
}

export function contentsOf({ amount, day, is_unlimited: told, voice, text, title }: Package): Contents {
  // In sandbox mode an unlimited package may say that it is not.
  const unlimited = told === true || !amount;
  return {
    unlimited,
    dataBytes: unlimited ? null : bytesOf(amount),
    days: day ?? 0,
    voiceSeconds: (voice ?? inTitle(title, /(\d+) Mins?\b/i)) * minuteInSeconds,
    smsCount: text ?? inTitle(title, /(\d+) SMS\b/i),
  };
}

export function bytesOf(megabytes: number): number {
  return Math.round(megabytes * megabyte);
}

/** Whether this package is that plan of ours, whatever it is called. */
export function isLike(contents: Contents, plan: Plan): boolean {
  const { unlimited, dataBytes, days, voiceSeconds, smsCount } = contents;
  return (
    plan.kind === (unlimited ? 'unlimited' : 'allowance') &&
    plan.dataBytes === dataBytes &&
    plan.validityDays === days &&
    plan.voiceSeconds === voiceSeconds &&
    plan.smsCount === smsCount
  );
}

/** Knows which plan of ours a package is. */
export interface Recognition {
  /** The plan that is bought as this package. */
  bought(packageId: string): Plan | undefined;
  /** By its id where it is bought as such, else by its contents among the plans for these countries. */
  plan(bought: Package, coverage: string | undefined): Plan | undefined;
  /** The plan a history tells: ours, or one made from what Airalo says, which is only ever shown. */
  told(bought: Package, coverage: string | undefined): Plan;
}

export function createRecognition({
  packages,
  catalogue,
}: {
  packages: PackageMap;
  catalogue: Catalogue;
}): Recognition {
  const byPackage = new Map<string, Plan>();
  for (const [id, { package: name }] of packages) {
    const plan = catalogue.plans.get(id);
    if (plan) byPackage.set(name, plan);
  }

  function plan(bought: Package, coverage: string | undefined): Plan | undefined {
    const contents = contentsOf(bought);
    const known = byPackage.get(bought.id);
    if (known) return known;
    return [...byPackage.values()].find((ours) => ours.coverage === coverage && isLike(contents, ours));
  }

  return {
    bought: (packageId) => byPackage.get(packageId),
    plan,
    told: (bought, coverage) => plan(bought, coverage) ?? foreign(bought, coverage ?? ''),
  };
}

function foreign(bought: Package, coverage: string): Plan {
  const { unlimited, dataBytes, days, voiceSeconds, smsCount } = contentsOf(bought);
  const kind = unlimited ? 'unlimited' : 'allowance';
  return {
    id: `airalo:${bought.id}`,
    coverage,
    kind,
    group: unlimited ? 'unlimited' : days > 15 ? 'month' : 'day',
    validityDays: days,
    dataBytes,
    dailyBytes: null,
    throttleKbps: null,
    voiceSeconds,
    smsCount,
    installWindowDays: 0,
    renewal: renewalRuleOf({ kind }),
    retail: { EUR: 0, USD: 0, CNY: 0 },
  };
}

function inTitle(title: string | null | undefined, number: RegExp): number {
  return Number(number.exec(title ?? '')?.[1] ?? 0);
}
