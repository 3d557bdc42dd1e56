import { expect, it } from 'vitest';
import { openBox } from '../support/boxed.ts';

const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

async function tapped() {
  const opened = await openBox();
  const { api, box } = opened;
  box.start(100001);
  const { message_id } = await api.sendMessage(100001, 'x', {
    reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] },
  });
  const answer = box.tap(100001, message_id, 'a');
  const query = (await api.getUpdates()).at(-1)?.callback_query;
  return { ...opened, answer, query, id: query?.id ?? '' };
}

it('a tap reaches the bot with the message it was on, and its answer reaches the phone', async () => {
  const { api, answer, query, id } = await tapped();
  expect(query).toMatchObject({ from: { id: 100001 }, message: { text: 'x' }, data: 'a' });
  await api.answerCallbackQuery(id, { text: 'Done', show_alert: true });
  expect(await answer).toEqual({ text: 'Done', show_alert: true });
});

it('a tap is answered once', async () => {
  const { api, id } = await tapped();
  await api.answerCallbackQuery(id);
  await expect(api.answerCallbackQuery(id)).rejects.toMatchObject({ error_code: 400, description: TOO_OLD });
  await expect(api.answerCallbackQuery('nonsense')).rejects.toMatchObject({ description: TOO_OLD });
});

it('a tap is answered within 15 seconds or never', async () => {
  const { api, answer, id, pass } = await tapped();
  pass(15_000);
  expect(await answer).toBeNull();
  await expect(api.answerCallbackQuery(id)).rejects.toMatchObject({ description: TOO_OLD });
});

it('an answer holds 200 characters and opens only Telegram links', async () => {
  const { api, id } = await tapped();
  await expect(api.answerCallbackQuery(id, { text: 'x'.repeat(201) })).rejects.toMatchObject({
    description: 'Bad Request: MESSAGE_TOO_LONG',
  });
  await expect(api.answerCallbackQuery(id, { url: 'https://x.yz' })).rejects.toMatchObject({
    description: 'Bad Request: URL_INVALID',
  });
  expect(await api.answerCallbackQuery(id, { url: 'https://t.me/yuanyou_box_bot?start=x' })).toBe(true);
});

it('nobody taps what is not there', async () => {
  const { box } = await tapped();
  expect(() => box.beginTap(100001, 999, 'a')).toThrow('chat 100001 has no message 999');
  expect(() => box.beginTap(42, 1, 'a')).toThrow(RangeError);
});
