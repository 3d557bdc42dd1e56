import type { Update } from 'grammy/types';
import { beforeAll, expect, it } from 'vitest';
import { openBox } from '../support/boxed.ts';
import { updateSchema } from '../support/update-schema.ts';

beforeAll(() => void updateSchema(), 30_000);

const texts = (updates: Update[]) => updates.map(({ message }) => message?.text);

it('updates come in order and are kept until the offset passes them', async () => {
  const { api, box } = await openBox();
  for (const text of ['a', 'b', 'c']) box.say(100001, text);
  const all = await api.getUpdates();
  const ids = all.map(({ update_id }) => update_id);
  expect(ids).toEqual([ids[0], (ids[0] ?? 0) + 1, (ids[0] ?? 0) + 2]);
  expect(texts(await api.getUpdates({ limit: 2 }))).toEqual(['a', 'b']);
  expect(texts(await api.getUpdates({ offset: ids[1] ?? 0 }))).toEqual(['b', 'c']);
  expect(texts(await api.getUpdates())).toEqual(['b', 'c']);
  expect(texts(await api.getUpdates({ offset: -1 }))).toEqual(['c']);
  expect(texts(await api.getUpdates())).toEqual(['c']);
});

it('updates that nobody fetches are forgotten after 24 hours', async () => {
  const { api, box, pass } = await openBox();
  box.say(100001, 'old');
  pass(23 * 3600_000);
  box.say(100001, 'new');
  expect(texts(await api.getUpdates())).toEqual(['old', 'new']);
  pass(3600_000);
  expect(texts(await api.getUpdates())).toEqual(['new']);
});

it('a waiting poll ends as soon as something happens', async () => {
  const { api, box } = await openBox();
  const poll = api.getUpdates({ timeout: 30 });
  await expect.poll(() => box.messages(100001).length).toBe(0);
  box.say(100001, 'hello');
  expect(texts(await poll)).toEqual(['hello']);
});

it('a second poller ends the first one with a conflict', async () => {
  const { api, box } = await openBox();
  const first = api.getUpdates({ timeout: 30 }).catch((error: unknown) => error);
  const second = api.getUpdates({ timeout: 30 }).catch((error: unknown) => error);
  const loser = await Promise.race([first, second]);
  expect(loser).toMatchObject({
    error_code: 409,
    description:
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
  box.say(100001, 'for the winner');
  const results = await Promise.all([first, second]);
  expect(results.filter(Array.isArray)).toHaveLength(1);
});

it('a poller that hung up does not disturb the next one', async () => {
  const { api, box } = await openBox();
  const hangUp = new AbortController();
  type Signal = NonNullable<Parameters<typeof api.getUpdates>[1]>;
  const gone = api.getUpdates({ timeout: 30 }, hangUp.signal as unknown as Signal).catch(() => 'gone');
  hangUp.abort();
  expect(await gone).toBe('gone');
  const next = api.getUpdates({ timeout: 30 });
  box.say(100001, 'hello');
  expect(texts(await next)).toEqual(['hello']);
});

it('only the asked kinds of updates are stored, and the wish is remembered', async () => {
  const { api, box } = await openBox();
  await api.getUpdates({ allowed_updates: ['callback_query'] });
  box.say(100001, 'not wanted');
  expect(await api.getUpdates()).toEqual([]);
  await api.getUpdates({ allowed_updates: [] });
  box.say(100001, 'wanted');
  expect(texts(await api.getUpdates())).toEqual(['wanted']);
});

it('an update can be sent again on purpose, under the same or a new id', async () => {
  const { api, box } = await openBox();
  box.say(100001, 'once');
  const id = (await api.getUpdates())[0]?.update_id ?? 0;
  expect(await api.getUpdates({ offset: id + 1 })).toEqual([]);
  box.redeliver(id);
  expect(await api.getUpdates({ offset: id + 1 })).toMatchObject([
    { update_id: id, message: { text: 'once' } },
  ]);
  expect(await api.getUpdates({ offset: id + 1 })).toEqual([]);
  box.redeliver(id, { newId: true });
  expect(await api.getUpdates()).toMatchObject([{ update_id: id + 1, message: { text: 'once' } }]);
});

it("every update the box sends is an Update by grammY's own types, with no key beyond them", async () => {
  const { api, box } = await openBox({ flood: false });
  box.people.addGroup({ id: -500, title: '旅行群' });
  box.start(100001, 'card_1');
  box.say(100001, 'hello https://x.yz #tag');
  box.say(100002, 'in the group', { chat: -500 });
  for (const kind of ['photo', 'sticker', 'voice', 'document', 'location', 'contact'] as const)
    box.sendMedia(100001, kind);
  const button = { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] };
  const sent = await api.sendMessage(100001, '<b>x</b> <tg-time unix="1" format="r">y</tg-time>', {
    parse_mode: 'HTML',
    reply_markup: button,
  });
  const quoting = await api.sendMessage(100001, 'z', { reply_parameters: { message_id: sent.message_id } });
  void box.tap(100001, sent.message_id, 'a');
  void box.tap(100001, quoting.message_id, 'b');
  const invoice = await api.sendInvoice(100001, 'Plan', 'words', 'order_1', 'XTR', [
    { label: 'x', amount: 5 },
  ]);
  box.forward(100003, 100001, invoice.message_id);
  const slug = box.messages(100001).at(-1)?.invoice?.slug ?? '';
  const paying = box.pay(100001, slug);
  const asked = (await api.getUpdates()).at(-1)?.pre_checkout_query;
  await api.answerPreCheckoutQuery(asked?.id ?? '', true);
  expect(await paying).toEqual({ outcome: 'paid' });
  await api.refundStarPayment(100001, box.ledger()[0]?.id ?? '');
  box.block(100002, true);
  box.block(100002, false);

  const updates = await api.getUpdates();
  const kinds = new Set(updates.flatMap((update) => Object.keys(update)));
  expect(kinds).toEqual(
    new Set(['update_id', 'message', 'callback_query', 'pre_checkout_query', 'my_chat_member']),
  );
  const contents = new Set(updates.flatMap(({ message }) => Object.keys(message ?? {})));
  expect([...contents]).toEqual(
    expect.arrayContaining(['successful_payment', 'refunded_payment', 'forward_origin']),
  );
  const wrong = updates.flatMap((update) => {
    const { error } = updateSchema().safeParse(update);
    return error ? [{ update, issues: error.issues }] : [];
  });
  expect(wrong).toEqual([]);
});
