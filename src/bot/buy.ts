import { InlineKeyboard } from 'grammy';
import type { Context } from 'grammy';
import { planGroups } from '../domain/plan.ts';
import type { Catalogue, Plan, PlanGroup } from '../domain/plan.ts';
import type { Clock } from '../domain/time.ts';
import { patiently } from '../services/patience.ts';
import { areSalesPaused } from '../services/sales.ts';
import type { Store } from '../services/storage-port.ts';
import type { RenewalService } from '../services/renewals.ts';
import { actions } from './actions.ts';
import type { Facts } from './context.ts';
import type { Destination } from './places.ts';
import type { ShowRenewal } from './renew.ts';
import type { Screens } from './screen.ts';
import { coverageText, firstPlansScreen, phoneCheckScreen, placesScreen } from './views/buy.ts';
import { salesRestScreen } from './views/sales.ts';
import { countryList } from './views/plan-words.ts';

type Shown = Promise<void>;

/** The way to a first card, or to another one: where, which plan, does the phone take it; then the same review as for a renewal. */
export interface Buying {
  /** Asks where to. */
  ask(ctx: Context & Facts): Shown;
  /** Goes on from a place that was typed. */
  goTo(ctx: Context & Facts, destination: Destination): Shown;
  /** The plans of a coverage; of the month where there are any, unless a group is named. */
  showPlans(ctx: Context & Facts, coverage: string, group?: PlanGroup): Shown;
  /** A plan was chosen: the review, or first the question about the phone, once per customer. */
  choose(ctx: Context & Facts, planId: string): Shown;
  /** The phone takes it: remembered, and on to the review. */
  phoneIsFine(ctx: Context & Facts, planId: string): Shown;
  /** How to find out whether it does. */
  explainPhone(ctx: Context & Facts, planId: string): Shown;
}

export function createBuying({
  renewals,
  catalogue,
  store,
  showRenewal,
  screens,
  clock,
}: {
  renewals: RenewalService;
  catalogue: Catalogue;
  store: Pick<Store, 'customers' | 'salePauses'>;
  showRenewal: ShowRenewal;
  screens: Screens;
  clock: Clock;
}): Buying {
  const { coverages } = renewals;

  async function showPlaces(ctx: Context & Facts, notice?: string): Shown {
    if (await areSalesPaused(store)) return showRest(ctx, actions.buy());
    await screens.show(ctx, placesScreen({ speech: ctx.speech, coverages, ...(notice && { notice }) }));
  }

  async function showPlans(
    ctx: Context & Facts,
    coverage: string,
    group?: PlanGroup,
    countries: readonly string[] = [],
  ): Shown {
    const { speech, customer } = ctx;
    if (!coverages.includes(coverage)) return showPlaces(ctx);
    if (await areSalesPaused(store)) return showRest(ctx, actions.buyIn(coverage, group));
    const offers = await patiently(renewals.firstOffers(coverage)).catch(() => undefined);
    if (!offers || offers.length === 0) {
      const keyboard = new InlineKeyboard()
        .text(speech.t('button-retry'), actions.buyIn(coverage, group))
        .text(speech.t('button-back'), actions.buy());
      await screens.show(ctx, { text: speech.t(offers ? 'buy-none' : 'renewal-silent'), keyboard });
      return;
    }
    const has = (each: PlanGroup): boolean => offers.some(({ plan }) => plan.group === each);
    const wanted = [group ?? 'month', ...planGroups].find((each) => has(each)) ?? 'month';
    const { lastRail } = customer;
    const where = coverageText(speech, catalogue.coverages.get(coverage), countries);
    const screen = firstPlansScreen({ speech, coverage, where, offers, group: wanted, lastRail });
    await screens.show(ctx, screen);
  }

  async function showRest(ctx: Context & Facts, again: string): Shown {
    await screens.show(ctx, salesRestScreen(ctx.speech, { again }));
  }

  async function showPhoneCheck(ctx: Context & Facts, plan: Plan, unsure: boolean): Shown {
    const { speech } = ctx;
    const ok = actions.phoneOk(plan.id);
    const notSure = actions.phoneUnsure(plan.id);
    const back = actions.buyIn(plan.coverage, plan.group);
    await screens.show(ctx, phoneCheckScreen({ speech, unsure, ok, notSure, back }));
  }

  return {
    ask: (ctx) => showPlaces(ctx),
    showPlans: (ctx, coverage, group) => showPlans(ctx, coverage, group),

    goTo: async (ctx, destination) => {
      if (destination.kind === 'coverage')
        return showPlans(ctx, destination.coverage, undefined, destination.countries);
      const { speech } = ctx;
      const { missing } = destination;
      const notice =
        missing.length > 0
          ? speech.t('buy-not-there', { places: countryList(speech, missing) })
          : speech.t('buy-not-in-one');
      return showPlaces(ctx, notice);
    },

    choose: async (ctx, planId) => {
      const plan = catalogue.plans.get(planId);
      if (!plan) return showPlaces(ctx);
      if (await areSalesPaused(store)) return showRest(ctx, actions.buyPlan(planId));
      if (ctx.customer.phoneCheckedAt !== null) return showRenewal(ctx, { cardId: null, planId });
      await showPhoneCheck(ctx, plan, false);
    },

    phoneIsFine: async (ctx, planId) => {
      await store.customers.phoneChecked(ctx.customer.id, clock());
      if (!catalogue.plans.has(planId)) return showPlaces(ctx);
      return showRenewal(ctx, { cardId: null, planId });
    },

    explainPhone: async (ctx, planId) => {
      const plan = catalogue.plans.get(planId);
      if (!plan) return showPlaces(ctx);
      await showPhoneCheck(ctx, plan, true);
    },
  };
}
