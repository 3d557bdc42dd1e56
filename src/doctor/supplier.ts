import { setTimeout as sleep } from 'node:timers/promises';
import { exchangeOf } from '../domain/exchange.ts';
import { priceFault } from '../domain/listing.ts';
import { sellingCurrencies } from '../domain/money.ts';
import type { Money, SellingCurrency } from '../domain/money.ts';
import { nearestPackages, unreached } from '../domain/nearest.ts';
import { priceOf } from '../domain/plan.ts';
import type { Catalogue, Plan } from '../domain/plan.ts';
import { second } from '../domain/time.ts';
import type { Speech } from '../i18n/speech.ts';
import { lastingOf } from '../services/supplier-credit.ts';
import { ProviderError } from '../services/supply-port.ts';
import type { EsimProvider, PackageMap, SoldPackage, SupplierPlan } from '../services/supply-port.ts';
import { advice, silent, well, wrong } from './finding.ts';
import type { Check, Finding, Words } from './finding.ts';

const longestWait = 5 * second;
const names: Readonly<Record<string, string>> = { esimaccess: 'eSIM Access', airalo: 'Airalo' };

/** Whether a supplier lets us in, how long our credit lasts, and whether it has what we sell at a price that pays. */
export function checkSupplier({
  provider,
  catalogue,
  packages,
  range,
  hears,
  isSelling,
  mode,
  currency,
  whole,
}: {
  provider: Pick<EsimProvider, 'id' | 'balance' | 'listPlans'>;
  /** What of ours it sells. */
  catalogue: Catalogue;
  packages: PackageMap;
  range: () => Promise<readonly SoldPackage[]>;
  /** Whether it reports to us, or what for want of which it cannot; undefined where it need not, or cannot be asked. */
  hears: (() => Promise<boolean | 'no_secret'>) | undefined;
  /** Whether new cards are bought there; otherwise it looks after its old ones. */
  isSelling: boolean;
  /** What the operator says of an account that does not tell whether it is a real one. */
  mode: 'sandbox' | 'production' | undefined;
  currency: SellingCurrency;
  /** All that we sell: its prices say how currencies stand to each other. */
  whole: Catalogue;
}): Check {
  const name = names[provider.id] ?? provider.id;
  const file = `db/suppliers/${provider.id}.json`;
  const topic: Words = () => name;
  const exchange = exchangeOf(whole.plans.values());
  /** What keeps new cards from being sold does not matter where none are. */
  const trouble = isSelling ? wrong : advice;

  return {
    topic,
    slow: true,
    ask: async function* () {
      let credit: Money;
      try {
        credit = await inTurn(() => provider.balance());
      } catch (error) {
        yield error instanceof ProviderError && error.kind === 'auth' ? notLetIn() : silent(topic);
        return;
      }
      yield well(({ t }) => t('doctor-supplier-well', { use: isSelling ? 'selling' : 'old' }));
      if (mode) yield well(({ t }) => t('doctor-supplier-mode', { mode }));
      if (hears) yield* reports(await inTurn(hears));
      const sold = (await inTurn(() => provider.listPlans())).filter(({ id }) => catalogue.plans.has(id));
      yield* creditOf(credit, sold);
      yield* costsOf(sold);
      const missing = [...packages.keys()].filter((id) => !sold.some((plan) => plan.id === id));
      if (missing.length > 0) yield* missingOf(missing, await inTurn(range));
    },
  };

  function notLetIn(): Finding {
    return wrong(
      ({ t }) => t('doctor-supplier-keys', { name }),
      ({ t }) => t('doctor-supplier-keys-todo', { supplier: provider.id }),
    );
  }

  function* reports(heard: boolean | 'no_secret'): Iterable<Finding> {
    if (heard === true) yield well(({ t }) => t('doctor-supplier-reports'));
    else
      yield advice(
        ({ t }) => t('doctor-supplier-deaf', { name }),
        ({ t }) => t('doctor-supplier-deaf-todo', { how: heard === 'no_secret' ? 'secret' : 'start' }),
      );
  }

  function* creditOf(credit: Money, sold: readonly SupplierPlan[]): Iterable<Finding> {
    const lasts = lastingOf(
      credit,
      sold.flatMap(({ cost }) => cost ?? []),
    );
    if (!lasts) yield well(({ t, money }) => t('doctor-credit', { credit: money(credit) }));
    else if (lasts.isLow)
      yield trouble(
        ({ t, money }) => t('doctor-credit-low', { credit: money(credit), orders: lasts.orders }),
        ({ t, money }) => t('doctor-credit-low-todo', { name, enough: money(lasts.enough) }),
      );
    else
      yield well(({ t, money }) => t('doctor-credit-well', { credit: money(credit), orders: lasts.orders }));
  }

  function* costsOf(sold: readonly SupplierPlan[]): Iterable<Finding> {
    const costs = sold.flatMap(({ cost }) => cost ?? []).toSorted((a, b) => a.amount - b.amount);
    const [least, most] = [costs[0], costs.at(-1)];
    if (least && most)
      yield well(({ t, money }) =>
        t('doctor-packages-well', { count: sold.length, least: money(least), most: money(most) }),
      );
    for (const { id, cost, least: floor = {} } of sold) {
      const plan = catalogue.plans.get(id);
      if (!plan) continue;
      const price = priceOf(plan, currency);
      const fault = priceFault({ amount: price.amount, currency }, { cost, least: floor }, exchange);
      if (!fault) continue;
      const limit = fault === 'below_least' ? leastIn(floor, currency) : cost;
      yield trouble(
        ({ t, money }) =>
          t('doctor-price-low', {
            plan: id,
            price: money(price),
            fault,
            limit: limit ? money(limit) : '–',
            name,
          }),
        ({ t }) => t('doctor-price-low-todo', { plan: id, currency }),
      );
    }
  }

  function* missingOf(missing: readonly string[], range: readonly SoldPackage[]): Iterable<Finding> {
    for (const id of missing) {
      const plan = catalogue.plans.get(id);
      if (!plan) continue;
      const wanted = packages.get(id)?.package ?? '';
      const there = range.find(({ id: slug, code }) => slug === wanted || code === wanted);
      const { countries = [] } = whole.coverages.get(plan.coverage) ?? {};
      const nearest = nearestPackages(
        plan,
        countries,
        range.filter(({ identified }) => !identified),
      );
      const named = (speech: Speech): string => nearest.map((each) => inWords(each, speech)).join(', ');
      const lacks = unreached(countries, there?.countries ?? []).join(', ');
      const limits = { file, countries: lacks, coverage: plan.coverage };
      if (there && lacks !== '')
        yield trouble(
          (speech) =>
            speech.t('doctor-package-places', {
              plan: id,
              package: inWords(there, speech),
              countries: lacks,
            }),
          (speech) =>
            nearest.length > 0
              ? speech.t('doctor-package-places-todo', { ...limits, packages: named(speech) })
              : speech.t('doctor-package-places-none-todo', { ...limits, plan: id, name }),
        );
      else
        yield trouble(
          (speech) =>
            there
              ? speech.t(there.identified ? 'doctor-package-identified' : 'doctor-package-other', {
                  plan: id,
                  package: inWords(there, speech),
                })
              : speech.t('doctor-package-missing', { plan: id, package: wanted, name }),
          (speech) =>
            nearest.length > 0
              ? speech.t('doctor-package-todo', { file, packages: named(speech) })
              : speech.t('doctor-package-none-todo', { file, plan: id, name }),
        );
    }
  }
}

/** The supplier's minimum in our currency, or where it names none there, in another. */
function leastIn(floor: NonNullable<SupplierPlan['least']>, currency: SellingCurrency): Money | null {
  const told = [currency, ...sellingCurrencies].find((each) => floor[each] !== undefined);
  return told ? { amount: floor[told] ?? 0, currency: told } : null;
}

/** A running shop asks with the same keys: whoever is told to wait waits, but not for long. */
async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind !== 'rate_limited') throw error;
      const { retryAfterMs = 2 * second } = error;
      if (retryAfterMs > longestWait) throw error;
      await sleep(retryAfterMs);
    }
  }
}

/** `IT_3_30 (3 GB / 30 days, $1.80)`. */
function inWords({ id, kind, bytes, days, cost }: SoldPackage, { t, data, money }: Speech): string {
  const size: Readonly<Record<Plan['kind'], string>> = {
    allowance: t('plan-allowance', { data: data(bytes ?? 0), days }),
    daily: t('plan-daily', { data: data(bytes ?? 0), days }),
    unlimited: t('plan-unlimited', { days }),
  };
  return `${id} (${size[kind]}${cost ? `, ${money(cost)}` : ''})`;
}
