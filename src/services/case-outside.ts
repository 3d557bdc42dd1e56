import type { OurSide, SupplierWord } from '../domain/case.ts';
import type { Rail } from '../domain/payment.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Balance } from '../domain/usage.ts';
import type { CardService } from './cards.ts';
import { patiently } from './patience.ts';
import type { RailBook, RailEntry, RefundRail, RefundState, SessionRail, SessionState } from './rail-port.ts';
import type { Store } from './storage-port.ts';
import type { Suppliers } from './suppliers.ts';
import { soughtOf } from './supply.ts';

/** What a rail says now; null: there is nothing to ask it about, or it cannot be asked. */
export interface RailWord {
  readonly page: SessionState | 'silent' | null;
  readonly refund: RefundState | { readonly kind: 'none' } | 'silent' | null;
  /** Whether the charge, and its return, stand in the rail's own book, around the time when they should. */
  readonly book: { readonly charged: boolean; readonly back: boolean } | 'silent' | null;
}

export interface OutsideWords {
  readonly rail: RailWord;
  readonly supplier: SupplierWord;
  /** Of the card; `asOf` says how old its figures are. */
  readonly balance: Balance | null;
  readonly askedAt: number;
}

/** Pages of a rail's own book that are read for one case. */
const mostPages = 5;

/** Asks everybody outside who knows something about a case, within the patience for a screen; changes nothing. */
export type AskOutside = (ours: OurSide) => Promise<OutsideWords>;

export function createOutside({
  store,
  suppliers,
  cards,
  pages,
  rails,
  books,
  clock,
}: {
  store: Pick<Store, 'cards'>;
  suppliers: Suppliers;
  cards: Pick<CardService, 'ask'>;
  /** Absent where no rail has pages of its own. */
  pages: Pick<SessionRail, 'look'> | undefined;
  rails: Readonly<Partial<Record<Rail, RefundRail>>>;
  books: Readonly<Partial<Record<Rail, RailBook>>>;
  clock: Clock;
}): AskOutside {
  /** Whatever goes wrong is silence to whoever waits for the screen. */
  async function answer<T>(question: Promise<T>): Promise<T | 'silent'> {
    return (await patiently(question.catch(() => undefined))) ?? 'silent';
  }

  async function askPage({ attempt }: OurSide): Promise<RailWord['page']> {
    if (!attempt?.sessionId || !pages) return null;
    const state = await answer(pages.look(attempt.sessionId, false));
    return state === 'silent' || state.kind === 'busy' ? 'silent' : state;
  }

  async function askRefund({ payment, refund }: OurSide): Promise<RailWord['refund']> {
    const rail = payment && rails[payment.rail];
    if (!payment || !refund || !rail?.lookAtRefund) return null;
    return answer(rail.lookAtRefund(payment, refund));
  }

  /** A few lines around when the invoice was made, and when the money was sent back: a whole book would take too long. */
  async function askBook({ attempt, payment, refund }: OurSide): Promise<RailWord['book']> {
    const chronicle = payment && books[payment.rail]?.chronicle;
    if (!payment || !chronicle) return null;
    const linesFrom = async (at: number): Promise<readonly RailEntry[]> => {
      const lines: RailEntry[] = [];
      let place = await chronicle.placeAt(at);
      for (let page = 0; page < mostPages; page++) {
        const more = (await chronicle.after(place)) ?? [];
        lines.push(...more.map(({ entry }) => entry));
        const last = more.at(-1);
        if (!last) break;
        place = last.place;
      }
      return lines;
    };
    const read = async () => {
      const lines = await linesFrom((attempt ? attempt.createdAt : payment.receivedAt) - 10 * minute);
      const later = refund ? await linesFrom(refund.requestedAt - 10 * minute) : [];
      const has = (kind: 'charge' | 'refund'): boolean =>
        [...lines, ...later].some((line) => line.kind === kind && line.chargeId === payment.chargeId);
      return { charged: has('charge'), back: has('refund') };
    };
    return answer(read());
  }

  async function askSupplier({ order, fulfilment }: OurSide): Promise<[SupplierWord, Balance | null]> {
    const found =
      order && fulfilment
        ? await answer(
            soughtOf(store, order, fulfilment).then((sought) =>
              suppliers.of(fulfilment.provider).provider.findOrder(sought),
            ),
          )
        : null;
    const word =
      found === null || found === 'silent' ? found : found.kind === 'unknown' ? 'silent' : found.kind;
    const card = order && (await store.cards.byId(order.suppliedCardId ?? order.cardId ?? 'card_'));
    const made =
      fulfilment && found !== null && found !== 'silent' && found.kind === 'placed'
        ? { provider: fulfilment.provider, ref: found.ref }
        : card;
    if (!made) return [{ order: word, profile: null }, null];
    const balance = await answer(cards.ask(made));
    return balance === 'silent'
      ? [{ order: word, profile: 'silent' }, null]
      : [{ order: word, profile: balance.profile }, balance];
  }

  return async (ours) => {
    const [page, refund, book, [supplier, balance]] = await Promise.all([
      askPage(ours),
      askRefund(ours),
      askBook(ours),
      askSupplier(ours),
    ]);
    return { rail: { page, refund, book }, supplier, balance, askedAt: clock() };
  };
}
