import type { Update } from 'grammy/types';
import { conflict } from './refusal.ts';
import type { World } from './telegram.ts';

export type UpdateType = Exclude<keyof Update, 'update_id'>;
interface PollOptions {
  offset?: number | undefined;
  limit?: number | undefined;
  timeout?: number | undefined;
  allowed_updates?: readonly UpdateType[] | undefined;
}
export interface PendingUpdate {
  update: Update;
  chatId: number;
  attempts: number;
}
export type Updates = ReturnType<typeof createUpdates>;

const KEPT_MS = 24 * 3600_000;
/** Confirmed updates are kept this far back, so that one can be sent again on purpose. */
const KEPT_DONE = 1000;
const LEFT_OUT_BY_DEFAULT = new Set<string>(['chat_member', 'message_reaction', 'message_reaction_count']);
interface Row {
  body: string;
  chat_id: number;
  attempts: number;
}

/** The bot's queue of updates: growing ids, kept until confirmed or for 24 hours of world time. */
export function createUpdates({ store, clock }: World) {
  const { db } = store;
  const insert = db.prepare('insert into updates (update_id, chat_id, body, created_at) values (?, ?, ?, ?)');
  // Each names `done <> 1`, so that the index on what is open serves it.
  const open = db.prepare<[number], Row>('select * from updates where done <> 1 order by update_id limit ?');
  const count = db.prepare<[], number>('select count(*) from updates where done <> 1').pluck();
  const last = db.prepare<[number], { update_id: number }>(
    'select update_id from updates where done <> 1 order by update_id desc limit 1 offset ?',
  );
  const one = db.prepare<[number], Row>('select * from updates where update_id = ?');
  const oldest = db.prepare<[number], Row>(
    `select * from updates join (select min(update_id) as head from updates where done <> 1 group by chat_id) on update_id = head
      where due_at <= ? order by update_id`,
  );
  const tooOld = db.prepare('delete from updates where created_at <= ?');
  const longDone = db.prepare('delete from updates where done = 1 and update_id < ?');
  // 0 = waiting, 1 = confirmed, 2 = to be sent again although the offset has long passed it.
  const done = db.prepare('update updates set done = 1 where done <> 1 and done = 0 and update_id <= ?');
  const handedOut = db.prepare('update updates set done = 0 where done <> 1 and done = 2 and update_id <= ?');
  const listeners: (() => void)[] = [];
  let waiting: { wake: () => void; refuse: (why: Error) => void } | undefined;

  const allowed = () => JSON.parse(store.get('allowed_updates') ?? '[]') as UpdateType[];
  const shown = ({ body, chat_id, attempts }: Row): PendingUpdate => ({
    update: JSON.parse(body) as Update,
    chatId: chat_id,
    attempts,
  });
  const expire = () => void tooOld.run(clock.now() - KEPT_MS);
  const announce = () => {
    waiting?.wake();
    for (const listener of listeners) listener();
  };
  const add = (update: Update, chatId: number) => {
    expire();
    longDone.run(update.update_id - KEPT_DONE);
    insert.run(update.update_id, chatId, JSON.stringify(update), clock.now());
    store.afterCommit(announce);
  };
  const allow = (types: readonly UpdateType[] | undefined) => {
    if (types) store.set('allowed_updates', JSON.stringify(types));
  };
  const take = ({ offset = 0, limit = 100 }: PollOptions): Update[] => {
    expire();
    const before = offset < 0 ? last.get(-offset - 1)?.update_id : offset;
    if (before !== undefined && before > 0) done.run(before - 1);
    const updates = open.all(Math.min(Math.max(limit, 1), 100)).map((row) => shown(row).update);
    handedOut.run(updates.at(-1)?.update_id ?? 0);
    return updates;
  };

  return {
    /** Stores one update for the bot, unless it asked not to get this type. */
    push<T extends UpdateType>(type: T, chatId: number, payload: NonNullable<Update[T]>) {
      const wanted = allowed();
      if (wanted.length > 0 ? !wanted.includes(type) : LEFT_OUT_BY_DEFAULT.has(type)) return;
      add({ update_id: store.next('update', 100_000_001), [type]: payload }, chatId);
    },
    /** Long polling: confirms below `offset`, waits up to `timeout` seconds of real time for something to hand out. */
    async poll(options: PollOptions, signal: AbortSignal): Promise<Update[]> {
      waiting?.refuse(
        conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
      );
      const first = store.write(() => {
        allow(options.allowed_updates);
        return take(options);
      });
      const seconds = Math.min(options.timeout ?? 0, 50);
      if (first.length > 0 || seconds <= 0 || signal.aborted) return first;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, seconds * 1000).unref();
      const mine = { wake: () => resolve(), refuse: reject };
      waiting = mine;
      signal.addEventListener('abort', mine.wake, { once: true });
      try {
        await promise;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', mine.wake);
        if (waiting === mine) waiting = undefined;
      }
      return take({ limit: options.limit });
    },
    /** Ends a waiting poll with 409. */
    interrupt: (why: string) => waiting?.refuse(conflict(why)),
    allow,
    allowed,
    /** How many the bot has not confirmed. */
    unconfirmed() {
      expire();
      return count.get() ?? 0;
    },
    /** The oldest of each chat, where it is due now. */
    heads() {
      expire();
      return oldest.all(clock.now()).map(shown);
    },
    confirm: (updateId: number) =>
      void db.prepare('update updates set done = 1 where update_id = ?').run(updateId),
    postpone: (updateId: number, dueAt: number) =>
      void db
        .prepare('update updates set attempts = attempts + 1, due_at = ? where update_id = ?')
        .run(dueAt, updateId),
    clear: () => void db.prepare('delete from updates').run(),
    /** Sends an update once more, whether it was confirmed or not; on request under a new id. */
    redeliver(updateId: number, { newId = false }: { newId?: boolean } = {}) {
      const known = one.get(updateId);
      if (!known) throw new RangeError(`the box no longer knows the update ${updateId}`);
      const update = JSON.parse(known.body) as Update;
      if (newId) return store.write(() => add({ ...update, update_id: store.next('update') }, known.chat_id));
      db.prepare('update updates set done = 2, attempts = 0, due_at = 0 where update_id = ?').run(updateId);
      announce();
    },
    onPush: (listener: () => void) => void listeners.push(listener),
  };
}
