import { Bot, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import type { Ctx } from '../../src/bot/context.ts';
import { createUpdateHandling } from '../../src/bot/updates.ts';
import { createInbox } from '../../src/storage/inbox.ts';
import { describeOnBoth, newId, storeOver, testVault } from '../support/database.ts';
import type { Open } from '../support/database.ts';
import { silent } from '../support/silent.ts';
import { openCases } from '../support/cases.ts';

const botInfo = { id: 1, is_bot: true, first_name: 'Shop', username: 'shop_bot' } as Bot<Ctx>['botInfo'];
const clock = (): number => 1_000_000;

function says(update_id: number, chat: number, text: string): Update {
  const person = { id: chat, is_bot: false, first_name: 'Anna' };
  const message = { message_id: update_id, date: 1, chat: { ...person, type: 'private' as const }, text };
  return { update_id, message: { ...message, from: person } };
}

const telegramBusy = new GrammyError(
  'busy',
  { ok: false, error_code: 502, description: 'Bad Gateway' },
  'sendMessage',
  {},
);

/** A bot whose messages are handled by `on`, with the real inbox. */
async function openChat(open: Open, on: (text: string) => Promise<void> | void) {
  const database = await open();
  const inbox = createInbox({ db: database.db, vault: testVault, clock, newId });
  const bot = new Bot<Ctx>('1:X', { botInfo });
  const handled: string[] = [];
  const apologies: number[] = [];
  const warnings: object[] = [];
  const telegram = { answers: true, pauses: 0, onPause: async (): Promise<void> => {} };
  bot.on('message:text', async ({ message }) => {
    await on(message.text);
    handled.push(message.text);
  });
  const handling = createUpdateHandling({
    bot,
    inbox,
    readPayment: () => undefined,
    apologize: async ({ update_id }) => void apologies.push(update_id),
    telegramAnswers: async () => telegram.answers,
    hangsAfterMs: 20,
    pause: async () => {
      telegram.pauses++;
      await telegram.onPause();
    },
    clock,
    logger: { ...silent, warn: (facts, message) => void warnings.push({ ...facts, message }) },
  });
  return { handling, handled, apologies, warnings, telegram, store: storeOver(database, { clock }) };
}

describeOnBoth('An update that cannot be handled', (open) => {
  test('goes to a person after five failures: its sender hears of it, its chat goes on, and a replay after a repair handles it once', async () => {
    let broken = true;
    const { handling, handled, apologies, store } = await openChat(open, (text) => {
      if (broken && text === 'poison') throw new Error('broken');
    });
    await handling.receive([says(1, 7, 'poison'), says(2, 7, 'next'), says(3, 8, 'another chat')]);
    await handling.idle();
    expect(handled.toSorted()).toEqual(['another chat', 'next']);
    expect(apologies).toEqual([1]);
    expect(await openCases(store)).toMatchObject([{ subject: 'telegram:1', reason: 'update_failed' }]);

    await handling.replay('1');
    await handling.idle();
    expect(handled, 'not before a person says so').toHaveLength(2);
    broken = false;
    expect(await store.updates.replay('1')).toBe(true);
    expect(await store.updates.replay('1'), 'a second operator').toBe(false);
    await handling.replay('1');
    await handling.idle();
    await handling.replay('1');
    await handling.stop();
    expect(handled.filter((text) => text === 'poison')).toHaveLength(1);
    expect((await store.updates.byNumber('1'))?.state).toBe('done');
  });

  test('because its handler never ends goes to a person at once, and its chat goes on', async () => {
    const { handling, handled, apologies, store } = await openChat(open, (text) =>
      text === 'hang' ? new Promise(() => {}) : undefined,
    );
    await handling.receive([says(1, 7, 'hang'), says(2, 7, 'next')]);
    await handling.idle();
    expect(handled).toEqual(['next']);
    expect(apologies).toEqual([1]);
    expect(await openCases(store)).toHaveLength(1);
  });

  test('while Telegram is away waits for it, however long, and is nobody’s case', async () => {
    const { handling, handled, telegram, store } = await openChat(open, () => {
      if (!telegram.answers) throw telegramBusy;
    });
    telegram.answers = false;
    telegram.onPause = async () => {
      if (telegram.pauses === 300) telegram.answers = true;
    };
    await handling.receive([says(1, 7, 'hello')]);
    await handling.idle();
    expect(handled).toEqual(['hello']);
    expect(await openCases(store)).toEqual([]);
  });

  test('because Telegram fails this one alone does not silence its chat for ever', async () => {
    const { handling, handled, telegram, store } = await openChat(open, (text) => {
      if (text === 'cursed') throw telegramBusy;
    });
    await handling.receive([says(1, 7, 'cursed'), says(2, 7, 'next')]);
    await handling.idle();
    expect(handled).toEqual(['next']);
    expect(telegram.pauses, 'but it is patient').toBeGreaterThan(15);
    expect(await openCases(store)).toMatchObject([{ subject: 'telegram:1' }]);
  });

  test('and that an operator dropped is not tried again: its chat goes on', async () => {
    const { handling, handled, apologies, telegram, store } = await openChat(open, (text) => {
      if (text === 'cursed') throw telegramBusy;
    });
    telegram.onPause = async () => {
      if (telegram.pauses === 3) await store.updates.release('1', 'pending', 2);
    };
    await handling.receive([says(1, 7, 'cursed'), says(2, 7, 'next')]);
    await handling.idle();
    expect(handled).toEqual(['next']);
    expect(apologies).toEqual([]);
    expect(telegram.pauses).toBe(3);
    expect(await openCases(store)).toEqual([]);
  });
});

describeOnBoth('A chat that sends faster than it can be answered', (open) => {
  test('loses what is too much, and fills neither the memory nor the log', async () => {
    const busy = Promise.withResolvers<void>();
    const { handling, handled, warnings } = await openChat(open, () => busy.promise);
    await handling.receive(Array.from({ length: 130 }, (_, index) => says(index + 1, 7, String(index))));
    busy.resolve();
    await handling.idle();
    expect(handled).toHaveLength(30);
    expect(warnings).toEqual([{ chat: '7', times: 1, message: expect.stringContaining('faster') }]);
  });
});
