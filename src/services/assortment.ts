import type { Card } from '../domain/card.ts';
import type { Plan } from '../domain/plan.ts';
import { canTopUp, previewRenewal } from '../domain/renewal.ts';
import type { Preview } from '../domain/renewal.ts';
import type { Clock } from '../domain/time.ts';
import type { Suppliers } from './suppliers.ts';

/** What can be had now, by what the suppliers say. */
export interface Assortment {
  /** Plans that can be bought as a new card. Throws ProviderError. */
  newCards(): Promise<readonly Plan[]>;
  /** Plans that this card can be renewed with: added to it, or as a new card where nothing can be added. Throws ProviderError. */
  forCard(card: Card): Promise<readonly Plan[]>;
  /** The same from what is known here, without a question to anybody. */
  knownFor(card: Card): readonly Plan[];
  /** What a plan would do to a card that says of itself what is on it; undefined where it does not. */
  preview(plan: Plan, card: Card): Preview | undefined;
}

/** A card is renewed by the supplier that made it; what it cannot take comes as a new card from the one that sells. */
export function createAssortment({ suppliers, clock }: { suppliers: Suppliers; clock: Clock }): Assortment {
  const { selling } = suppliers;
  const takesMore = ({ provider, balance }: Card): boolean =>
    suppliers.has(provider) && (balance === null || canTopUp(balance, clock()));

  function knownFor(card: Card): readonly Plan[] {
    const more = takesMore(card);
    const { plans } = (more ? suppliers.of(card.provider) : selling).catalogue;
    return [...plans.values()].filter(
      (plan) => plan.coverage === card.coverage && (plan.renewal.asTopUp || !more),
    );
  }

  return {
    newCards: async () => {
      const ids = new Set((await selling.provider.listPlans()).map(({ id }) => id));
      return [...selling.catalogue.plans.values()].filter(({ id }) => ids.has(id));
    },
    forCard: async (card) => {
      const offered = takesMore(card)
        ? suppliers.of(card.provider).provider.listTopUps(card.ref)
        : selling.provider.listPlans();
      const ids = new Set((await offered).map(({ id }) => id));
      return knownFor(card).filter(({ id }) => ids.has(id));
    },
    knownFor,
    preview: (plan, card) => {
      const { balance } = card;
      return balance ? previewRenewal({ plan, balance, addable: takesMore(card), now: clock() }) : undefined;
    },
  };
}
