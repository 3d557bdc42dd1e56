import { InlineKeyboard, InputFile } from 'grammy';
import type { Context } from 'grammy';
import { parseActivationCode } from '../domain/activation-code.ts';
import type { IssuedCode } from '../domain/issued-code.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Clock } from '../domain/time.ts';
import type { CodeService, Way } from '../services/activation-codes.ts';
import type { Store } from '../services/storage-port.ts';
import { actions } from './actions.ts';
import type { Facts } from './context.ts';
import type { CustomerChat } from './customer-chat.ts';
import { tappedText } from './screen.ts';
import type { Screen, Screens } from './screen.ts';
import { phoneCheckScreen } from './views/buy.ts';
import { activateScreen, cancelCodeScreen, codePicture, codeScreen, codeState } from './views/code.ts';

type Talk = Context & Facts;
type Done = Promise<void>;

/** An activation code in its payer's hands and in those of whoever it was given to. Only [Activate] and [Cancel] act. */
export interface Codes {
  /** Somebody shows a code: by a link, typed, or read from a picture. `text` as it came. */
  show(ctx: Talk, text: string): Done;
  /** Meant as a code, and mistyped: it costs no try. */
  mistyped(ctx: Talk): Done;
  /** How to use one, and how to give one. */
  explain(ctx: Talk): Done;
  /** Where to? */
  use(ctx: Talk, codeId: string): Done;
  /** What it would do to this card (null: as a new one). */
  ask(ctx: Talk, codeId: string, cardId: string | null): Done;
  phoneIsFine(ctx: Talk, codeId: string): Done;
  explainPhone(ctx: Talk, codeId: string): Done;
  activate(ctx: Talk, codeId: string, cardId: string | null): Done;
  /** The code again, for its payer. */
  showAgain(ctx: Talk, codeId: string): Done;
  askCancel(ctx: Talk, codeId: string): Done;
  cancel(ctx: Talk, codeId: string): Done;
}

export function createCodes({
  codes,
  store,
  closeStatus,
  catalogue,
  botUsername,
  screens,
  qrPng,
  clock,
}: {
  codes: CodeService;
  store: Pick<Store, 'customers' | 'orders' | 'payments'>;
  closeStatus: CustomerChat['closeStatus'];
  catalogue: Catalogue;
  botUsername: string;
  screens: Screens;
  qrPng: (text: string) => Uint8Array;
  clock: Clock;
}): Codes {
  async function refuse(ctx: Talk, text: string): Done {
    const { t } = ctx.speech;
    const keyboard = new InlineKeyboard()
      .text(t('button-home'), actions.home())
      .text(t('button-help'), actions.help());
    await screens.show(ctx, { text, keyboard });
  }

  function notYours(ctx: Talk): void {
    ctx.toast = { text: ctx.speech.t('not-yours'), alert: true };
  }

  /** Its payer and whoever used it hear what became of it; anybody else no more than of a code that never was. */
  async function over(ctx: Talk, code: IssuedCode): Done {
    const { customer, speech } = ctx;
    if (code.redeemedBy === customer.id && ctx.callbackQuery) {
      ctx.toast = { text: speech.t('code-yours'), alert: false };
      return;
    }
    if (code.payerId === customer.id) return showState(ctx, code);
    if (code.redeemedBy !== customer.id || code.redemptionOrderId === null)
      return refuse(ctx, speech.t('code-wrong-now'));
    const keyboard = new InlineKeyboard()
      .text(speech.t('button-receipt'), actions.receipt(code.redemptionOrderId))
      .text(speech.t('button-home'), actions.home());
    await screens.show(ctx, { text: speech.t('code-yours'), keyboard });
  }

  async function showState(ctx: Talk, code: IssuedCode, remark?: string): Done {
    const { speech } = ctx;
    const keyboard = new InlineKeyboard()
      .text(speech.t('button-receipt'), actions.receipt(code.orderId))
      .text(speech.t('button-home'), actions.home());
    const state = speech.t('code-state', { state: codeState(speech, code) });
    await screens.show(ctx, { text: remark === undefined ? state : `${state}\n${remark}`, keyboard });
  }

  async function choose(ctx: Talk, code: IssuedCode): Done {
    if (code.state !== 'active' || clock() >= code.expiresAt) return over(ctx, code);
    const cards = await codes.cardsFor(ctx.customer.id, code);
    await screens.show(ctx, codeScreen({ speech: ctx.speech, code, cards, reader: ctx.customer.id }));
  }

  function phoneCheck(ctx: Talk, code: IssuedCode, unsure: boolean): Screen {
    return phoneCheckScreen({
      speech: ctx.speech,
      unsure,
      ok: actions.codePhoneOk(code.id),
      notSure: actions.codePhoneUnsure(code.id),
      back: actions.useCode(code.id),
    });
  }

  async function ask(ctx: Talk, codeId: string, cardId: string | null): Done {
    const { customer, speech } = ctx;
    if (cardId === null && customer.phoneCheckedAt === null) {
      const code = await codes.known(customer.id, codeId);
      if (!code) return notYours(ctx);
      await screens.show(ctx, phoneCheck(ctx, code, false));
      return;
    }
    const way = await codes.wayOf(customer.id, codeId, cardId);
    if (way.kind !== 'open') return noWay(ctx, way, cardId);
    await screens.show(ctx, activateScreen({ speech, ...way, catalogue }));
  }

  async function noWay(ctx: Talk, way: Exclude<Way, { kind: 'open' }>, cardId: string | null): Done {
    const { t } = ctx.speech;
    switch (way.kind) {
      case 'unknown':
        return notYours(ctx);
      case 'over':
        return over(ctx, way.code);
      case 'not_offered':
      case 'supplier_silent': {
        const silent = way.kind === 'supplier_silent';
        const keyboard = new InlineKeyboard();
        if (silent) keyboard.text(t('button-retry'), actions.codeOn(way.code.id, cardId));
        keyboard.text(t('button-back'), actions.useCode(way.code.id));
        await screens.show(ctx, { text: t(silent ? 'code-silent' : 'code-not-offered'), keyboard });
      }
    }
  }

  async function withCode(ctx: Talk, codeId: string, go: (code: IssuedCode) => Done): Done {
    const code = await codes.known(ctx.customer.id, codeId);
    return code ? go(code) : notYours(ctx);
  }

  async function withPaidCode(ctx: Talk, codeId: string, go: (code: IssuedCode) => Done): Done {
    const code = await codes.paidBy(ctx.customer.id, codeId);
    return code ? go(code) : notYours(ctx);
  }

  return {
    show: async (ctx, text) => {
      const secret = parseActivationCode(text);
      if (!secret) return refuse(ctx, ctx.speech.t('code-mistyped'));
      const shown = await codes.show(ctx.customer.id, secret);
      switch (shown.kind) {
        case 'known':
          return choose(ctx, shown.code);
        case 'wrong':
          return refuse(
            ctx,
            shown.triesLeft > 0
              ? ctx.speech.t('code-wrong', { left: shown.triesLeft })
              : ctx.speech.t('code-too-often'),
          );
        case 'too_often':
          return refuse(ctx, ctx.speech.t('code-too-often'));
      }
    },
    mistyped: (ctx) => refuse(ctx, ctx.speech.t('code-mistyped')),
    explain: async (ctx) => {
      const { t } = ctx.speech;
      const keyboard = new InlineKeyboard()
        .text(t('button-orders'), actions.orders())
        .text(t('button-home'), actions.home());
      await screens.show(ctx, { text: t('code-how'), keyboard });
    },
    use: (ctx, codeId) => withCode(ctx, codeId, (code) => choose(ctx, code)),
    ask,

    phoneIsFine: async (ctx, codeId) => {
      await withCode(ctx, codeId, async (code) => {
        const phoneCheckedAt = clock();
        await store.customers.phoneChecked(ctx.customer.id, phoneCheckedAt);
        ctx.customer = { ...ctx.customer, phoneCheckedAt };
        await ask(ctx, code.id, null);
      });
    },
    explainPhone: (ctx, codeId) =>
      withCode(ctx, codeId, async (code) => void (await screens.show(ctx, phoneCheck(ctx, code, true)))),

    activate: async (ctx, codeId, cardId) => {
      // On a button of a bubble that asked this before, so the phone is checked.
      const { customer } = ctx;
      if (cardId === null && customer.phoneCheckedAt === null) return ask(ctx, codeId, null);
      const statusMessageId = tappedText(ctx)?.messageId ?? null;
      const result = await codes.redeem({ customerId: customer.id, id: codeId, cardId, statusMessageId });
      // Redeemed: the order's own bubble, which is this one, says how it goes on.
      if (result.kind !== 'redeemed') return noWay(ctx, result, cardId);
    },

    showAgain: (ctx, codeId) =>
      withPaidCode(ctx, codeId, async (code) => {
        const { speech } = ctx;
        const secret = await codes.secretFor(ctx.customer.id, code.id);
        if (!secret) return showState(ctx, code);
        const { qr, caption, keyboard } = codePicture({ speech, code, secret, botUsername });
        await ctx.replyWithPhoto(new InputFile(qrPng(qr), 'qr.png'), {
          caption: screens.mark(caption),
          parse_mode: 'HTML',
          reply_markup: keyboard,
        });
      }),

    askCancel: (ctx, codeId) =>
      withPaidCode(ctx, codeId, async (code) => {
        if (code.state !== 'active') return showState(ctx, code);
        const payments = await store.payments.ofOrder(code.orderId);
        const payment = payments.find(({ outcome }) => outcome === 'fulfilled');
        await screens.show(ctx, cancelCodeScreen({ speech: ctx.speech, code, payment }));
      }),
    cancel: async (ctx, codeId) => {
      const messageId = tappedText(ctx)?.messageId ?? null;
      const code = await codes.paidBy(ctx.customer.id, codeId);
      const purchase = code && (await store.orders.byId(code.orderId));
      const result = await codes.cancel(ctx.customer.id, codeId, messageId);
      switch (result.kind) {
        case 'cancelled':
          if (purchase && purchase.statusMessageId !== messageId) await closeStatus(purchase);
          // The refund's own words follow in this bubble.
          ctx.toast = { text: ctx.speech.t('code-cancelled'), alert: false };
          return;
        case 'over': {
          const { state } = result.code;
          const used = state === 'redeemed' || state === 'contested';
          return showState(ctx, result.code, used ? ctx.speech.t('code-cancel-used') : undefined);
        }
        case 'unknown':
          return notYours(ctx);
      }
    },
  };
}
