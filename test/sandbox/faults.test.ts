import { HttpError } from 'grammy';
import { expect, it } from 'vitest';
import { openBox } from '../support/boxed.ts';

const startedBox = async () => {
  const opened = await openBox();
  opened.box.start(100001);
  return opened;
};

it('the next calls of one method fail as told, others do not', async () => {
  const { api, box } = await startedBox();
  box.faults.add({
    method: 'sendMessage',
    kind: 'status',
    status: 500,
    description: 'Internal Server Error',
    times: 2,
  });
  box.faults.add({ method: 'sendMessage', kind: 'status', status: 429, retryAfter: 7 });
  expect(await api.getMe()).toHaveProperty('id');
  for (const error_code of [500, 500])
    await expect(api.sendMessage(100001, 'x')).rejects.toMatchObject({ error_code });
  await expect(api.sendMessage(100001, 'x')).rejects.toMatchObject({
    error_code: 429,
    parameters: { retry_after: 7 },
  });
  expect(box.messages(100001)).toHaveLength(1);
  expect(await api.sendMessage(100001, 'x')).toHaveProperty('message_id');
});

it('an answer can be lost after the work was done, or a call before it', async () => {
  const { api, box } = await startedBox();
  box.faults.add({ method: 'sendMessage', kind: 'drop_after' });
  await expect(api.sendMessage(100001, 'arrives')).rejects.toBeInstanceOf(HttpError);
  box.faults.add({ method: 'sendMessage', kind: 'drop_before' });
  await expect(api.sendMessage(100001, 'is lost')).rejects.toBeInstanceOf(HttpError);
  expect(box.messages(100001).map(({ text }) => text)).toEqual(['/start', 'arrives']);
});

it('an answer can be late, and faults can be taken back', async () => {
  const { api, box } = await startedBox();
  box.faults.add({ method: '*', kind: 'delay', ms: 5 });
  expect(await api.getMe()).toHaveProperty('id');
  box.faults.add({ method: 'getMe', kind: 'status', status: 500 });
  box.faults.clear();
  expect(await api.getMe()).toHaveProperty('id');
});
