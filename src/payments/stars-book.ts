import type { Api } from 'grammy';
import type { StarTransaction } from 'grammy/types';
import { customerIdOf } from '../domain/ids.ts';
import { second } from '../domain/time.ts';
import { within } from '../services/patience.ts';
import type { Chronicle, RailBook, RailEntry } from '../services/rail-port.ts';

/** Telegram gives at most so many lines at once. */
const pageSize = 100;
/** No answer of Telegram's takes this long, in real milliseconds. */
const patience = 20_000;

/** The bot's Star transactions: oldest first, each at its place for ever. A refund bears the id of its charge, so the direction counts too. */
export function createStarsBook({ api, account }: { api: Api; account: string }): RailBook & {
  readonly chronicle: Chronicle;
} {
  async function read(offset: number, limit = pageSize): Promise<readonly StarTransaction[]> {
    return (await within(patience, api.getStarTransactions({ offset, limit }))).transactions;
  }

  /** How many lines are older: doubling first, then halving, so that a long history costs few questions. */
  async function olderThan(at: number): Promise<number> {
    const isOlder = async (offset: number): Promise<boolean> => {
      const [line] = await read(offset, 1);
      return line !== undefined && line.date * second < at;
    };
    if (!(await isOlder(0))) return 0;
    let older = 0;
    let not = 1;
    while (await isOlder(not)) [older, not] = [not, not * 2];
    while (not - older > 1) {
      const middle = Math.floor((older + not) / 2);
      if (await isOlder(middle)) older = middle;
      else not = middle;
    }
    return not;
  }

  return {
    olderThan,
    since: async (at) => {
      const entries: RailEntry[] = [];
      for (let offset = await olderThan(at); ;) {
        const lines = await read(offset);
        entries.push(...lines.map(entryOf));
        if (lines.length < pageSize) return entries;
        offset += lines.length;
      }
    },
    chronicle: {
      account,
      placeAt: async (at) => {
        const offset = await olderThan(at);
        const [before] = offset > 0 ? await read(offset - 1, 1) : [];
        return placeText(offset, before);
      },
      after: async (place) => {
        const offset = Number(place.split(' ')[0]);
        // The line before is read again: if it is another one, so is the book.
        const lines = await read(Math.max(0, offset - 1));
        const [before] = offset > 0 ? lines : [];
        if (placeText(offset, before) !== place) return undefined;
        return lines
          .slice(before ? 1 : 0)
          .map((line, index) => ({ entry: entryOf(line), place: placeText(offset + index + 1, line) }));
      },
    },
  };
}

/** How many lines lie before, and which is the last of them. */
function placeText(offset: number, last: StarTransaction | undefined): string {
  return last ? `${offset} ${last.source ? 'in' : 'out'}:${last.id}` : String(offset);
}

function entryOf({ id, amount, date, source, receiver }: StarTransaction): RailEntry {
  const at = date * second;
  const partner = source ?? receiver;
  if (partner?.type !== 'user' || partner.transaction_type !== 'invoice_payment')
    return { kind: 'other', at };
  const money = { amount, currency: 'XTR' } as const;
  if (!source) return { kind: 'refund', chargeId: id, money, state: 'done', at };
  return {
    kind: 'charge',
    chargeId: id,
    money,
    payload: partner.invoice_payload ?? null,
    payerId: customerIdOf(partner.user.id),
    isOurs: true,
    at,
  };
}
