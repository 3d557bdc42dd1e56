import type { Context } from 'grammy';
import type { Customer } from '../domain/customer.ts';
import type { Speech } from '../i18n/speech.ts';
import { maskAddress, parseAddress } from '../domain/address.ts';
import type { AddressService, Proof } from '../services/addresses.ts';
import type { ReceiptService } from '../services/receipts.ts';
import type { Claiming } from './claim.ts';
import type { Ctx, Facts } from './context.ts';
import { waitForAnswer } from './conversations/typed-answer.ts';
import type { Typed } from './conversations/typed-answer.ts';
import type { Screen, Screens } from './screen.ts';
import {
  askAddressScreen,
  codeSentScreen,
  emailScreen,
  noCodeScreen,
  offerAddressScreen,
  provedScreen,
  wrongCodeScreen,
} from './views/email.ts';

/** The customer's e-mail address: asked for, proved, used, forgotten. */
export interface Email {
  /** Where receipts go: the screen that the settings lead to. */
  show(ctx: Context & Facts): Promise<void>;
  /** Waits for an address to be typed; the receipt of this order follows, if one is named. */
  ask(ctx: Ctx, orderId: string | null): Promise<void>;
  /** What was typed when an address was asked for. */
  answer(customer: Customer, speech: Speech, text: string, orderId: string | null): Promise<Typed>;
  /** Sends a receipt, or asks where to. */
  sendReceipt(ctx: Ctx, orderId: string): Promise<void>;
  /** An address that was typed when nobody asked: answers false where this shop sends no e-mail. */
  typedAddress(ctx: Context & Facts, address: string): Promise<boolean>;
  /** Six digits that were typed anywhere: answers false when they cannot be meant as a code. */
  typedCode(ctx: Context & Facts, typed: { code: string; alone: boolean }): Promise<boolean>;
  /** Sends a code to the address that the tapped bubble names. */
  useTyped(ctx: Context & Facts): Promise<void>;
  /** Sends another code where the last one went. */
  newCode(ctx: Ctx): Promise<void>;
  /** Receipts go to the address that a claim proved. */
  adopt(ctx: Context & Facts): Promise<void>;
  remove(ctx: Context & Facts): Promise<void>;
  setReceipts(ctx: Context & Facts, wanted: boolean): Promise<void>;
}

export function createEmail({
  addresses,
  claiming,
  receipts,
  screens,
}: {
  addresses: AddressService;
  claiming: Pick<Claiming, 'grant' | 'collect'>;
  receipts: ReceiptService;
  screens: Screens;
}): Email {
  const show = async (ctx: Context & Facts, screen: Screen): Promise<void> => {
    await screens.show(ctx, screen);
  };

  async function showEmail(ctx: Context & Facts): Promise<void> {
    if (!addresses.isOn) return show(ctx, noCodeScreen(ctx.speech, 'off'));
    const { id } = ctx.customer;
    const code = await addresses.pending(id);
    const pending = code?.purpose === 'receipts' ? code.address : null;
    await show(ctx, emailScreen({ speech: ctx.speech, verified: await addresses.of(id), pending }));
  }

  async function ask(ctx: Ctx, orderId: string | null): Promise<void> {
    if (!addresses.isOn) return show(ctx, noCodeScreen(ctx.speech, 'off'));
    await show(ctx, askAddressScreen(ctx.speech));
    await waitForAnswer(ctx, { kind: 'address', orderId });
  }

  /** Sends a code to this address, and tells where it went, or why none did. */
  async function begin({ customer, speech }: Facts, typed: string, subject: string | null): Promise<Typed> {
    const customerId = customer.id;
    const begun = await addresses.begin({ customerId, address: typed, purpose: 'receipts', subject });
    return begun.kind === 'sent'
      ? { screen: codeSentScreen(speech, parseAddress(typed) ?? ''), done: true }
      : { screen: noCodeScreen(speech, begun.kind), done: begun.kind !== 'not_an_address' };
  }

  async function send(ctx: Context & Facts, address: string, subject: string | null): Promise<void> {
    await show(ctx, (await begin(ctx, address, subject)).screen);
  }

  async function proved(ctx: Context & Facts, { address, purpose, subject }: Proof): Promise<void> {
    switch (purpose) {
      case 'receipts':
        return show(ctx, provedScreen(ctx.speech, { address, receipt: subject !== null }));
      case 'claim':
        return claiming.collect(ctx);
    }
  }

  return {
    show: showEmail,
    ask,
    answer: (customer, speech, text, orderId) => begin({ customer, speech }, text, orderId),

    sendReceipt: async (ctx, orderId) => {
      const { t } = ctx.speech;
      const answer = await receipts.send(ctx.customer.id, orderId);
      switch (answer.kind) {
        case 'sent':
          ctx.toast = {
            text: t('email-receipt-sent', { address: maskAddress(answer.address) }),
            alert: false,
          };
          return;
        case 'no_address':
          return ask(ctx, orderId);
        case 'too_often':
          ctx.toast = { text: t('email-receipts-too-often'), alert: true };
          return;
        case 'not_yours':
          ctx.toast = { text: t('not-yours'), alert: true };
          return;
        case 'off':
          return show(ctx, noCodeScreen(ctx.speech, 'off'));
      }
    },

    typedAddress: async (ctx, address) => {
      if (!addresses.isOn) return false;
      await show(ctx, offerAddressScreen(ctx.speech, address));
      return true;
    },

    typedCode: async (ctx, { code, alone }) => {
      if (!addresses.isOn) return false;
      const { id } = ctx.customer;
      // Among words they may be anything, unless a code is waited for.
      if (!alone && !(await addresses.pending(id))) return false;
      const answer = await addresses.confirm(id, code, async (tx, proof) => {
        if (proof.purpose === 'claim') await claiming.grant(tx, id, proof);
      });
      if (answer.kind === 'verified') {
        await proved(ctx, answer);
        return true;
      }
      if (answer.kind === 'none') {
        if (answer.because === 'never') return false;
        // Typed twice, or answered before a crash: where things stand is the answer.
        if (answer.because === 'used') {
          await (answer.purpose === 'claim' ? claiming.collect(ctx, 'typed') : showEmail(ctx));
          return true;
        }
      }
      await show(ctx, wrongCodeScreen(ctx.speech, answer, answer.purpose === 'receipts'));
      return true;
    },

    useTyped: async (ctx) => {
      const address = addressIn(ctx);
      if (address === undefined) return showEmail(ctx);
      await send(ctx, address, null);
    },

    newCode: async (ctx) => {
      const last = await addresses.last(ctx.customer.id);
      if (last?.purpose !== 'receipts' || last.address === null || last.usedAt !== null)
        return showEmail(ctx);
      await send(ctx, last.address, last.subject);
    },

    adopt: async (ctx) => {
      const address = await addresses.adoptProved(ctx.customer.id);
      if (address === undefined) return showEmail(ctx);
      await show(ctx, provedScreen(ctx.speech, { address, receipt: false }));
    },

    remove: async (ctx) => {
      await addresses.forget(ctx.customer.id);
      ctx.toast = { text: ctx.speech.t('email-removed'), alert: false };
      await showEmail(ctx);
    },

    setReceipts: async (ctx, wanted) => {
      await addresses.wantReceipts(ctx.customer.id, wanted);
      await showEmail(ctx);
    },
  };
}

/** The address that the tapped bubble shows in bold. */
function addressIn({ callbackQuery }: Context): string | undefined {
  const message = callbackQuery?.message;
  if (!message || !('text' in message)) return undefined;
  const bold = (message.entities ?? []).filter(({ type }) => type === 'bold');
  const words = bold.map(({ offset, length }) => message.text?.slice(offset, offset + length) ?? '');
  return parseAddress(words.find((word) => word.includes('@')) ?? '');
}
