import type { CodeId, NewId } from '../domain/ids.ts';
import { remindAhead } from '../domain/issued-code.ts';
import type { Clock } from '../domain/time.ts';
import { endCode } from './code-books.ts';
import type { CodeNotifier, Logger } from './ports.ts';
import type { Store } from './storage-port.ts';

export interface CodeUpkeep {
  /** The payer hears once that somebody else has used their code. May be repeated. */
  tellUsed(id: CodeId): Promise<void>;
  /** Codes that nobody used in time end, and their money goes back; answers how many. */
  endUnused(): Promise<number>;
  /** Reminds payers of codes that end soon, once at most; answers how many. */
  remind(): Promise<number>;
}

/** What happens to activation codes by itself. */
export function createCodeUpkeep({
  store,
  notifier,
  clock,
  newId,
  logger,
}: {
  store: Store;
  notifier: CodeNotifier;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): CodeUpkeep {
  return {
    tellUsed: async (id) => {
      const code = await store.activationCodes.byId(id);
      if (!code || code.redeemedBy === null || code.redeemedBy === code.payerId) return;
      if (await store.activationCodes.wasTold(id)) return;
      await notifier.used(code);
      await store.activationCodes.markTold(id, clock());
    },

    endUnused: async () => {
      const over = await store.activationCodes.ending(clock(), 100);
      for (const code of over)
        await store.transaction((tx) => endCode(tx, { code, event: 'expired', newId, clock }));
      return over.length;
    },

    remind: async () => {
      const soon = await store.activationCodes.unreminded(clock() + remindAhead, 100);
      for (const code of soon) {
        // A reminder that is lost is better than two.
        if (code.expiresAt <= clock() || !(await store.activationCodes.markReminded(code.id, clock())))
          continue;
        await notifier
          .ending(code)
          .catch((error: unknown) =>
            logger.warn({ code: code.id, error: String(error) }, 'A payer was not reminded of a code'),
          );
      }
      return soon.length;
    },
  };
}
