import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openBox } from '../support/boxed.ts';

const folder = () => {
  const made = mkdtempSync(path.join(tmpdir(), 'box-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

it('bubbles, updates, Stars and the moved clock are there again after a kill -9', async () => {
  const file = path.join(folder(), 'sandbox.db');
  const box = fileURLToPath(new URL('../../src/sandbox/box.ts', import.meta.url));
  const life = `
    import { createBox } from ${JSON.stringify(box)};
    const box = createBox({ file: ${JSON.stringify(file)}, now: () => ${Date.UTC(2026, 5, 12, 10)} });
    box.start(100001);
    box.clock.advance(3600_000);
    process.kill(process.pid, 'SIGKILL');`;
  const killed = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', life], {
    encoding: 'utf8',
  });
  expect(killed).toMatchObject({ signal: 'SIGKILL', stderr: '' });

  const again = await openBox({ file });
  expect(again.box.messages(100001).map(({ text }) => text)).toEqual(['/start']);
  expect(again.box.clock.now()).toBe(Date.UTC(2026, 5, 12, 11));
  expect(await again.api.getUpdates()).toMatchObject([{ message: { text: '/start' } }]);
});

it('a payment that was waiting when the box stopped times out after the restart', async () => {
  const file = path.join(folder(), 'sandbox.db');
  const before = await openBox({ file });
  before.box.start(100001);
  const link = await before.api.createInvoiceLink('t', 'd', 'p', '', 'XTR', [{ label: 'x', amount: 5 }]);
  const opened = before.box.openLink(100001, link);
  void before.box.pay(100001, 'slug' in opened ? opened.slug : '');
  const id = (await before.api.getUpdates()).at(-1)?.pre_checkout_query?.id ?? '';
  await before.box.close();

  const after = await openBox({ file });
  const heard: unknown[] = [];
  after.box.events.subscribe(({ event, data }) => event === 'checkout' && heard.push(data));
  after.pass(10_000);
  expect(heard).toEqual([{ person: 100001, checkout_id: id, outcome: 'timed_out' }]);
  await expect(after.api.answerPreCheckoutQuery(id, true)).rejects.toMatchObject({ error_code: 400 });
  expect(after.box.starBalance(100001)).toBe(5000);
});

it('the world does not go back in time', async () => {
  const { box } = await openBox();
  expect(() => box.clock.advance(-1)).toThrow(RangeError);
});
