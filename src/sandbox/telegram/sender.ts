import type { InlineKeyboardMarkup, Message, MessageEntity, ParseMode, ReplyParameters } from 'grammy/types';
import { badRequest } from './refusal.ts';
import type { Telegram } from './telegram.ts';

/** What all sending methods share, as their schemas read it. */
export interface Outgoing {
  chat_id: number | string;
  protect_content?: boolean | undefined;
  reply_parameters?: ReplyParameters | undefined;
  reply_markup?: object | undefined;
  caption?: string | undefined;
  parse_mode?: ParseMode | undefined;
  caption_entities?: MessageEntity[] | undefined;
}

const isInline = (markup: object | undefined): markup is InlineKeyboardMarkup =>
  markup !== undefined && 'inline_keyboard' in markup;

/** A quoted message does not quote in turn; grammY's type of it cannot be built under exactOptionalPropertyTypes. */
const quoted = (message: Message) =>
  ({ ...message, reply_to_message: undefined }) as unknown as NonNullable<Message['reply_to_message']>;

/** Puts a message of the bot into a chat: reachable, within the flood limits, replying to what is there. */
export function sender({ messages, flood, bot }: Telegram) {
  return <F extends object>(args: Outgoing, fields: F, slug?: string) => {
    const chat = messages.reachable(args.chat_id);
    const { reply_markup, reply_parameters: reply } = args;
    const original = reply?.message_id === undefined ? undefined : messages.find(chat.id, reply.message_id);
    if (reply && !original && !reply.allow_sending_without_reply)
      throw badRequest('message to be replied not found');
    flood.count(chat.id);
    return messages.post(
      chat,
      bot(),
      {
        ...fields,
        ...(original && { reply_to_message: quoted(original) }),
        ...(args.protect_content && { has_protected_content: true as const }),
        ...(isInline(reply_markup) && { reply_markup }),
      },
      slug,
    );
  };
}
