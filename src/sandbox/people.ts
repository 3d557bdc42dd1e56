import type { Message, User } from 'grammy/types';
import type { Events } from './events.ts';
import type { Store } from './store.ts';

/** A message as a phone shows it: Bot API JSON, whether this person sent it, and what its Pay button opens. */
export type ClientMessage = Message & { outgoing: boolean; invoice_slug?: string };
export interface Person {
  id: number;
  name: string;
  language_code: string;
  role: string;
  blocked: boolean;
  started: boolean;
  unread: number;
}
interface PersonRow {
  id: number;
  first_name: string;
  language_code: string;
  role: string;
  started: number;
  blocked: number;
  stars: number;
  unread: number;
}
export interface NewPerson {
  id: number;
  name: string;
  language_code: string;
  role?: string;
}
export interface People {
  list(): Person[];
  find(id: number): Person | undefined;
  user(id: number): User;
  add(person: NewPerson): void;
  addGroup(group: { id: number; title: string }): void;
  group(id: number): { id: number; title: string } | undefined;
  setStarted(id: number): void;
  setBlocked(id: number, blocked: boolean): void;
  markRead(id: number): void;
  stars(id: number): number;
  moveStars(id: number, amount: number): void;
  announce(): void;
}

const STARS_AT_FIRST = 5000;
const SEED: readonly Required<NewPerson>[] = [
  { id: 100001, name: '旅客', language_code: 'zh-hans', role: 'traveller' },
  { id: 100002, name: 'Viaggiatrice', language_code: 'it', role: 'traveller' },
  { id: 100003, name: 'Traveller', language_code: 'en', role: 'traveller' },
  { id: 100004, name: '家人', language_code: 'zh-hant', role: 'family' },
];

/** Who lives in the box: four invented people on a fresh one, each with 5 000 Stars, and the groups they are in. */
export function createPeople({
  store,
  events,
  botId,
}: {
  store: Store;
  events: Events;
  botId: number;
}): People {
  const { db } = store;
  const select = `select *, (select count(*) from messages m where m.chat_id = people.id and m.message_id > people.read_up_to
    and m.body ->> '$.from.id' = ${botId}) as unread from people`;
  const all = db.prepare<[], PersonRow>(`${select} order by id`);
  const one = db.prepare<[number], PersonRow>(`${select} where id = ?`);
  const insert = db.prepare(
    'insert into people (id, first_name, language_code, role, stars) values (?, ?, ?, ?, ?)',
  );
  const oneGroup = db.prepare<[number], { id: number; title: string }>('select * from groups where id = ?');

  const person = ({ id, first_name, language_code, role, started, blocked, unread }: PersonRow): Person => ({
    ...{ id, name: first_name, language_code, role, unread },
    ...{ blocked: blocked === 1, started: started === 1 },
  });
  const known = (id: number) => {
    const row = one.get(id);
    if (!row) throw new RangeError(`nobody in the box has the id ${id}`);
    return row;
  };
  const people: People = {
    list: () => all.all().map(person),
    find(id) {
      const row = one.get(id);
      return row && person(row);
    },
    user(id) {
      const { first_name, language_code } = known(id);
      return { id, is_bot: false, first_name, language_code };
    },
    add: ({ id, name, language_code, role = 'traveller' }) =>
      void insert.run(id, name, language_code, role, STARS_AT_FIRST),
    addGroup: ({ id, title }) =>
      void db.prepare('insert or replace into groups values (?, ?)').run(id, title),
    group: (id) => oneGroup.get(id),
    setStarted(id) {
      if (db.prepare('update people set started = 1 where id = ? and started = 0').run(id).changes > 0)
        people.announce();
    },
    setBlocked(id, blocked) {
      db.prepare('update people set blocked = ? where id = ?').run(Number(blocked), known(id).id);
      people.announce();
    },
    markRead: (id) =>
      void db
        .prepare(
          'update people set read_up_to = (select coalesce(max(message_id), 0) from messages where chat_id = id) where id = ?',
        )
        .run(id),
    stars: (id) => known(id).stars,
    moveStars: (id, amount) =>
      void db.prepare('update people set stars = stars + ? where id = ?').run(amount, id),
    announce: () => events.emit({ event: 'people', data: { people: people.list() } }),
  };
  if (all.all().length === 0) store.write(() => SEED.forEach(people.add));
  return people;
}
