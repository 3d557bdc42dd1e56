import type { BotCommand, BotCommandScope, MenuButton } from 'grammy/types';
import { z } from 'zod';
import { chatId, int, json, language, text } from '../fields.ts';
import { length } from '../formatting.ts';
import { type MethodEntry, method } from '../method.ts';
import { badRequest } from '../refusal.ts';
import type { Telegram } from '../telegram.ts';

const scope: z.ZodType<BotCommandScope> = z.discriminatedUnion(
  'type',
  [
    z.object({
      type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']),
    }),
    z.object({ type: z.enum(['chat', 'chat_administrators']), chat_id: chatId }),
    z.object({ type: z.literal('chat_member'), chat_id: chatId, user_id: int }),
  ],
  "can't parse BotCommandScope: Unsupported type specified",
);
const commands: z.ZodType<BotCommand[]> = z.array(
  z.object({
    command: z
      .string()
      .transform((name) => name.replace(/^\//, ''))
      .pipe(z.string().regex(/^[a-z0-9_]{1,32}$/, 'BOT_COMMAND_INVALID')),
    description: z
      .string()
      .trim()
      .min(1, 'BOT_COMMAND_DESCRIPTION_INVALID')
      .max(256, 'BOT_COMMAND_DESCRIPTION_INVALID'),
  }),
);
const menuButton: z.ZodType<MenuButton> = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['commands', 'default']) }),
  z.object({ type: z.literal('web_app'), text: z.string(), web_app: z.object({ url: z.url() }) }),
]);
const scoped = { scope: json(scope).optional(), language_code: language.optional() };

const limited = (value: string | undefined, most: number, what: string) => {
  if (length(value ?? '') > most) throw badRequest(`${what} is too long`);
  return value?.trim() ?? '';
};
const place = (at: BotCommandScope | undefined) =>
  at && 'chat_id' in at
    ? [at.type, at.chat_id, ...('user_id' in at ? [at.user_id] : [])].join(':')
    : (at?.type ?? 'default');

/** Who the bot is: name, descriptions, command lists, files and chats it can see. */
export function profileMethods({ profile, bot, files, messages }: Telegram): MethodEntry[] {
  const one = { language_code: language.optional() };
  return [
    method('getMe', {}, () => ({
      ...bot(),
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_guest_queries: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    })),
    method('setMyCommands', { ...scoped, commands: json(commands) }, (args) => {
      if (args.commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
      profile.set('commands', place(args.scope), args.language_code ?? '', JSON.stringify(args.commands));
      return true as const;
    }),
    method(
      'getMyCommands',
      scoped,
      ({ scope: at, language_code = '' }) =>
        JSON.parse(profile.get('commands', place(at), language_code) ?? '[]') as BotCommand[],
    ),
    method('deleteMyCommands', scoped, ({ scope: at, language_code = '' }) => {
      profile.set('commands', place(at), language_code, '[]');
      return true as const;
    }),
    method('setMyName', { ...one, name: text.optional() }, ({ name, language_code = '' }) => {
      profile.set('name', 'default', language_code, limited(name, 64, 'name'));
      return true as const;
    }),
    method('getMyName', one, ({ language_code }) => ({
      name: profile.text('name', language_code) || bot().first_name,
    })),
    method(
      'setMyDescription',
      { ...one, description: text.optional() },
      ({ description, language_code = '' }) => {
        profile.set('description', 'default', language_code, limited(description, 512, 'description'));
        return true as const;
      },
    ),
    method('getMyDescription', one, ({ language_code }) => ({
      description: profile.text('description', language_code),
    })),
    method(
      'setMyShortDescription',
      { ...one, short_description: text.optional() },
      ({ short_description, language_code = '' }) => {
        profile.set(
          'short_description',
          'default',
          language_code,
          limited(short_description, 120, 'short description'),
        );
        return true as const;
      },
    ),
    method('getMyShortDescription', one, ({ language_code }) => ({
      short_description: profile.text('short_description', language_code),
    })),
    method(
      'setChatMenuButton',
      { chat_id: int.optional(), menu_button: json(menuButton).optional() },
      (args) => {
        const at = args.chat_id === undefined ? 'default' : `chat:${messages.chat(args.chat_id).id}`;
        profile.set('menu_button', at, '', JSON.stringify(args.menu_button ?? { type: 'default' }));
        return true as const;
      },
    ),
    method('getFile', { file_id: text }, ({ file_id }) => files.get(file_id)),
    method('getChat', { chat_id: chatId }, (args) => {
      const gifts = { unlimited_gifts: false, limited_gifts: false, unique_gifts: false };
      const accepted_gift_types = { ...gifts, premium_subscription: false, gifts_from_channels: false };
      return {
        ...messages.chat(args.chat_id),
        accent_color_id: 0,
        max_reaction_count: 11,
        accepted_gift_types,
      };
    }),
  ];
}
