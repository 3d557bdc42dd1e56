import type { Card } from '../domain/card.ts';
import type { CustomerId, NewId } from '../domain/ids.ts';
import { day, hour, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Settling } from './claim-settling.ts';
import type { Advance } from './work-port.ts';
import { patiently } from './patience.ts';
import type { CardNotifier } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';

/** Cards of one address that are added at once, and of which the supplier is asked side by side. */
const mostAtOnce = 50;
const sideBySide = 5;
/** What the screen did not show by then is told. */
const untold = 15 * second;
/** The supplier is asked this long about what was proved. */
const longest = day;

/** `silent`: the supplier did not answer for all in time, and the rest follows. What is somebody else's, or no card of ours, is not told apart. */
export interface Collected {
  readonly cards: readonly Card[];
  readonly silent: boolean;
}

/** Adds the cards that were bought with an address, once it is proved. */
export interface Collecting {
  /** What a proved address is for, in the transaction that proves it, so that it is not lost with the process. */
  grant(
    tx: Repositories,
    customerId: CustomerId,
    proof: { address: string; subject: string | null },
  ): Promise<void>;
  /** Adds what was granted as far as the supplier answers within the patience for a screen. The same again until it was `shown`. */
  collect(customerId: CustomerId): Promise<Collected>;
  /** The customer saw these: they are not told of them any more. */
  shown(customerId: CustomerId, cards: readonly Card[]): Promise<void>;
  /** Adds the rest, tells of what was not shown, and says when to ask again. */
  finish(customerId: CustomerId): Promise<Advance>;
}

export function createCollecting({
  store,
  settling,
  notifier,
  clock,
  newId,
}: {
  store: Store;
  settling: Settling;
  notifier: Pick<CardNotifier, 'brought'>;
  clock: Clock;
  newId: NewId;
}): Collecting {
  /** Asks for one and adds it, unless it is too late by then. */
  async function add(customerId: CustomerId, iccid: string, isOver: () => boolean): Promise<void> {
    const found = await settling.find({ iccid });
    if (found === 'silent' || isOver()) return;
    const proven = { customerId, way: 'email', proof: iccid } as const;
    await settling.settle(proven, found, async (tx, decide) => {
      // Of a tap and the job at the same moment one adds it.
      if (!(await tx.soldCards.settle(iccid, customerId))) return undefined;
      const decided = await decide();
      const { card, end } = decided;
      if (card && (end === 'added' || end === 'yours')) {
        const notice = { kind: 'brought', readerId: customerId, cardId: card.id, shareId: null } as const;
        await tx.cardNotices.add({ ...notice, id: newId('notice') });
      }
      return decided;
    });
  }

  async function addAll(customerId: CustomerId, isOver: () => boolean): Promise<void> {
    const granted = (await store.soldCards.grantedTo(customerId, mostAtOnce)).values();
    const one = async (): Promise<void> => {
      for (const { iccid } of granted) if (!isOver()) await add(customerId, iccid, isOver);
    };
    await Promise.all(Array.from({ length: sideBySide }, one));
  }

  async function brought(customerId: CustomerId): Promise<readonly Card[]> {
    const notices = await store.cardNotices.of(customerId, 'brought');
    const cards = await Promise.all(notices.map(({ cardId }) => store.cards.byId(cardId)));
    return cards.filter((card) => card?.ownerId === customerId && card.removedAt === null) as Card[];
  }

  async function shown(customerId: CustomerId, cards: readonly Card[]): Promise<void> {
    const ids = new Set(cards.map(({ id }) => id));
    const notices = await store.cardNotices.of(customerId, 'brought');
    await store.cardNotices.told(notices.filter(({ cardId }) => ids.has(cardId)).map(({ id }) => id));
  }

  return {
    grant: async (tx, customerId, { address, subject }) => {
      const at = clock();
      await tx.soldCards.grant({ customerId, address, iccid: subject, at });
      await tx.jobs.send({ kind: 'collect', key: customerId, runAt: at + untold });
    },

    collect: async (customerId) => {
      let over = false;
      await patiently(addAll(customerId, () => over));
      over = true;
      const cards = await brought(customerId);
      const silent = (await store.soldCards.grantedTo(customerId, 1)).length > 0;
      return { cards, silent };
    },
    shown,

    finish: async (customerId) => {
      await addAll(customerId, () => false);
      const cards = await brought(customerId);
      if (cards.length > 0) {
        await notifier.brought(customerId, cards);
        await shown(customerId, cards);
      }
      const [left] = await store.soldCards.grantedTo(customerId, 1);
      if (!left) return { kind: 'done' };
      const waited = clock() - (left.grantedAt ?? 0);
      if (waited < longest) return { kind: 'again', at: clock() + Math.min(Math.max(untold, waited), hour) };
      const detail = 'The supplier does not say whose the cards of a proved address are';
      await store.reviews.open({ subject: customerId, reason: 'claim_silent', detail, at: clock() });
      return { kind: 'done' };
    },
  };
}
