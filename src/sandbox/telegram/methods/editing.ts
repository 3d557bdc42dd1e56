import type { Message } from 'grammy/types';
import { z } from 'zod';
import {
  bool,
  captioned,
  chatId,
  entities,
  int,
  json,
  linkPreview,
  parseMode,
  text,
  upload,
} from '../fields.ts';
import { caption, messageText } from '../formatting.ts';
import { inlineMarkup } from '../keyboard.ts';
import { type MethodEntry, method } from '../method.ts';
import { badRequest } from '../refusal.ts';
import type { Telegram } from '../telegram.ts';

const target = { chat_id: chatId.optional(), message_id: int.optional(), reply_markup: inlineMarkup };
interface Target {
  chat_id?: number | string | undefined;
  message_id?: number | undefined;
}
/** Upload or file id; `attach://name` has already been replaced by the file itself. */
const media = json(
  z.looseObject({
    type: z.enum(['photo', 'document'], 'type of the media must be one of photo and document in the box'),
    media: z.union([upload, z.string().min(1)], 'media not found'),
    caption: captioned.caption,
    parse_mode: captioned.parse_mode,
    caption_entities: captioned.caption_entities,
  }),
);
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const CONTENT = [
  'text',
  'entities',
  'caption',
  'caption_entities',
  'photo',
  'document',
  'link_preview_options',
  'reply_markup',
];

/** Changes to messages that the bot sent. */
export function editingMethods({ messages, files, bot, clock }: Telegram): MethodEntry[] {
  const find = ({ chat_id, message_id }: Target): Message => {
    if (chat_id === undefined) throw badRequest('chat_id is empty');
    if (message_id === undefined) throw badRequest('message identifier is not specified');
    const message = messages.find(messages.chat(chat_id).id, message_id);
    if (!message) throw badRequest('message to edit not found');
    messages.reachable(chat_id);
    if (message.from?.id !== bot().id) throw badRequest("message can't be edited");
    return message;
  };
  /** Replaces the named content; what is left out disappears, keyboards too. */
  const edit = <F extends object>(message: Message, replaced: readonly string[], fields: F) => {
    const kept = Object.fromEntries(Object.entries(message).filter(([key]) => !replaced.includes(key)));
    const edited = { ...(kept as unknown as Message), ...fields, edit_date: clock.seconds() };
    const content = (m: object) => JSON.stringify(CONTENT.map((key) => (m as Record<string, unknown>)[key]));
    if (content(edited) === content(message)) throw badRequest(NOT_MODIFIED);
    messages.replace(edited);
    return edited;
  };
  const withMarkup = (reply_markup: z.output<typeof inlineMarkup>) => reply_markup && { reply_markup };

  return [
    method(
      'editMessageText',
      {
        ...target,
        text,
        parse_mode: parseMode.optional(),
        entities: entities.optional(),
        link_preview_options: linkPreview.optional(),
      },
      (args) => {
        const { link_preview_options, parse_mode: parseMode } = args;
        const formatted = messageText(args.text, { parseMode, entities: args.entities });
        const message = find(args);
        if (message.text === undefined) throw badRequest('there is no text in the message to edit');
        const fields = {
          ...formatted,
          ...(link_preview_options && { link_preview_options }),
          ...withMarkup(args.reply_markup),
        };
        return edit(message, ['text', 'entities', 'link_preview_options', 'reply_markup'], fields);
      },
    ),
    method(
      'editMessageCaption',
      { ...target, ...captioned, show_caption_above_media: bool.optional() },
      (args) => {
        const formatted = caption(args.caption, {
          parseMode: args.parse_mode,
          entities: args.caption_entities,
        });
        const message = find(args);
        if (!message.photo && !message.document)
          throw badRequest('there is no caption in the message to edit');
        const fields = { ...formatted, ...withMarkup(args.reply_markup) };
        return edit(message, ['caption', 'caption_entities', 'reply_markup'], fields);
      },
    ),
    method('editMessageReplyMarkup', target, (args) =>
      edit(find(args), ['reply_markup'], { ...withMarkup(args.reply_markup) }),
    ),
    method('editMessageMedia', { ...target, media }, (args) => {
      const { type, media: file, caption: raw, parse_mode: parseMode, caption_entities } = args.media;
      const formatted = caption(raw, { parseMode, entities: caption_entities });
      const message = find(args);
      if (message.invoice) throw badRequest("message can't be edited");
      const content = type === 'photo' ? { photo: [files.photo(file)] } : { document: files.document(file) };
      const gone = CONTENT.filter((key) => key !== 'reply_markup');
      return edit(message, [...gone, 'reply_markup'], {
        ...content,
        ...formatted,
        ...withMarkup(args.reply_markup),
      });
    }),
  ];
}
