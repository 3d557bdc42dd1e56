import { expect, it } from 'vitest';
import { z } from 'zod';
import { chatId, text } from '../../src/sandbox/telegram/fields.ts';
import { method } from '../../src/sandbox/telegram/method.ts';

it("the compiler holds a method's parameters and result to the real Bot API", () => {
  const right = { chat_id: chatId, action: z.literal('typing') };
  const entries = [
    method('sendChatAction', right, () => true as const),
    // @ts-expect-error: the Bot API has no such parameter
    method('sendChatAction', { ...right, colour: text }, () => true as const),
    // @ts-expect-error: action is required
    method('sendChatAction', { chat_id: chatId }, () => true as const),
    // @ts-expect-error: an action is not any text
    method('sendChatAction', { ...right, action: text }, () => true as const),
    // @ts-expect-error: the result is true
    method('sendChatAction', right, () => 'done'),
  ];
  expect(entries.map(({ name }) => name)).toEqual(Array(5).fill('sendChatAction'));
});
