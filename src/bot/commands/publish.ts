import type { Api } from 'grammy';
import type { BotCommand, LanguageCode } from 'grammy/types';
import { telegramCodes } from '../../i18n/speech.ts';
import type { Speech, Speeches } from '../../i18n/speech.ts';

/** The command menu: six, the rest work unlisted. */
const listed = ['renew', 'balance', 'orders', 'help', 'language', 'support'] as const;

/** Every command there is. */
export const commandNames = [
  ...listed,
  ...(['start', 'buy', 'claim', 'email', 'cancel', 'settings', 'terms', 'privacy', 'paysupport'] as const),
] as const;

/** The command menu in one language. */
function commandsFor({ t }: Speech): BotCommand[] {
  return listed.map((command) => ({ command, description: t(`command-${command}`) }));
}

/**
 * Tells Telegram the commands and what stands before Start, per language. It knows languages by two letters only, so `zh` gets
 * Simplified; who reads Traditional gets a list for their chat.
 */
export async function publishCommands(api: Api, speeches: Speeches): Promise<void> {
  for (const speech of speeches.all) {
    const code = twoLetterCode(speech);
    if (!code) continue;
    const language = speech.locale === 'en' ? {} : { language_code: code };
    await api.setMyCommands(commandsFor(speech), language);
    await api.setMyDescription(speech.t('bot-description'), language);
    await api.setMyShortDescription(speech.t('bot-short-description'), language);
  }
}

/** Gives one chat its own list, for a language that was chosen or that Telegram cannot tell apart. */
export async function publishCommandsTo(api: Api, chatId: number, speech: Speech): Promise<void> {
  await api.setMyCommands(commandsFor(speech), { scope: { type: 'chat', chat_id: chatId } });
}

/** The code under which Telegram keeps this language's commands, if it has one. */
export function twoLetterCode(speech: Speech): LanguageCode | undefined {
  return telegramCodes(speech).find((code): code is LanguageCode => code.length === 2);
}
