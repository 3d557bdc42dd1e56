import type { Card } from '../domain/card.ts';
import { exchangeOf } from '../domain/exchange.ts';
import { costBorneBy, hasCostChanged, maxCostOf, priceFault } from '../domain/listing.ts';
import type { Listing, OffSale } from '../domain/listing.ts';
import type { Money, SellingCurrency } from '../domain/money.ts';
import type { Catalogue, Plan } from '../domain/plan.ts';
import { canTopUp, previewRenewal } from '../domain/renewal.ts';
import type { Preview } from '../domain/renewal.ts';
import { createRecent } from '../domain/recent.ts';
import type { Clock } from '../domain/time.ts';
import { isGone } from '../domain/usage.ts';
import type { Logger } from './ports.ts';
import type { Store } from './storage-port.ts';
import type { Supplier, Suppliers } from './suppliers.ts';
import { ProviderError } from './supply-port.ts';
import type { SupplierPlan } from './supply-port.ts';

/** A plan of a supplier that is not sold now, and why. */
export interface WithheldPlan {
  readonly provider: string;
  readonly plan: Plan;
  readonly why: OffSale;
  readonly listing: Listing;
}

/**
 * What can be had now. New cards are sold from the list that the supplier gave last, so that nobody waits for it; what a card can be
 * topped up with only its supplier knows, at each moment.
 */
export interface Assortment {
  /** Plans that can be bought as a new card. Throws ProviderError while the supplier has never given its list. */
  newCards(): Promise<readonly Plan[]>;
  /** Plans that this card can be renewed with: added to it, or as a new card where nothing can be added. Throws ProviderError. */
  forCard(card: Card): Promise<readonly Plan[]>;
  /** A plan that is paid for, if it can be had for this card, or as a new one, whatever is asked for it now. Throws ProviderError. */
  paidFor(planId: string, card: Card | null): Promise<Plan | undefined>;
  /** What a card could be renewed with, from what is known here, without a question to anybody. */
  knownFor(card: Card): readonly Plan[];
  /** What a plan would do to a card that says of itself what is on it; undefined where it does not. */
  preview(plan: Plan, card: Card): Preview | undefined;
  /**
   * The most that this supplier may charge for an order of a plan: a fifth above what was agreed to for a new card. What a top-up costs
   * nobody agrees to beforehand: it may cost what the plan’s price can bear, where that is more. undefined where neither is known.
   */
  mostFor(provider: string, plan: Plan, as: 'new_card' | 'top_up'): Promise<Money | undefined>;
  /** What is not sold now of all that the suppliers could, those first that wait for an operator. */
  withheld(): Promise<readonly WithheldPlan[]>;
}

/** A card is renewed by the supplier that made it; what it cannot take comes as a new card from the one that sells. */
export function createAssortment({
  store,
  suppliers,
  catalogue,
  currency,
  clock,
  logger,
}: {
  store: Pick<Store, 'listings'>;
  suppliers: Suppliers;
  /** With every plan there is: its prices tell how currencies stand to each other. */
  catalogue: Catalogue;
  currency: SellingCurrency;
  clock: Clock;
  logger: Logger;
}): Assortment {
  const { selling } = suppliers;
  const exchange = exchangeOf(catalogue.plans.values());
  /** What was not sold when that was last read, for those who cannot wait. */
  const remembered = new Map<string, ReadonlySet<string>>();
  /** Cards that turned out to be gone, which their figures will say later. */
  const gone = createRecent<true>(1000);
  const takesMore = ({ id, provider, balance }: Card): boolean =>
    suppliers.has(provider) && !gone.get(id) && (balance === null || canTopUp(balance, clock()));

  async function listingsOf({
    provider: { id },
    catalogue: { plans },
  }: Supplier): Promise<ReadonlyMap<string, Listing>> {
    const listings = new Map((await store.listings.of(id)).map((listing) => [listing.planId, listing]));
    const withheld = [...plans.values()].filter((plan) => faultOf(plan, listings.get(plan.id)));
    if (listings.size > 0) remembered.set(id, new Set(withheld.map((plan) => plan.id)));
    return listings;
  }

  function faultOf(plan: Plan, listing: Listing | undefined): OffSale | undefined {
    if (!listing || listing.missingSince !== null) return 'missing';
    if (hasCostChanged(listing)) return 'cost_changed';
    return priceFault({ amount: plan.retail[currency], currency }, listing, exchange);
  }

  async function sold(fits: (fault: OffSale | undefined) => boolean): Promise<readonly Plan[]> {
    const listings = await listingsOf(selling);
    if (listings.size === 0)
      throw new ProviderError('temporary', `The supplier ${selling.provider.id} has not given its list yet`);
    return [...selling.catalogue.plans.values()].filter((plan) => fits(faultOf(plan, listings.get(plan.id))));
  }

  function mostForTopUp(plan: Plan, listing: Listing | undefined): Money | undefined {
    const agreed = listing && maxCostOf(listing);
    if (!agreed || agreed.currency === 'XTR') return agreed;
    const borne = costBorneBy({ amount: plan.retail[currency], currency }, agreed.currency, exchange);
    return borne.amount > agreed.amount ? borne : agreed;
  }

  /** A top-up may not cost more than the order for it will allow; its plan may wait for an operator, and its price is guarded like any other. */
  function topUpFault(
    plan: Plan,
    told: SupplierPlan,
    listing: Listing | undefined,
  ): OffSale | 'too_dear' | undefined {
    const { cost, least = {} } = told;
    const most = mostForTopUp(plan, listing);
    if (cost && most && (cost.currency !== most.currency || cost.amount > most.amount)) return 'too_dear';
    if (listing && hasCostChanged(listing)) return 'cost_changed';
    return priceFault({ amount: plan.retail[currency], currency }, { cost, least }, exchange);
  }

  /** The figures of a card may be older than its end: one for which there is nothing is looked at. */
  async function listFor({ id, provider: supplier, ref }: Card): Promise<readonly SupplierPlan[]> {
    const { provider } = suppliers.of(supplier);
    const told = provider.listTopUps(ref);
    const isDoubtful = await told.then(({ length }) => length === 0, isProfileGone);
    const profile = isDoubtful ? await provider.getProfile(ref).catch(() => undefined) : undefined;
    if (!profile || !isGone(profile.state)) return told;
    gone.set(id, true);
    return [];
  }

  async function topUps(card: Card, paid: boolean): Promise<readonly Plan[]> {
    const supplier = suppliers.of(card.provider);
    const told = await listFor(card);
    const listings = await listingsOf(supplier);
    const byId = new Map(told.map((one) => [one.id, one]));
    return candidates(card).filter((plan) => {
      const topUp = byId.get(plan.id);
      const fault = topUp && topUpFault(plan, topUp, listings.get(plan.id));
      if (fault)
        logger.warn({ supplier: card.provider, plan: plan.id, fault, ...topUp }, 'A top-up is not sold');
      return topUp && (!fault || (paid && fault !== 'too_dear'));
    });
  }

  function candidates(card: Card): readonly Plan[] {
    const more = takesMore(card);
    const { plans } = (more ? suppliers.of(card.provider) : selling).catalogue;
    return [...plans.values()].filter(
      (plan) => plan.coverage === card.coverage && (plan.renewal.asTopUp || !more),
    );
  }

  const isSold = (fault: OffSale | undefined): boolean => fault === undefined;
  /** Its price was asked, and paid. */
  const isSupplied = (fault: OffSale | undefined): boolean => fault !== 'missing' && fault !== 'cost_changed';

  return {
    newCards: () => sold(isSold),
    forCard: async (card) => {
      const added = takesMore(card) ? await topUps(card, false) : [];
      if (takesMore(card)) return added;
      return (await sold(isSold)).filter(({ coverage }) => coverage === card.coverage);
    },
    paidFor: async (planId, card) => {
      const plans = card && takesMore(card) ? topUps(card, true) : sold(isSupplied);
      return (await plans).find(({ id }) => id === planId);
    },
    knownFor: (card) => {
      const { provider } = takesMore(card) ? suppliers.of(card.provider) : selling;
      const withheld = remembered.get(provider.id);
      return candidates(card).filter(({ id }) => !withheld?.has(id));
    },
    preview: (plan, card) => {
      const { balance } = card;
      return balance ? previewRenewal({ plan, balance, addable: takesMore(card), now: clock() }) : undefined;
    },
    mostFor: async (provider, plan, as) => {
      const listing = await store.listings.byPlan(provider, plan.id);
      return as === 'top_up' ? mostForTopUp(plan, listing) : listing && maxCostOf(listing);
    },
    withheld: async () => {
      const found: WithheldPlan[] = [];
      for (const supplier of suppliers.all) {
        const listings = await listingsOf(supplier);
        for (const plan of supplier.catalogue.plans.values()) {
          const listing = listings.get(plan.id);
          const why = listing && faultOf(plan, listing);
          if (why) found.push({ provider: supplier.provider.id, plan, why, listing });
        }
      }
      return found.toSorted((a, b) => Number(a.why === 'missing') - Number(b.why === 'missing'));
    },
  };
}

function isProfileGone(error: unknown): boolean {
  return error instanceof ProviderError && error.kind === 'profile_gone';
}
