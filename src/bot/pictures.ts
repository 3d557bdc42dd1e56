import { InlineKeyboard } from 'grammy';
import type { Middleware } from 'grammy';
import type { Message } from 'grammy/types';
import { recognise } from '../domain/recognise.ts';
import { hour, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Store } from '../services/storage-port.ts';
import { actions } from './actions.ts';
import type { Ctx } from './context.ts';
import { deleteMessage } from './recognised.ts';
import type { Recognised } from './recognised.ts';
import type { Screens } from './screen.ts';
import type { Telegram } from './telegram.ts';
import { fateOf } from './views/claim.ts';

/** What a picture's QR codes say. */
export type ReadQr = (
  picture: Uint8Array,
) => Promise<
  { kind: 'texts'; texts: readonly string[] } | { kind: 'none' } | { kind: 'too_large' } | { kind: 'busy' }
>;

const mostBytes = 5 * 2 ** 20;
const decodable = ['image/png', 'image/jpeg'];
/** More pictures than this no traveller sends; each costs a decoding. */
const perCustomer = { name: 'pictures', most: 20, span: hour } as const;
/** A picture that takes longer gets a sign of life. */
const patience = 2.5 * second;

/**
 * Reads the QR code of a picture that somebody sends, and does what it is for. The picture is fetched into memory only, and deleted
 * from the chat before it is read: it may hold a bearer secret.
 */
export function createPictures({
  telegram,
  readQr,
  recognised,
  botUsername,
  limits,
  screens,
  clock,
}: {
  telegram: Pick<Telegram, 'download'>;
  readQr: ReadQr;
  recognised: Recognised;
  botUsername: string;
  limits: Store['limits'];
  screens: Screens;
  clock: Clock;
}): Middleware<Ctx> {
  async function say(
    ctx: Ctx,
    key: 'picture-none' | 'picture-large' | 'picture-busy' | 'picture-several' | 'claim-too-many',
    deleted: boolean,
  ): Promise<void> {
    const { speech } = ctx;
    const keyboard = new InlineKeyboard()
      .text(speech.t('button-claim-how'), actions.claim())
      .text(speech.t('button-person'), actions.person())
      .row()
      .text(speech.t('button-home'), actions.home());
    const fate = fateOf(speech, { as: 'picture', deleted });
    const text = speech.t('two-sentences', { first: speech.t(key), second: fate });
    await screens.show(ctx, { text, keyboard });
  }

  /** Fetches the picture, takes it out of the chat, and only then reads it, which may take its time. */
  async function read(
    ctx: Ctx,
    file: { id: string; size: number },
  ): Promise<{ reading: Awaited<ReturnType<ReadQr>>; deleted: boolean }> {
    const bytes = file.size > mostBytes ? 'too_large' : await telegram.download(file.id, mostBytes);
    const deleted = await deleteMessage(ctx);
    if (bytes === 'too_large') return { reading: { kind: 'too_large' }, deleted };
    return { reading: bytes === 'gone' ? { kind: 'none' } : await readQr(bytes), deleted };
  }

  return async (ctx, next) => {
    const file = ctx.message && pictureIn(ctx.message);
    if (!file) return next();
    const taken = await limits.take({ ...perCustomer, subject: ctx.customer.id, at: clock() });
    if (taken === undefined) return say(ctx, 'claim-too-many', await deleteMessage(ctx));
    const { reading, deleted } = await withSignOfLife(ctx, screens, read(ctx, file));
    switch (reading.kind) {
      case 'too_large':
        return say(ctx, 'picture-large', deleted);
      case 'busy':
        return say(ctx, 'picture-busy', deleted);
      case 'none':
        return say(ctx, 'picture-none', deleted);
      case 'texts': {
        // Six digits are in many a code of the world's.
        const known = reading.texts.filter((text) => {
          const what = recognise(text, botUsername);
          return what && (what.kind !== 'one_time_code' || what.alone);
        });
        if (known.length > 1) return say(ctx, 'picture-several', deleted);
        const [text = ''] = known;
        // The claim says it in its own answer, so that all its refusals are one bubble.
        if (known.length > 0 && recognise(text, botUsername)?.kind !== 'installation_code')
          await screens.show(ctx, { text: fateOf(ctx.speech, { as: 'picture', deleted }) });
        const done = await recognised(ctx, text, { kind: 'picture', deleted });
        if (!done) await say(ctx, 'picture-none', deleted);
      }
    }
  };
}

/** The largest size of a photo that we fetch, or an image sent as a file. */
function pictureIn({ photo, document }: Message): { id: string; size: number } | undefined {
  const sizes = photo?.map(({ file_id: id, file_size: size = 0 }) => ({ id, size }));
  if (sizes) return sizes.findLast(({ size }) => size <= mostBytes) ?? sizes[0];
  if (!document?.mime_type?.startsWith('image/')) return undefined;
  const { mime_type: type, thumbnail } = document;
  // Of what the reader cannot decode, Telegram's own JPEG is large enough for most codes.
  const { file_id: id, file_size: size = 0 } = thumbnail && !decodable.includes(type) ? thumbnail : document;
  return { id, size };
}

/** Says "reading…" when the work takes long, and takes that back when it is done. */
async function withSignOfLife<T>(ctx: Ctx, screens: Screens, work: Promise<T>): Promise<T> {
  const chatId = ctx.chat?.id;
  let sign: Promise<number | undefined> | undefined;
  const timer = setTimeout(() => {
    if (chatId === undefined) return;
    const screen = { text: ctx.speech.t('picture-reading') };
    sign = screens.send(ctx.api, chatId, screen).catch(() => undefined);
  }, patience);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    const messageId = await sign;
    if (chatId !== undefined && messageId !== undefined)
      await ctx.api.deleteMessage(chatId, messageId).catch(() => false);
  }
}
