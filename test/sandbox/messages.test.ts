import { expect, it } from 'vitest';
import { openBox } from '../support/boxed.ts';

const startedBox = async () => {
  const opened = await openBox({ flood: false });
  opened.box.start(100001);
  return opened;
};
const refusal = (description: string, error_code = 400) => ({ error_code, description });
const bad = (text: string) => refusal(`Bad Request: ${text}`);
const NOT_MODIFIED = bad(
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
);

it('a text has 1 to 4096 characters after the markup is read', async () => {
  const { api } = await startedBox();
  await expect(api.sendMessage(100001, ' \n ')).rejects.toMatchObject(bad('message text is empty'));
  await expect(api.sendMessage(100001, '<b></b>', { parse_mode: 'HTML' })).rejects.toMatchObject(
    bad('message text is empty'),
  );
  await expect(api.sendMessage(100001, '字'.repeat(4097))).rejects.toMatchObject(bad('message is too long'));
  const full = await api.sendMessage(100001, `<b>${'😀'.repeat(4096)}</b>`, { parse_mode: 'HTML' });
  expect(full.entities).toEqual([{ type: 'bold', offset: 0, length: 8192 }]);
});

it('a caption has up to 1024 characters', async () => {
  const { api, box } = await startedBox();
  const id = box.sendMedia(100001, 'photo');
  const photo = box.messages(100001).find(({ message_id }) => message_id === id)?.photo?.[0]?.file_id ?? '';
  await expect(api.sendPhoto(100001, photo, { caption: 'x'.repeat(1025) })).rejects.toMatchObject(
    bad('message caption is too long'),
  );
  expect(await api.sendPhoto(100001, photo, { caption: 'x'.repeat(1024) })).toHaveProperty('caption');
});

it('the bot writes only where it may: not to strangers, not to who blocked it, not to nobody', async () => {
  const { api, box } = await startedBox();
  await expect(api.sendMessage(42, 'x')).rejects.toMatchObject(bad('chat not found'));
  await expect(api.sendMessage('@nobody', 'x')).rejects.toMatchObject(bad('chat not found'));
  await expect(api.sendMessage(100002, 'x')).rejects.toMatchObject(
    refusal("Forbidden: bot can't initiate conversation with a user", 403),
  );
  const { message_id } = await api.sendMessage(100001, 'x');
  box.block(100001, true);
  const blocked = refusal('Forbidden: bot was blocked by the user', 403);
  await expect(api.sendMessage(100001, 'x')).rejects.toMatchObject(blocked);
  await expect(api.editMessageText(100001, message_id, 'y')).rejects.toMatchObject(blocked);
  await expect(api.sendChatAction(100001, 'typing')).rejects.toMatchObject(blocked);
  box.block(100001, false);
  expect(await api.sendMessage(100001, 'back')).toHaveProperty('message_id');
});

it('an edit must change something and needs a message of the bot', async () => {
  const { api, box } = await startedBox();
  const markup = { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] };
  const { message_id } = await api.sendMessage(100001, '<b>x</b>', {
    parse_mode: 'HTML',
    reply_markup: markup,
  });
  const same = { parse_mode: 'HTML', reply_markup: markup } as const;
  await expect(api.editMessageText(100001, message_id, '<b>x</b>', same)).rejects.toMatchObject(NOT_MODIFIED);
  const edited = await api.editMessageText(100001, message_id, 'x');
  expect(edited).toMatchObject({ text: 'x', edit_date: expect.any(Number) as number });
  expect(edited).not.toHaveProperty('reply_markup');
  expect(edited).not.toHaveProperty('entities');
  await expect(api.editMessageReplyMarkup(100001, message_id)).rejects.toMatchObject(NOT_MODIFIED);
  await expect(api.editMessageText(100001, 999, 'x')).rejects.toMatchObject(bad('message to edit not found'));
  const own = box.messages(100001)[0]?.message_id ?? 0;
  await expect(api.editMessageText(100001, own, 'x')).rejects.toMatchObject(bad("message can't be edited"));
  await expect(api.editMessageCaption(100001, message_id, { caption: 'x' })).rejects.toMatchObject(
    bad('there is no caption in the message to edit'),
  );
});

it('a picture has a caption to edit and no text', async () => {
  const { api, box } = await startedBox();
  box.sendMedia(100001, 'photo');
  const file = box.messages(100001).at(-1)?.photo?.[0]?.file_id ?? '';
  const { message_id } = await api.sendPhoto(100001, file, { caption: 'a' });
  await expect(api.editMessageText(100001, message_id, 'x')).rejects.toMatchObject(
    bad('there is no text in the message to edit'),
  );
  expect(await api.editMessageCaption(100001, message_id, { caption: 'b' })).toMatchObject({ caption: 'b' });
  await expect(api.editMessageCaption(100001, message_id, { caption: 'b' })).rejects.toMatchObject(
    NOT_MODIFIED,
  );
  await expect(
    api.editMessageMedia(100001, message_id, { type: 'photo', media: file, caption: 'b' }),
  ).rejects.toMatchObject(NOT_MODIFIED);
});

it('what was deleted is gone, and old messages stay', async () => {
  const { api, box, pass } = await startedBox();
  const { message_id } = await api.sendMessage(100001, 'x');
  expect(await api.deleteMessage(100001, message_id)).toBe(true);
  await expect(api.deleteMessage(100001, message_id)).rejects.toMatchObject(
    bad('message to delete not found'),
  );
  await expect(api.editMessageText(100001, message_id, 'y')).rejects.toMatchObject(
    bad('message to edit not found'),
  );
  const old = await api.sendMessage(100001, 'old');
  pass(48 * 3600_000 + 1000);
  await expect(api.deleteMessage(100001, old.message_id)).rejects.toMatchObject(
    bad("message can't be deleted for everyone"),
  );
  expect(box.messages(100001).map(({ text }) => text)).toEqual(['/start', 'old']);
});

it('a reply quotes a message that is there', async () => {
  const { api, box } = await startedBox();
  const start = box.messages(100001)[0]?.message_id ?? 0;
  const reply = await api.sendMessage(100001, 'x', { reply_parameters: { message_id: start } });
  expect(reply.reply_to_message).toMatchObject({ message_id: start, text: '/start' });
  const nested = await api.sendMessage(100001, 'y', { reply_parameters: { message_id: reply.message_id } });
  expect(nested.reply_to_message).not.toHaveProperty('reply_to_message');
  await expect(api.sendMessage(100001, 'x', { reply_parameters: { message_id: 999 } })).rejects.toMatchObject(
    bad('message to be replied not found'),
  );
});

const B = { text: 'B' };
it.for([
  [{ ...B, callback_data: 'x'.repeat(65) }, 'BUTTON_DATA_INVALID'],
  [{ ...B, callback_data: '' }, 'BUTTON_DATA_INVALID'],
  [{ ...B, callback_data: '字'.repeat(22) }, 'BUTTON_DATA_INVALID'],
  [{ ...B }, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
  [
    { ...B, url: 'https://a.b', callback_data: 'x' },
    "can't parse inline keyboard button: exactly one action is allowed, found url and callback_data",
  ],
  [{ callback_data: 'x' }, /^can't parse inline keyboard button: Field "text"/],
  [{ text: ' ', callback_data: 'x' }, 'BUTTON_TEXT_INVALID'],
  [{ ...B, callback_data: 'x', style: 'purple' }, /^can't parse inline keyboard button: Field "style"/],
  [{ ...B, copy_text: { text: '' } }, 'BUTTON_COPY_TEXT_INVALID'],
  [{ ...B, copy_text: { text: 'x'.repeat(257) } }, 'BUTTON_COPY_TEXT_INVALID'],
  [{ ...B, url: '' }, "inline keyboard button URL '' is invalid: URL must be non-empty"],
  [
    { ...B, url: 'http://localhost/x' },
    "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
  ],
  [
    { ...B, url: 'ftp://a.b/' },
    "inline keyboard button URL 'ftp://a.b/' is invalid: Unsupported URL protocol",
  ],
  [{ ...B, url: 'not a url' }, "inline keyboard button URL 'not a url' is invalid: Wrong HTTP URL"],
] as const)('a wrong button is refused: %j', async ([button, problem]) => {
  const { call } = await startedBox();
  const reply_markup = { inline_keyboard: [[button]] };
  const { description } = await call('sendMessage', { chat_id: 100001, text: 'x', reply_markup });
  expect(description?.replace(/^Bad Request: /, '')).toMatch(problem);
});

it('right buttons stay as they were sent, and empty rows vanish', async () => {
  const { call } = await startedBox();
  const row = [
    { text: 'A', callback_data: 'x'.repeat(64), style: 'success' },
    { text: 'B', url: 'https://t.me/$abc' },
    { text: 'C', copy_text: { text: 'x'.repeat(256) } },
    { text: 'D', url: 'tg://user?id=1' },
  ];
  const reply_markup = { inline_keyboard: [row, []] };
  const { result } = await call('sendMessage', { chat_id: 100001, text: 'x', reply_markup });
  expect(result).toMatchObject({ reply_markup: { inline_keyboard: [row] } });
});

it('a keyboard that is none is refused', async () => {
  const { call } = await startedBox();
  const send = async (reply_markup: unknown) =>
    (await call('sendMessage', { chat_id: 100001, text: 'x', reply_markup })).description;
  expect(await send([])).toBe('Bad Request: object expected as reply markup');
  expect(await send({ keyboard: 1 })).toBe("Bad Request: can't parse reply keyboard markup JSON object");
  expect(await send({ inline_keyboard: 1 })).toBe('Bad Request: object expected as reply markup');
  expect(await send({ remove_keyboard: true })).toBeUndefined();
});
