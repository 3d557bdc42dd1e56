import { mailboxOf, parseAddress } from '../domain/address.ts';
import type { CustomerId, NewId } from '../domain/ids.ts';
import { mostTries } from '../domain/mail.ts';
import type { OneTimeCode, ProofPurpose, VerifiedAddress } from '../domain/mail.ts';
import { minute, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { codesOfCustomer, quietCodes, takeEach, typedCodes } from './limits.ts';
import { queueMail } from './mailing.ts';
import type { Repositories, Store } from './storage-port.ts';

/** A one-time code can be typed this long. */
const codeLifetime = 10 * minute;
/** Asked for again this soon, the code that is on its way is enough: a double tap, or the same tap after a crash. */
const onItsWay = 30 * second;
/** What a right code proved. */
export interface Proof {
  readonly address: string;
  readonly purpose: ProofPurpose;
  readonly subject: string | null;
}

export type Confirmation =
  | ({ readonly kind: 'verified' } & Proof)
  | { readonly kind: 'wrong'; readonly triesLeft: number; readonly purpose: ProofPurpose }
  /** None is open: none ever was, or the newest expired, was tried too often, or was used already. */
  | {
      readonly kind: 'none';
      readonly because: 'never' | 'expired' | 'used_up' | 'used';
      readonly purpose: ProofPurpose | null;
    };

export interface AddressService {
  /** Whether this shop sends e-mail at all; without it nothing here is offered to anybody. */
  readonly isOn: boolean;
  /**
   * Sends a one-time code to an address that the customer typed, in place of an earlier code of theirs. For `receipts` the subject is
   * the order whose receipt is to follow, if any.
   */
  begin(request: {
    customerId: CustomerId;
    address: string;
    purpose: ProofPurpose;
    subject: string | null;
  }): Promise<{ kind: 'sent' } | { kind: 'too_often' } | { kind: 'not_an_address' } | { kind: 'off' }>;
  /**
   * The same for an address that the customer does not know, for the claim of `subject`: null where there is none. Whether a mail goes
   * out changes neither the answer, nor the work done for it, nor what `confirm` answers to a wrong code. `too_often` is about the
   * customer alone.
   */
  beginQuietly(request: {
    customerId: CustomerId;
    address: string | null;
    subject: string;
  }): Promise<{ kind: 'begun' } | { kind: 'too_often' } | { kind: 'off' }>;
  /**
   * Tries the six digits of the customer's newest code. A right one proves the address, in the same transaction in which `within` does
   * what the proof is for; only one that was proved for receipts becomes theirs. Of many at once no more than five are tried, and one
   * is right at most.
   */
  confirm(
    customerId: CustomerId,
    digits: string,
    within?: (tx: Repositories, proof: Proof) => Promise<void>,
  ): Promise<Confirmation>;
  /** The code that a customer can type now. */
  pending(customerId: CustomerId): Promise<OneTimeCode | undefined>;
  /** The newest code of theirs, open or not. */
  last(customerId: CustomerId): Promise<OneTimeCode | undefined>;
  /** Where receipts could go too: the address that their newest code proved for a claim, while they have none. */
  provedByClaim(customerId: CustomerId): Promise<string | undefined>;
  /** Makes that address theirs, and answers it. */
  adoptProved(customerId: CustomerId): Promise<string | undefined>;
  /** Their address, if they proved one for receipts. */
  of(customerId: CustomerId): Promise<VerifiedAddress | undefined>;
  /** Forgets the address, and a code on its way to one. */
  forget(customerId: CustomerId): Promise<void>;
  /** Receipts after every order, or none. */
  wantReceipts(customerId: CustomerId, wanted: boolean): Promise<void>;
}

/** Proves that e-mail addresses are their owners', by one-time codes. */
export function createAddresses({
  store,
  isOn,
  random,
  clock,
  newId,
}: {
  store: Store;
  /** Whether there is a mail server. */
  isOn: boolean;
  /** A whole number from 0 up to below this one, that nobody can foretell. */
  random: (below: number) => number;
  clock: Clock;
  newId: NewId;
}): AddressService {
  /** Whether a code for the very same was just sent, and not tried yet. */
  async function isOnItsWay(
    tx: Repositories,
    wanted: Pick<OneTimeCode, 'customerId' | 'purpose' | 'subject'> & { address?: string },
  ): Promise<boolean> {
    const code = await tx.oneTimeCodes.of(wanted.customerId);
    if (!code || code.tries > 0 || clock() >= code.expiresAt - codeLifetime + onItsWay) return false;
    const { purpose, subject, address = code.address } = wanted;
    return code.purpose === purpose && code.subject === subject && code.address === address;
  }

  /** A used code is kept for a day. */
  async function provedByClaim(tx: Repositories, customerId: CustomerId): Promise<string | undefined> {
    const code = await tx.oneTimeCodes.of(customerId);
    if (code?.purpose !== 'claim' || code.usedAt === null || code.address === null) return undefined;
    return (await tx.addresses.of(customerId)) ? undefined : code.address;
  }

  /** The code and its mail. Without an address the same is written, no digits fit, and the mail goes nowhere. */
  async function open(
    tx: Repositories,
    { address, ...request }: Pick<OneTimeCode, 'customerId' | 'purpose' | 'subject' | 'address'>,
  ): Promise<void> {
    const { customerId } = request;
    const digits = String(random(1_000_000)).padStart(6, '0');
    const id = newId('otc');
    const code = { ...request, id, address, expiresAt: clock() + codeLifetime };
    await tx.oneTimeCodes.open(code, address === null ? null : digits);
    await queueMail(tx, { kind: 'one_time_code', customerId, subject: id, secret: digits, newId, clock });
  }

  return {
    isOn,
    begin: async ({ customerId, address: typed, purpose, subject }) => {
      if (!isOn) return { kind: 'off' };
      const address = parseAddress(typed);
      if (address === undefined) return { kind: 'not_an_address' };
      return store.transaction(async (tx) => {
        if (await isOnItsWay(tx, { customerId, purpose, subject, address })) return { kind: 'sent' };
        const wanted = [
          [codesOfCustomer, customerId],
          [typedCodes.toAddress, mailboxOf(address)],
          [typedCodes.overall, 'all'],
        ] as const;
        if ((await takeEach(tx.limits, wanted, clock())) === undefined) return { kind: 'too_often' };
        await open(tx, { customerId, purpose, subject, address });
        return { kind: 'sent' };
      });
    },

    beginQuietly: async ({ customerId, address, subject }) => {
      if (!isOn) return { kind: 'off' };
      const known = parseAddress(address ?? '') ?? null;
      return store.transaction(async (tx) => {
        if (await isOnItsWay(tx, { customerId, purpose: 'claim', subject })) return { kind: 'begun' };
        const at = clock();
        if ((await tx.limits.take({ ...codesOfCustomer, subject: customerId, at })) === undefined)
          return { kind: 'too_often' };
        const nobody = `nobody, for ${customerId}`;
        const wanted = [
          [quietCodes.toAddress, known === null ? nobody : mailboxOf(known)],
          [quietCodes.overall, known === null ? nobody : 'all'],
        ] as const;
        const allowed = (await takeEach(tx.limits, wanted, at)) !== undefined;
        await open(tx, { customerId, purpose: 'claim', subject, address: allowed ? known : null });
        return { kind: 'begun' };
      });
    },

    confirm: (customerId, digits, within) =>
      store.transaction(async (tx) => {
        const at = clock();
        const code = await tx.oneTimeCodes.try(customerId, digits, at);
        if (!code) return none(await tx.oneTimeCodes.of(customerId), at);
        const { address, purpose, subject, tries, usedAt } = code;
        if (usedAt === null || address === null)
          return { kind: 'wrong', triesLeft: mostTries - tries, purpose };

        // Receipts may carry bearer codes: where a card was bought is no wish to have them sent there.
        if (purpose === 'receipts') await tx.addresses.save({ customerId, address, verifiedAt: at });
        if (purpose === 'receipts' && subject !== null)
          await queueMail(tx, { kind: 'receipt', customerId, subject, secret: null, newId, clock });
        await within?.(tx, { address, purpose, subject });
        return { kind: 'verified', address, purpose, subject };
      }),

    pending: async (customerId) => {
      const code = await store.oneTimeCodes.of(customerId);
      return code && isOpen(code, clock()) ? code : undefined;
    },
    last: (customerId) => store.oneTimeCodes.of(customerId),
    provedByClaim: (customerId) => provedByClaim(store, customerId),
    adoptProved: (customerId) =>
      store.transaction(async (tx) => {
        const address = await provedByClaim(tx, customerId);
        if (address !== undefined) await tx.addresses.save({ customerId, address, verifiedAt: clock() });
        return address;
      }),
    of: (customerId) => store.addresses.of(customerId),
    forget: (customerId) =>
      store.transaction(async (tx) => {
        await tx.addresses.eraseOf(customerId);
        await tx.oneTimeCodes.eraseOf(customerId);
      }),
    wantReceipts: (customerId, wanted) => store.addresses.setReceipts(customerId, wanted),
  };
}

function isOpen({ usedAt, tries, expiresAt }: OneTimeCode, now: number): boolean {
  return usedAt === null && tries < mostTries && now < expiresAt;
}

function none(newest: OneTimeCode | undefined, now: number): Confirmation {
  if (!newest) return { kind: 'none', because: 'never', purpose: null };
  const { usedAt, expiresAt, purpose } = newest;
  const because = usedAt !== null ? 'used' : now >= expiresAt ? 'expired' : 'used_up';
  return { kind: 'none', because, purpose };
}
