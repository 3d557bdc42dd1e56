import { expect, it } from 'vitest';
import { openBox } from '../support/boxed.ts';

const wait = (seconds: number) => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

it('one message a second to a person, after a burst of five', async () => {
  const { api, box, pass } = await openBox();
  box.start(100001);
  for (let n = 0; n < 5; n++) await api.sendMessage(100001, `${n}`);
  await expect(api.sendMessage(100001, 'x')).rejects.toMatchObject(wait(1));
  pass(1000);
  await api.sendMessage(100001, '5');
  await expect(api.sendMessage(100001, 'x')).rejects.toMatchObject(wait(1));
  expect(box.messages(100001)).toHaveLength(7);
});

it('edits, answers and typing do not count as messages', async () => {
  const { api, box } = await openBox();
  box.start(100001);
  const { message_id } = await api.sendMessage(100001, 'x');
  for (let n = 0; n < 10; n++) await api.editMessageText(100001, message_id, `${n}`);
  for (let n = 0; n < 10; n++) await api.sendChatAction(100001, 'typing');
  expect(await api.sendMessage(100001, 'y')).toHaveProperty('message_id');
});

it('thirty messages a second in all', async () => {
  const { api, box, pass } = await openBox();
  for (let n = 0; n < 31; n++) {
    box.people.add({ id: 200 + n, name: `${n}`, language_code: 'en' });
    box.start(200 + n);
  }
  for (let n = 0; n < 30; n++) await api.sendMessage(200 + n, 'x');
  await expect(api.sendMessage(230, 'x')).rejects.toMatchObject(wait(1));
  pass(1000);
  expect(await api.sendMessage(230, 'x')).toHaveProperty('message_id');
});

it('twenty messages a minute to a group', async () => {
  const { api, box, pass } = await openBox();
  box.people.addGroup({ id: -500, title: '旅行群' });
  for (let n = 0; n < 20; n++) await api.sendMessage(-500, `${n}`);
  pass(10_000);
  await expect(api.sendMessage(-500, 'x')).rejects.toMatchObject(wait(50));
  pass(50_000);
  expect(await api.sendMessage(-500, 'x')).toHaveProperty('message_id');
});
