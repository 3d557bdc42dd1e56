import type { Speech, Speeches } from '../i18n/speech.ts';
import type { Letter, Letters } from '../services/mail-port.ts';
import { writeLetter } from './letter.ts';
import type { Draft } from './letter.ts';
import { receiptLetter } from './receipt.ts';

/** All letters of the shop; with a `testMark`, each says so first. A subject line holds no secrets: it is shown on locked screens. */
export function createLetters({
  speeches,
  seller,
  testMark,
  links,
  ...parts
}: { speeches: Speeches; testMark: string | null } & Pick<
  Parameters<typeof receiptLetter>[0],
  'describe' | 'installKit' | 'qrPng' | 'zoneOf' | 'seller' | 'links'
>): Letters {
  function write(speech: Speech, { subject, blocks }: Draft): Letter {
    if (testMark === null) return writeLetter(speech, { subject, blocks });
    const mark = { kind: 'paragraph', text: testMark } as const;
    return writeLetter(speech, { subject: `${testMark} ${subject}`, blocks: [mark, ...blocks] });
  }

  return {
    oneTimeCode: (reader, digits) => {
      const speech = speeches.forCustomer(reader);
      const { t } = speech;
      return write(speech, {
        subject: t('mail-code-subject', { brand: seller.brand }),
        blocks: [
          { kind: 'paragraph', text: t('mail-code-intro') },
          { kind: 'big', text: digits },
          { kind: 'small', text: t('mail-code-ignore') },
          { kind: 'link', text: t('mail-bot'), url: links.bot },
        ],
      });
    },
    receipt: (reader, facts) => {
      const speech = speeches.forCustomer(reader);
      return write(speech, receiptLetter({ ...parts, seller, links, facts, speech }));
    },
  };
}
