import type { Api } from 'grammy';
import type { BotCommand, LanguageCode } from 'grammy/types';
import type { Locale } from '../../domain/customer.ts';
import type { Speech } from '../../i18n/speech.ts';

/** The command menu: six, the rest work unlisted. */
const listed = ['renew', 'balance', 'orders', 'help', 'language', 'support'] as const;

/** The command menu in one language. */
export function commandsFor({ t }: Speech): BotCommand[] {
  return listed.map((command) => ({ command, description: t(`command-${command}`) }));
}

/** Telegram knows languages by two letters: `zh` gets Simplified; who reads Traditional gets a list for their chat on /language or /start. */
const published: readonly (readonly [Locale, LanguageCode | undefined])[] = [
  ['en', undefined],
  ['zh-CN', 'zh'],
  ['it', 'it'],
];

/** Tells Telegram the commands and what stands before Start, per language. */
export async function publishCommands(api: Api, speeches: (locale: Locale) => Speech): Promise<void> {
  for (const [locale, code] of published) {
    const speech = speeches(locale);
    const language = code ? { language_code: code } : {};
    await api.setMyCommands(commandsFor(speech), language);
    await api.setMyDescription(speech.t('bot-description'), language);
    await api.setMyShortDescription(speech.t('bot-short-description'), language);
  }
}
