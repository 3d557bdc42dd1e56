import type { CustomerId, ImportId, NewId } from '../domain/ids.ts';
import { draftLasts } from '../domain/sold-card.ts';
import type { ImportCounts, ListMistake, SoldCard } from '../domain/sold-card.ts';
import type { Clock } from '../domain/time.ts';
import type { Logger } from './ports.ts';
import type { Store } from './storage-port.ts';

/** Reads a seller's list, checked whole. */
export type ReadList = (
  bytes: Uint8Array,
) => { kind: 'rows'; rows: readonly SoldCard[] } | { kind: 'mistakes'; mistakes: readonly ListMistake[] };

export interface SoldCardService {
  /** Checks a list and says what it would change; nothing is imported before `decide`. */
  dryRun(
    operatorId: CustomerId,
    bytes: Uint8Array,
    messageId: number,
  ): Promise<
    | { kind: 'draft'; id: ImportId; counts: ImportCounts }
    | { kind: 'mistakes'; mistakes: readonly ListMistake[] }
  >;
  /** Imports or drops the list; undefined when it is not theirs, decided already, or too old. `messageId`: the message with the file. */
  decide(
    operatorId: CustomerId,
    id: string,
    state: 'imported' | 'cancelled',
  ): Promise<{ counts: ImportCounts; messageId: number } | undefined>;
  /** Forgets lists that nobody confirmed. */
  prune(): Promise<void>;
}

/** Lists of cards that others sold, brought in by an operator. */
export function createSoldCardImport({
  store,
  readList,
  clock,
  newId,
  logger,
}: {
  store: Store;
  readList: ReadList;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): SoldCardService {
  return {
    dryRun: async (operatorId, bytes, messageId) => {
      const list = readList(bytes);
      if (list.kind === 'mistakes') return list;
      const id = newId('import');
      const counts = await store.transaction((tx) =>
        tx.soldCards.draft({ id, operatorId, messageId, createdAt: clock() }, list.rows),
      );
      return { kind: 'draft', id, counts };
    },
    decide: async (operatorId, id, state) => {
      const when = { at: clock(), since: clock() - draftLasts };
      const done = await store.transaction(async (tx) => {
        const decided = await tx.soldCards.decide(id as ImportId, operatorId, state, when);
        if (decided) {
          const action = state === 'imported' ? 'list_imported' : 'list_dropped';
          const detail = JSON.stringify(decided.counts);
          await tx.audit.record({ at: when.at, operatorId, action, subject: id, detail });
        }
        return decided;
      });
      if (done)
        logger.info({ list: id, operator: operatorId, state, ...done.counts }, 'A list of sold cards');
      return done;
    },
    prune: () => store.transaction((tx) => tx.soldCards.pruneDrafts(clock() - draftLasts)),
  };
}
