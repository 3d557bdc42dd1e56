import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InlineKeyboard, InputFile } from 'grammy';
import type { Context } from 'grammy';
import type { Message } from 'grammy/types';
import { actions } from './actions.ts';
import type { Facts } from './context.ts';
import type { Screens } from './screen.ts';
import { isGoneBubble, isNotModified } from './screen.ts';

/** A renewal in four pictures, one bubble whose picture changes. */
export type ShowGuide = (ctx: Context & Facts, slide: number) => Promise<void>;

const slides = 4;

/** The picture guide. Telegram keeps a picture it has seen, so each is uploaded once per process. */
export function createGuide({ screens }: { screens: Screens }): ShowGuide {
  const uploaded = new Map<number, string>();

  return async (ctx, asked) => {
    const slide = Math.min(slides, Math.max(1, asked));
    const { t } = ctx.speech;
    const keyboard = new InlineKeyboard();
    if (slide > 1) keyboard.text(t('button-previous'), actions.guide(slide - 1));
    if (slide < slides) keyboard.text(t('button-next'), actions.guide(slide + 1));
    keyboard.row().text(t('button-home'), actions.home());
    const caption = screens.mark(t(`guide-${slide as 1 | 2 | 3 | 4}`));
    const media = uploaded.get(slide) ?? picture(slide);
    const tapped = ctx.callbackQuery?.message;
    const send = (): Promise<Message> =>
      ctx.replyWithPhoto(media, { caption, parse_mode: 'HTML', reply_markup: keyboard });
    const edit = async (): Promise<Message | true> => {
      try {
        const photo = { type: 'photo', media, caption, parse_mode: 'HTML' } as const;
        return await ctx.editMessageMedia(photo, { reply_markup: keyboard });
      } catch (error) {
        if (isNotModified(error)) return true;
        if (isGoneBubble(error)) return send();
        throw error;
      }
    };
    const shown = await (tapped && 'photo' in tapped ? edit() : send());
    const fileId = shown === true ? undefined : shown.photo?.at(-1)?.file_id;
    if (fileId) uploaded.set(slide, fileId);
  };
}

function picture(slide: number): InputFile {
  const file = path.join(import.meta.dirname, 'guide', `${slide}.png`);
  return new InputFile(readFileSync(file), `guide-${slide}.png`);
}
