import { z } from 'zod';
import {
  bool,
  captioned,
  chatId,
  entities,
  fileOrId,
  int,
  linkPreview,
  parseMode,
  replyTo,
  text,
  upload,
} from '../fields.ts';
import { caption, messageText } from '../formatting.ts';
import { markup } from '../keyboard.ts';
import { type MethodEntry, method } from '../method.ts';
import { badRequest } from '../refusal.ts';
import { type Outgoing, sender } from '../sender.ts';
import type { Telegram } from '../telegram.ts';

const common = {
  chat_id: chatId,
  message_thread_id: int.optional(),
  disable_notification: bool.optional(),
  protect_content: bool.optional(),
  reply_parameters: replyTo.optional(),
  reply_markup: markup,
};
const ACTIONS = [
  ...(['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice'] as const),
  ...([
    'upload_document',
    'choose_sticker',
    'find_location',
    'record_video_note',
    'upload_video_note',
  ] as const),
] as const;

/** New messages from the bot. */
export function sendingMethods(telegram: Telegram): MethodEntry[] {
  const { files, messages, bot } = telegram;
  const send = sender(telegram);
  const checkCaption = ({ caption: raw, parse_mode, caption_entities }: Outgoing) =>
    caption(raw, { parseMode: parse_mode, entities: caption_entities });
  return [
    method(
      'sendMessage',
      {
        ...common,
        text,
        parse_mode: parseMode.optional(),
        entities: entities.optional(),
        link_preview_options: linkPreview.optional(),
      },
      (args) => {
        const formatted = messageText(args.text, { parseMode: args.parse_mode, entities: args.entities });
        const { link_preview_options } = args;
        return send(args, { ...formatted, ...(link_preview_options && { link_preview_options }) });
      },
    ),
    method(
      'sendPhoto',
      {
        ...common,
        ...captioned,
        photo: fileOrId,
        show_caption_above_media: bool.optional(),
        has_spoiler: bool.optional(),
      },
      (args) => send(args, { photo: [files.photo(args.photo)], ...checkCaption(args) }),
    ),
    method(
      'sendDocument',
      {
        ...common,
        ...captioned,
        document: fileOrId,
        thumbnail: upload.optional(),
        disable_content_type_detection: bool.optional(),
      },
      (args) => send(args, { document: files.document(args.document), ...checkCaption(args) }),
    ),
    method(
      'sendChatAction',
      {
        chat_id: chatId,
        message_thread_id: int.optional(),
        action: z.enum(ACTIONS, 'wrong parameter action in request'),
      },
      (args) => {
        messages.reachable(args.chat_id);
        return true as const;
      },
    ),
    method('deleteMessage', { chat_id: chatId, message_id: int }, (args) => {
      const chat = messages.chat(args.chat_id);
      const message = messages.find(chat.id, args.message_id);
      if (!message) throw badRequest('message to delete not found');
      if (message.date < telegram.clock.seconds() - 48 * 3600)
        throw badRequest("message can't be deleted for everyone");
      if (chat.type === 'group' && message.from?.id !== bot().id)
        throw badRequest("message can't be deleted");
      messages.remove(chat.id, args.message_id);
      return true as const;
    }),
  ];
}
