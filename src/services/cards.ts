import type { Card, ProfileRef, SuppliedProfile } from '../domain/card.ts';
import type { CardId, CustomerId, NewId } from '../domain/ids.ts';
import { createRecent } from '../domain/recent.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Balance, PlanInstance } from '../domain/usage.ts';
import { renewableBy } from './access.ts';
import type { Logger } from './ports.ts';
import type { Store } from './storage-port.ts';
import type { Usage } from './supply-port.ts';
import type { Suppliers } from './suppliers.ts';

/** A card with what its supplier said at `askedAt`; not `fresh`: it gave no answer, and this is what was known. */
export type Refreshed =
  | { readonly card: Card; readonly fresh: true; readonly askedAt: number }
  | { readonly card: Card; readonly fresh: false };

export interface CardService {
  /** The customer's cards, the one that needs attention first; a new customer finds the supplier's demo cards, where it has any. */
  list(ownerId: CustomerId): Promise<readonly Card[]>;
  /** The card if it is this customer's, else undefined: somebody else's reads the same as none. */
  mine(ownerId: CustomerId, id: string): Promise<Card | undefined>;
  /** All that this customer may see and renew: their own, and after them those that others share with them, without their names. */
  renewable(customerId: CustomerId): Promise<readonly Card[]>;
  /** The card if this customer may see and renew it. Never enough for its installation code, or to change whose it is. */
  mayRenew(customerId: CustomerId, id: string): Promise<Card | undefined>;
  /** Whether this card was once shared with this customer, who may not see it any more. */
  wasShared(customerId: CustomerId, id: string): Promise<boolean>;
  /** Asks the supplier, at most once per its cache time and once at a time per card; on failure the card as it was, with `fresh: false`. */
  refresh(card: Card): Promise<Refreshed>;
  /** Asks again, however lately it was asked: something happened to the card. On failure it stays as it was. */
  recheck(id: CardId): Promise<void>;
  /** What its supplier says of a profile now. Throws ProviderError. */
  ask(profile: SuppliedProfile): Promise<Balance>;
  /** The installation code of a card that is this customer's, from our store, else from the supplier. */
  installationCode(ownerId: CustomerId, id: string): Promise<string | null>;
}

/** Cards: whose they are and what is left on them. */
export function createCards({
  store,
  suppliers,
  clock,
  newId,
  logger,
}: {
  store: Store;
  suppliers: Suppliers;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): CardService {
  const asking = new Map<CardId, Promise<Refreshed>>();
  const askedAt = createRecent<number>(10_000);

  async function ask({ provider: id, ref }: SuppliedProfile): Promise<Balance> {
    const { provider } = suppliers.of(id);
    const [profile, usage, history] = await Promise.all([
      provider.getProfile(ref),
      provider.getUsage(ref),
      provider.history(ref),
    ]);
    return {
      profile: profile.state,
      plans: withUsage(history, usage),
      installBy: profile.installBy,
      ...(profile.apn !== undefined && { apn: profile.apn }),
      asOf: usage.asOf,
    };
  }

  async function askAndKeep(card: Card): Promise<Refreshed> {
    const startedAt = clock();
    try {
      const balance = await ask(card);
      askedAt.set(card.id, clock());
      if (JSON.stringify(balance) !== JSON.stringify(card.balance))
        await store.cards.saveBalance(card.id, balance, startedAt);
      return { card: { ...card, balance }, fresh: true, askedAt: startedAt };
    } catch (error) {
      logger.warn({ card: card.id, error: String(error) }, 'The supplier did not tell the balance');
      return { card, fresh: false };
    }
  }

  /** Usage changes slowly at the supplier; whoever has just installed a card wants to see that it is there. */
  function holdsFor({ provider, balance }: Card): number {
    const { usageCacheMs } = suppliers.of(provider).provider.capabilities;
    const isInUse = balance?.plans.some(({ state }) => state === 'active') ?? false;
    return isInUse ? usageCacheMs : Math.min(usageCacheMs, minute);
  }

  async function mine(ownerId: CustomerId, id: string): Promise<Card | undefined> {
    const card = await store.cards.byId(id as CardId);
    return card?.ownerId === ownerId && card.removedAt === null ? card : undefined;
  }

  async function list(ownerId: CustomerId): Promise<readonly Card[]> {
    const cards = await store.cards.ofOwner(ownerId);
    const { provider } = suppliers.selling;
    if (cards.length === 0 && provider.demoProfiles)
      return welcome(ownerId, await provider.demoProfiles(ownerId));
    return cards.toSorted((a, b) => urgency(b) - urgency(a));
  }

  async function welcome(
    ownerId: CustomerId,
    profiles: readonly { ref: ProfileRef; coverage: string }[],
  ): Promise<readonly Card[]> {
    const { provider } = suppliers.selling;
    const cards: Card[] = [];
    for (const { ref, coverage } of profiles) {
      // Removed, or handed to somebody: it does not come back by itself.
      if (await store.cards.byProfile(provider.id, ref.id)) continue;
      const id = newId('card');
      const card: Card = {
        id,
        ownerId,
        provider: provider.id,
        ref,
        coverage,
        balance: await ask({ provider: provider.id, ref }),
        createdAt: clock(),
        name: null,
        removedAt: null,
      };
      cards.push(await store.cards.add(card));
    }
    return cards.toSorted((a, b) => urgency(b) - urgency(a));
  }

  return {
    list,
    mine,
    mayRenew: async (customerId, id) => {
      const card = await renewableBy(store, customerId, id);
      return card?.ownerId === customerId ? card : card && nameless(card);
    },
    wasShared: async (customerId, id) => {
      const share = await store.shares.between(id as CardId, customerId);
      return share !== undefined && share.endedAt !== null;
    },
    renewable: async (customerId) => {
      const own = await list(customerId);
      const shared = await store.cards.ofCompanion(customerId);
      return [...own, ...shared.map(nameless)];
    },
    refresh: (card) => {
      const asked = askedAt.get(card.id);
      if (asked !== undefined && clock() - asked < holdsFor(card))
        return Promise.resolve({ card, fresh: true, askedAt: asked });
      const running = asking.get(card.id);
      // Whoever asked first may be somebody else, to whom the card has another name or owner.
      if (running)
        return running.then((answer) => ({ ...answer, card: { ...card, balance: answer.card.balance } }));
      const answer = askAndKeep(card).finally(() => asking.delete(card.id));
      asking.set(card.id, answer);
      return answer;
    },
    recheck: async (id) => {
      const card = await store.cards.byId(id);
      if (card && card.removedAt === null) await askAndKeep(card);
    },
    ask,
    installationCode: async (ownerId, id) => {
      const card = await mine(ownerId, id);
      if (!card) return null;
      const kept = await store.cards.installationCode(card.id);
      if (kept) return kept;
      const { lpa } = await suppliers.of(card.provider).provider.getProfile(card.ref);
      if (lpa) await store.cards.saveInstallationCode(card.id, lpa);
      return lpa;
    },
  };
}

/** As its companions see it: what the owner calls it is the owner's. */
export function nameless(card: Card): Card {
  return { ...card, name: null };
}

/** Usage speaks of the plan that the card is on, while it runs; should several run, the history has the figures of the others. */
function withUsage(history: readonly PlanInstance[], usage: Usage): readonly PlanInstance[] {
  const running = history.find(({ state }) => state === 'active');
  const { dataTotal, dataUsed, voiceUsedSeconds, smsUsed } = usage;
  return history.map((plan) =>
    plan === running ? { ...plan, dataTotal, dataUsed, voiceUsedSeconds, smsUsed } : plan,
  );
}

/** Running cards before others, those with the largest share used first. */
function urgency({ balance }: Card): number {
  const plan = balance?.plans.find((p) => p.state === 'active' || p.state === 'depleted');
  if (!plan) return 0;
  return 1 + (plan.dataTotal ? (plan.dataUsed ?? 0) / plan.dataTotal : 0);
}
