import type { CustomerId } from './ids.ts';
import type { Rail } from './payment.ts';

/** The name of a file in `locales/`: `zh-CN`, `it`. */
export type Locale = string;

/** A Telegram user who has written to the bot. */
export interface Customer {
  readonly id: CustomerId;
  /** What they chose with /language; null follows their Telegram language. */
  readonly chosenLocale: Locale | null;
  readonly languageCode: string | null;
  readonly createdAt: number;
  /** How they paid last; null until they have. */
  readonly lastRail: Rail | null;
  /** When they said that their phone takes eSIMs and is not locked; null until they have. */
  readonly phoneCheckedAt: number | null;
  /** The IANA zone of home, shown beside the destination's time; null shows the destination's alone. */
  readonly homeZone: string | null;
  /** Notices that they did not ask for arrive without a sound. */
  readonly quietNotices: boolean;
  /** When they were asked whether receipts shall come by e-mail: once in a life; null until then. */
  readonly emailAskedAt: number | null;
}

/** Somebody who has chosen nothing yet. */
export function newCustomer(who: Pick<Customer, 'id' | 'languageCode' | 'createdAt'>): Customer {
  return {
    ...who,
    chosenLocale: null,
    lastRail: null,
    phoneCheckedAt: null,
    homeZone: null,
    quietNotices: false,
    emailAskedAt: null,
  };
}
