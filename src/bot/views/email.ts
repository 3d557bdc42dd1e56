import { InlineKeyboard } from 'grammy';
import { maskAddress } from '../../domain/address.ts';
import type { VerifiedAddress } from '../../domain/mail.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { Confirmation } from '../../services/addresses.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';

/** Where receipts go, and whether; or which code is waited for. */
export function emailScreen({
  speech: { t },
  verified,
  pending,
}: {
  speech: Speech;
  verified: VerifiedAddress | undefined;
  /** Where a code is on its way to. */
  pending: string | null;
}): Screen {
  if (pending !== null) return codeSentScreen({ t }, pending);
  if (!verified) {
    const keyboard = new InlineKeyboard()
      .text({ text: t('button-add-address'), style: 'primary' }, actions.emailNew())
      .row()
      .text(t('button-home'), actions.home());
    return { text: t('email-none'), keyboard };
  }
  const { wantsReceipts, refusedAt } = verified;
  const address = maskAddress(verified.address);
  const text =
    refusedAt !== null
      ? t('email-refused', { address })
      : wantsReceipts
        ? t('email-on', { address })
        : t('email-off', { address });
  const keyboard = new InlineKeyboard()
    .text(
      t(wantsReceipts ? 'button-receipts-off' : 'button-receipts-on'),
      actions.emailReceipts(!wantsReceipts),
    )
    .row()
    .text(t('button-other-address'), actions.emailNew())
    .text(t('button-remove-address'), actions.emailRemove())
    .row()
    .text(t('button-home'), actions.home());
  return { text, keyboard };
}

/** Which address? It is typed. */
export function askAddressScreen({ t }: Pick<Speech, 't'>, { wrong = false } = {}): Screen {
  return {
    text: t(wrong ? 'email-no-address' : 'email-question'),
    keyboard: new InlineKeyboard().text(t('button-home'), actions.home()),
  };
}

/** An address was typed out of the blue; it stands in the text, from which the tap takes it. */
export function offerAddressScreen({ t }: Speech, address: string): Screen {
  const keyboard = new InlineKeyboard()
    .text({ text: t('button-mail-code'), style: 'primary' }, actions.emailUse())
    .row()
    .text(t('button-home'), actions.home());
  return { text: t('email-offer', { address: escaped(address) }), keyboard };
}

/** A code is on its way; it is typed anywhere. */
export function codeSentScreen({ t }: Pick<Speech, 't'>, address: string): Screen {
  const keyboard = new InlineKeyboard()
    .text(t('button-new-code'), actions.emailCode())
    .text(t('button-other-address'), actions.emailNew())
    .row()
    .text(t('button-home'), actions.home());
  return { text: t('email-code-sent', { address: maskAddress(address) }), keyboard };
}

/** Why no code goes out. */
export function noCodeScreen(
  { t }: Pick<Speech, 't'>,
  why: 'too_often' | 'not_an_address' | 'off' | 'none',
): Screen {
  switch (why) {
    case 'too_often':
      return { text: t('email-too-often'), keyboard: homeAnd(t) };
    case 'off':
      return { text: t('email-is-off'), keyboard: homeAnd(t) };
    case 'not_an_address':
      return askAddressScreen({ t }, { wrong: true });
    case 'none':
      return askAddressScreen({ t });
  }
}

/** What came of a typed code, but for a right one. */
export function wrongCodeScreen(
  { t }: Speech,
  answer: Exclude<Confirmation, { kind: 'verified' }>,
  forReceipts: boolean,
): Screen {
  const keyboard = homeAnd(t);
  if (forReceipts) keyboard.text(t('button-new-code'), actions.emailCode());
  if (answer.kind === 'wrong' && answer.triesLeft > 0)
    return { text: t('email-code-wrong', { tries: answer.triesLeft }), keyboard };
  const expired = answer.kind === 'none' && answer.because === 'expired';
  return { text: t(expired ? 'email-code-expired' : 'email-code-used-up'), keyboard };
}

/** The address is theirs; with the receipt that was asked for, if one was. */
export function provedScreen(
  { t }: Speech,
  { address, receipt }: { address: string; receipt: boolean },
): Screen {
  const keyboard = new InlineKeyboard()
    .text(t('button-email'), actions.email())
    .text(t('button-home'), actions.home());
  const masked = maskAddress(address);
  return {
    text: receipt ? t('email-proved-receipt', { address: masked }) : t('email-proved', { address: masked }),
    keyboard,
  };
}

function homeAnd(t: Speech['t']): InlineKeyboard {
  return new InlineKeyboard().text(t('button-home'), actions.home());
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
