import type { Speeches } from '../i18n/speech.ts';
import type { Letters } from '../services/mail-port.ts';
import { writeLetter } from './letter.ts';
import { receiptLetter } from './receipt.ts';

/** All letters of the shop. A subject line holds no secrets: it is shown on locked screens. */
export function createLetters({
  speeches,
  seller,
  ...parts
}: { speeches: Speeches } & Pick<
  Parameters<typeof receiptLetter>[0],
  'describe' | 'installKit' | 'qrPng' | 'zoneOf' | 'seller'
>): Letters {
  return {
    oneTimeCode: (reader, digits) => {
      const speech = speeches.forCustomer(reader);
      const { t } = speech;
      return writeLetter(speech, {
        subject: t('mail-code-subject', { brand: seller.brand }),
        blocks: [
          { kind: 'paragraph', text: t('mail-code-intro') },
          { kind: 'big', text: digits },
          { kind: 'small', text: t('mail-code-ignore') },
        ],
      });
    },
    receipt: (reader, facts) =>
      receiptLetter({ ...parts, seller, facts, speech: speeches.forCustomer(reader) }),
  };
}
