import type { Speeches } from '../i18n/speech.ts';
import type { Letters } from '../services/mail-port.ts';
import { writeLetter } from './letter.ts';

/** All letters of the shop. A subject line holds no secrets: it is shown on locked screens. */
export function createLetters({ speeches, brand }: { speeches: Speeches; brand: string }): Letters {
  return {
    oneTimeCode: (reader, digits) => {
      const speech = speeches.forCustomer(reader);
      const { t } = speech;
      return writeLetter(speech, {
        subject: t('mail-code-subject', { brand }),
        blocks: [
          { kind: 'paragraph', text: t('mail-code-intro') },
          { kind: 'big', text: digits },
          { kind: 'small', text: t('mail-code-ignore') },
        ],
      });
    },
  };
}
