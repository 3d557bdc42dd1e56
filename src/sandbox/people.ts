import type { User } from 'grammy/types';
import type { Events } from './events.ts';
import type { Store } from './store.ts';

/** Someone in the box, as the page lists them; `unread` counts the bot's messages since this person last wrote. */
export interface Person {
  id: number;
  name: string;
  language_code: string;
  role: string;
  /** Where their mails go; nobody else's mailbox has this address. */
  email: string;
  blocked: boolean;
  started: boolean;
  unread: number;
  stars: number;
}
type Flag = 'started' | 'blocked';
type Row = Omit<Person, Flag | 'email'> & Record<Flag, number>;
export type NewPerson = Pick<Person, 'id' | 'name' | 'language_code'> & { role?: string };
export type People = ReturnType<typeof createPeople>;

const STARS_AT_FIRST = 5000;
const SEED: readonly (NewPerson & { mailbox: string })[] = [
  { id: 100001, name: '旅客', language_code: 'zh-hans', mailbox: 'lvke' },
  { id: 100002, name: 'Viaggiatrice', language_code: 'it', mailbox: 'viaggiatrice' },
  { id: 100003, name: 'Traveller', language_code: 'en', mailbox: 'traveller' },
  { id: 100004, name: '家人', language_code: 'zh-hant', role: 'family', mailbox: 'jiaren' },
  { id: 100005, name: '运营', language_code: 'zh-hans', role: 'operator', mailbox: 'yunying' },
];

const emailOf = (id: number) =>
  `${SEED.find((person) => person.id === id)?.mailbox ?? `person${id}`}@box.invalid`;

/** Who lives in the box: five invented people, each with 5 000 Stars at first, and the groups they are in. */
export function createPeople({ store, events }: { store: Store; events: Events }) {
  const { db } = store;
  const select = `select *, (select count(*) from messages m where m.chat_id = people.id and m.incoming = 0 and m.message_id >
    (select coalesce(max(message_id), 0) from messages o where o.chat_id = people.id and o.incoming = 1)) as unread from people`;
  const all = db.prepare<[], Row>(`${select} order by id`);
  const one = db.prepare<[number], Omit<Row, 'unread'>>('select * from people where id = ?');
  const insert = db.prepare(
    'insert into people (id, name, language_code, role, stars) values (?, ?, ?, ?, ?)',
  );
  const oneGroup = db.prepare<[number], { id: number; title: string }>('select * from groups where id = ?');

  const flags = (row: Record<Flag, number>) => ({ blocked: row.blocked === 1, started: row.started === 1 });
  const known = (id: number) => {
    const row = one.get(id);
    if (!row) throw new RangeError(`nobody in the box has the id ${id}`);
    return { ...row, email: emailOf(id) };
  };
  const list = (): Person[] => all.all().map((row) => ({ ...row, ...flags(row), email: emailOf(row.id) }));
  const announce = () => events.emit({ event: 'people', data: { people: list() } });
  const add = ({ id, name, language_code, role = 'traveller' }: NewPerson) =>
    void insert.run(id, name, language_code, role, STARS_AT_FIRST);
  // A box from before one of them came gets this one too.
  const missing = SEED.filter(({ id }) => !one.get(id));
  if (missing.length > 0) store.write(() => missing.forEach(add));

  return {
    list,
    add,
    /** Throws a `RangeError` for nobody. */
    known,
    find(id: number) {
      const row = one.get(id);
      return row && { ...row, ...flags(row) };
    },
    user(id: number): User {
      const { name, language_code } = known(id);
      return { id, is_bot: false, first_name: name, language_code };
    },
    addGroup: ({ id, title }: { id: number; title: string }) =>
      void db.prepare('insert or replace into groups values (?, ?)').run(id, title),
    group: (id: number) => oneGroup.get(id),
    set(id: number, flag: Flag, value: boolean) {
      db.prepare(`update people set ${flag} = ? where id = ?`).run(Number(value), known(id).id);
      announce();
    },
    stars: (id: number) => known(id).stars,
    moveStars(id: number, amount: number) {
      db.prepare('update people set stars = stars + ? where id = ?').run(amount, id);
      announce();
    },
  };
}
