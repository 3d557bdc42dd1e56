import { GrammyError } from 'grammy';
import { recognise } from '../domain/recognise.ts';
import type { Claiming } from './claim.ts';
import type { Codes } from './codes.ts';
import type { Ctx } from './context.ts';
import type { Email } from './email.ts';

/** Where a text comes from. A picture is out of the chat already, or could not be deleted. */
export type Source = { readonly kind: 'typed' } | { readonly kind: 'picture'; readonly deleted: boolean };

/** Does what a text is for that is a code, a link or the like, or has one among its words; answers false for all that is talk. */
export type Recognised = (ctx: Ctx, text: string, source: Source) => Promise<boolean>;

/** Any code, typed or in a picture, is recognised anywhere for what it is. */
export function createRecognised({
  botUsername,
  claiming,
  codes,
  email,
  openLink,
}: {
  botUsername: string;
  claiming: Claiming;
  codes: Codes;
  email: Email;
  openLink: (ctx: Ctx, payload: string) => Promise<void>;
}): Recognised {
  return async (ctx, text, source) => {
    const found = recognise(text, botUsername);
    switch (found?.kind) {
      case 'installation_code': {
        await ctx.conversation.exitAll();
        const sent =
          source.kind === 'picture'
            ? { as: 'picture' as const, deleted: source.deleted }
            : { as: 'text' as const, deleted: await deleteMessage(ctx) };
        await claiming.byCode(ctx, found.lpa, sent);
        return true;
      }
      case 'activation_code':
        await ctx.conversation.exitAll();
        await codes.show(ctx, found.code);
        return true;
      case 'wrong_activation_code':
        await codes.mistyped(ctx);
        return true;
      case 'link':
        await openLink(ctx, found.payload);
        return true;
      case 'address':
        return email.typedAddress(ctx, found.address);
      case 'one_time_code':
        return email.typedCode(ctx, found);
      case 'card_number':
        await claiming.byNumber(ctx, found.iccid);
        return true;
      case undefined:
        return false;
    }
  };
}

/** Takes what somebody sent, now or in an earlier message, out of the chat; answers false where Telegram does not let us. */
export async function deleteMessage(ctx: Ctx, messageId?: number): Promise<boolean> {
  try {
    if (messageId === undefined) return await ctx.deleteMessage();
    return await ctx.api.deleteMessage(ctx.chat?.id ?? 0, messageId);
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    // Gone already, by hand or in an earlier try of ours.
    return error.description.includes('not found');
  }
}
