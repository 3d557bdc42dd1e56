import { MailError } from '../services/mail-port.ts';
import { advice, well, wrong } from './finding.ts';
import type { Check } from './finding.ts';

/** Whether the mail server lets us in; undefined: there is none. Nothing is sent. */
export function checkMail(
  mail: { readonly host: string; readonly from: string; check(): Promise<void> } | undefined,
): Check {
  return {
    topic: ({ t }) => t('doctor-topic-mail'),
    ask: async function* () {
      if (!mail) {
        yield advice(
          ({ t }) => t('doctor-mail-none'),
          ({ t }) => t('doctor-mail-none-todo'),
        );
        return;
      }
      const { host, from, check } = mail;
      try {
        await check();
        yield well(({ t }) => t('doctor-mail-well', { host, from }));
      } catch (error) {
        const reason = reasonOf(error);
        yield wrong(
          ({ t }) => t('doctor-mail-wrong', { host, reason }),
          ({ t }) => t('doctor-mail-wrong-todo', { reason }),
        );
      }
    },
  };
}

/** Its first word is a code; the rest is in English, and not for everybody. */
function reasonOf(error: unknown): 'password' | 'encryption' | 'certificate' | 'host' | 'refused' | 'other' {
  const words = error instanceof MailError ? error.message : '';
  if (/certificate/.test(words)) return 'certificate';
  if (/nobody listens/.test(words)) return 'refused';
  if (/^E(NO)?AUTH\b/.test(words)) return 'password';
  if (/^ETLS\b/.test(words)) return 'encryption';
  if (/^EDNS\b/.test(words)) return 'host';
  return 'other';
}
