import { expect, test } from 'vitest';
import { openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { people } from '../support/world.ts';

const group = -100_200;
const secret = 'secret-of-the-webhook';
const webhook = { UPDATES: 'webhook', PUBLIC_URL: 'http://127.0.0.1:9', TELEGRAM_WEBHOOK_SECRET: secret };

const date = 1_780_000_000;
const anna = { id: people.en, is_bot: false, first_name: 'Anna', language_code: 'en' };
const botUser = { id: 777, is_bot: true, first_name: 'Other', username: 'other_bot' };
const anonymous = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
const privately = { id: people.en, type: 'private', first_name: 'Anna' };
const inGroup = { id: group, type: 'supergroup', title: 'Trip' };
const channel = { id: -100_300, type: 'channel', title: 'News' };
const command = { text: '/start', entities: [{ type: 'bot_command', offset: 0, length: 6 }] };
const message = { message_id: 1, date, from: anna, chat: privately };

/** Hands the bot an update that no phone in the box can make, and waits until it is done with it. */
async function receive({ world }: Scene, update: object): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${world.app.port}/telegram/webhook`, {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify(update),
  });
  expect(response.status).toBe(200);
  await world.app.idle();
}

/** What the bot said to anybody, but for what it sets up and asks at the start. */
function calls({ world }: Scene): string[] {
  return world.box.wire
    .entries()
    .filter(({ direction }) => direction === 'to_telegram')
    .map(({ method }) => method)
    .filter((method) => !/^(set|get)[A-Z]/.test(method));
}

test.each([
  [
    'a channel’s post',
    { channel_post: { ...message, ...command, from: undefined, sender_chat: channel, chat: channel } },
  ],
  [
    'a channel writing in a group',
    {
      message: {
        ...message,
        ...command,
        from: { ...botUser, id: 136_817_688 },
        sender_chat: channel,
        chat: inGroup,
      },
    },
  ],
  [
    'an anonymous admin',
    { message: { ...message, ...command, from: anonymous, sender_chat: inGroup, chat: inGroup } },
  ],
  ['another bot', { message: { ...message, ...command, from: botUser, chat: inGroup } }],
  ['an edited message', { edited_message: { ...message, ...command, edit_date: date + 5 } }],
  ['a pinned message', { message: { ...message, pinned_message: { ...message, text: 'x' } } }],
  [
    'a timer for deleting messages',
    { message: { ...message, message_auto_delete_timer_changed: { message_auto_delete_time: 60 } } },
  ],
  ['somebody who joined the group', { message: { ...message, chat: inGroup, new_chat_members: [botUser] } }],
  [
    'a reaction',
    {
      message_reaction: {
        chat: privately,
        message_id: 1,
        user: anna,
        date,
        old_reaction: [],
        new_reaction: [],
      },
    },
  ],
  ['a kind of update that does not exist yet', { something_new: { from: anna } }],
])('%s gets no answer and does no harm', async (_, update) => {
  await using scene = await openScene({ env: webhook });
  await receive(scene, { update_id: 1, ...update });
  expect(calls(scene)).toEqual([]);
  expect(scene.books.reviews()).toEqual([]);
});

test.each([
  ['on a message that Telegram shows no more', { message: { chat: privately, message_id: 1, date: 0 } }],
  ['on a message that somebody else forwarded through us', { inline_message_id: 'abc' }],
  ['of a game', { message: { ...message, text: 'x' }, data: undefined, game_short_name: 'chess' }],
])('a tap %s is answered', async (_, fields) => {
  await using scene = await openScene({ env: webhook });
  scene.world.box.start(people.en);
  await receive(scene, { update_id: 1, message: { ...message, ...command } });
  const before = calls(scene).length;
  await receive(scene, {
    update_id: 2,
    callback_query: { id: '5', from: anna, chat_instance: '1', data: 'home', ...fields },
  });
  expect(
    calls(scene)
      .slice(before)
      .filter((method) => method === 'answerCallbackQuery'),
  ).toHaveLength(1);
  expect(scene.books.reviews()).toEqual([]);
});

test('in a group our commands get the way to the private chat, and nothing of a card is shown', async () => {
  await using scene = await openScene();
  const { world, person, witness, allIsWell } = scene;
  const { box } = world;
  box.people.addGroup({ id: group, title: 'Trip <b>' });
  await person.start();
  const ours = ['/start', '/balance', '/renew', '/help@yuanyou_box_bot', '/START', '/renew 4821'];
  for (const text of ours) {
    box.say(person.id, text, { chat: group });
    await world.settle();
  }
  const links = JSON.stringify(box.messages(group).map(({ reply_markup }) => reply_markup));
  expect(links.match(/t\.me\/yuanyou_box_bot\?start=renew/g)).toHaveLength(ours.length);
  expect(JSON.stringify(box.messages(group))).not.toMatch(/Italy|GB|card_/);

  for (const text of ['balance', 'renew', 'hello', '/help@other_bot', '/ban 5', 'see /help']) {
    box.say(person.id, text, { chat: group });
    await world.settle();
  }
  expect(witness.said(group), 'other talk is none of our business').toHaveLength(ours.length);

  const bubble = box.messages(group).find(({ from }) => from?.is_bot);
  const answer = await box.tap(person.id, bubble?.message_id ?? 0, 'home', { chat: group });
  await world.settle();
  expect(answer).toMatchObject({ show_alert: true, text: scene.t('group-private') });
  expect(witness.said(group)).toHaveLength(ours.length);
  allIsWell();
});
