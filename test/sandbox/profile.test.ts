import { expect, it } from 'vitest';
import { openBox } from '../support/boxed.ts';

it('texts about the bot exist once per language, with one for all others', async () => {
  const { api, url } = await openBox();
  await api.setMyDescription('Check data, renew', { language_code: 'en' });
  await api.setMyDescription('查余额', { language_code: 'zh' });
  await api.setMyDescription('Default');
  await api.setMyShortDescription('Short');
  expect(await api.getMyDescription({ language_code: 'zh' })).toEqual({ description: '查余额' });
  expect(await api.getMyDescription({ language_code: 'it' })).toEqual({ description: 'Default' });
  expect(await api.getMyShortDescription()).toEqual({ short_description: 'Short' });
  expect(await api.getMyName()).toEqual({ name: '遠遊卡' });
  await api.setMyName('Yuanyou TEST');
  expect(await api.getMe()).toMatchObject({ first_name: 'Yuanyou TEST' });
  await expect(api.setMyDescription('x'.repeat(513))).rejects.toMatchObject({ error_code: 400 });
  const state = (await (await fetch(`${url}/box/state`)).json()) as { bot: { description: unknown } };
  expect(state.bot.description).toEqual({ '': 'Default', en: 'Check data, renew', zh: '查余额' });
});

it('command lists exist per language and chat', async () => {
  const { api, call, url } = await openBox();
  const list = (description: string) => [{ command: 'renew', description }];
  await api.setMyCommands(list('Renew'));
  await api.setMyCommands(list('续费'), { language_code: 'zh' });
  await api.setMyCommands(list('續費'), { scope: { type: 'chat', chat_id: 100004 } });
  expect(await api.getMyCommands({ language_code: 'zh' })).toEqual(list('续费'));
  expect(await api.getMyCommands({ language_code: 'it' })).toEqual([]);
  const state = (await (await fetch(`${url}/box/state`)).json()) as { bot: { commands: unknown } };
  expect(state.bot.commands).toEqual({ '': list('Renew'), zh: list('续费'), 'chat:100004': list('續費') });
  await api.deleteMyCommands({ language_code: 'zh' });
  expect(await api.getMyCommands({ language_code: 'zh' })).toEqual([]);
  const wrong = async (commands: unknown, language_code = '') =>
    (await call('setMyCommands', { commands, language_code })).description;
  expect(await wrong([{ command: 'Re new', description: 'x' }])).toBe('Bad Request: BOT_COMMAND_INVALID');
  expect(await wrong([{ command: 'renew', description: '' }])).toBe(
    'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID',
  );
  expect(await wrong(list('x'), 'zh-CN')).toBe('Bad Request: invalid language code specified');
});

it('a chat can be looked up', async () => {
  const { api } = await openBox();
  expect(await api.getChat(100002)).toMatchObject({
    id: 100002,
    type: 'private',
    first_name: 'Viaggiatrice',
  });
  await expect(api.getChat(42)).rejects.toMatchObject({ description: 'Bad Request: chat not found' });
  expect(await api.setChatMenuButton({ menu_button: { type: 'commands' } })).toBe(true);
});
