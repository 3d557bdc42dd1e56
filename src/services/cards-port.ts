import type { CardNotice } from '../domain/card-notice.ts';
import type { Card } from '../domain/card.ts';
import type { Claim, ClaimRequest, ClaimRequestState } from '../domain/claim.ts';
import type { CardId, CardNoticeId, ClaimRequestId, CustomerId, ImportId, ShareId } from '../domain/ids.ts';
import type { CardLink, Share } from '../domain/share.ts';
import type { ImportCounts, SoldCard, SoldCardImport } from '../domain/sold-card.ts';
import type { Balance } from '../domain/usage.ts';
import type { PersonalData } from './people-port.ts';

/** Cards; whoever reads for a customer asks by owner. */
export interface Cards {
  /** Adds a card unless this profile of this supplier is already there; answers the stored one. */
  add(card: Card): Promise<Card>;
  /** Also a card that was removed. */
  byId(id: CardId): Promise<Card | undefined>;
  /** Also a card that was removed. */
  byProfile(provider: string, refId: string): Promise<Card | undefined>;
  /** Oldest first, without those that were removed. */
  ofOwner(ownerId: CustomerId): Promise<readonly Card[]>;
  /** Those that owners share with this companion now, oldest share first. */
  ofCompanion(companionId: CustomerId): Promise<readonly Card[]>;
  /**
   * Compare-and-swap without a change: whether the card is this owner's and not removed. It stays so until the transaction ends, since
   * whoever would take or remove it waits.
   */
  hold(id: CardId, ownerId: CustomerId): Promise<boolean>;
  /** Compare-and-swap: only for its owner, and only while it is not removed; answers whether it is named so now. */
  rename(id: CardId, ownerId: CustomerId, name: string | null): Promise<boolean>;
  /** Compare-and-swap: takes a card off its owner's list, which ends its shares and links; answers whether this call did. */
  remove(id: CardId, ownerId: CustomerId, at: number): Promise<boolean>;
  /** All that were this customer's and are nobody else's now, as plain data; without installation codes. */
  exportOf(customerId: CustomerId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Takes all cards off this customer's list; names, figures, installation codes, shares and links go. */
  eraseOf(customerId: CustomerId, at: number): Promise<void>;
  /**
   * Compare-and-swap of the owner, also of a removed card: if the card is as given (owner, removed or not), it is `to`'s from now on,
   * without a name, and its shares and links end. Answers the card as it is then, else undefined. Whether `to` may have it is the
   * caller's to prove.
   */
  take(card: Card, to: CustomerId, at: number): Promise<Card | undefined>;
  /**
   * Keeps what the supplier said, unless the answer to a later question is stored. Which is newer, the time of its figures does not tell:
   * usage may be hours old when the state beside it is of this moment.
   */
  saveBalance(id: CardId, balance: Balance, askedAt: number): Promise<void>;
  /** The LPA string, encrypted at rest. */
  installationCode(id: CardId): Promise<string | null>;
  saveInstallationCode(id: CardId, lpa: string): Promise<void>;
}

/** Who may see and renew a card beside its owner. The companion's name is encrypted at rest. */
export interface Shares extends PersonalData {
  /** Begins a share unless there is one already; answers whether this call did. */
  begin(share: Share): Promise<boolean>;
  /** Those that last, oldest first. */
  ofCard(cardId: CardId): Promise<readonly Share[]>;
  byId(id: ShareId): Promise<Share | undefined>;
  /** The latest share of this card with this companion, over or not. */
  between(cardId: CardId, companionId: CustomerId): Promise<Share | undefined>;
  /** Compare-and-swap; answers whether this call ended it. The companion's name is forgotten. */
  end(id: ShareId, at: number): Promise<boolean>;
}

/** Links by which a card is shared or handed over. Tokens are kept as digests. */
export interface CardLinks extends PersonalData {
  /** One link of a kind for a card: the one before leads nowhere from now on. */
  put(link: CardLink, token: string): Promise<void>;
  /** The link behind this token, used or over as it may be. */
  find(purpose: CardLink['purpose'], token: string): Promise<CardLink | undefined>;
  /** Compare-and-swap: uses the link up if it is open; of many at once one does. Answers whether this call did. */
  use(purpose: CardLink['purpose'], token: string, by: CustomerId, at: number): Promise<boolean>;
  /** The open link of this kind, if there is one. */
  ofCard(cardId: CardId, purpose: CardLink['purpose'], at: number): Promise<CardLink | undefined>;
  /** Takes a link back, unless somebody has used it. */
  drop(cardId: CardId, purpose: CardLink['purpose']): Promise<void>;
  /** Forgets what is over. */
  prune(at: number): Promise<void>;
}

/** What people are still to be told about cards. */
export interface CardNotices extends PersonalData {
  add(notice: CardNotice): Promise<void>;
  byId(id: CardNoticeId): Promise<CardNotice | undefined>;
  /** Those of one kind that this customer is still to be told. */
  of(readerId: CustomerId, kind: CardNotice['kind']): Promise<readonly CardNotice[]>;
  /** Forgets notices that were told. */
  told(ids: readonly CardNoticeId[]): Promise<void>;
}

/** Every claim of a card, for whoever has to find out later how a card came to somebody. */
export interface Claims extends PersonalData {
  /** `proof` may be secret, and is kept as a digest. */
  record(claim: Claim): Promise<void>;
  /** Forgets what is older. */
  prune(before: number): Promise<void>;
}

/** Questions to the owners of cards that somebody else claims with a right proof. */
export interface ClaimRequests extends PersonalData {
  open(request: ClaimRequest): Promise<void>;
  byId(id: ClaimRequestId): Promise<ClaimRequest | undefined>;
  /** Compare-and-swap; answers whether this call moved it. Whoever is to hear of it has not been told then. */
  move(id: ClaimRequestId, from: ClaimRequestState, to: ClaimRequestState): Promise<boolean>;
  /** Notes that it was told, unless it has moved on from this state. */
  told(id: ClaimRequestId, state: ClaimRequestState, at: number): Promise<void>;
}

/** Cards that sellers say they sold, by which their buyers can claim them. Addresses are sealed at rest. */
export interface SoldCards extends PersonalData {
  /** Keeps a list until it is confirmed; answers what it would change. */
  draft(list: SoldCardImport, rows: readonly SoldCard[]): Promise<ImportCounts>;
  /**
   * Compare-and-swap: takes the list over, or drops it, if this operator sent it after `since` and it is not decided yet; answers what
   * that changed, else undefined. The same list again changes nothing. To be called in a transaction.
   */
  decide(
    id: ImportId,
    operatorId: CustomerId,
    state: 'imported' | 'cancelled',
    when: { at: number; since: number },
  ): Promise<{ counts: ImportCounts; messageId: number } | undefined>;
  /** The address that a card was bought with, as far as a list says so. */
  addressOf(iccid: string): Promise<string | undefined>;
  /** Notes that this customer proved the address, for all cards bought with it or for the one named. */
  grant(grant: { customerId: CustomerId; address: string; iccid: string | null; at: number }): Promise<void>;
  /** Numbers of the cards that were granted to this customer and not settled yet, and when, at most so many. */
  grantedTo(
    customerId: CustomerId,
    limit: number,
  ): Promise<readonly { readonly iccid: string; readonly grantedAt: number | null }[]>;
  /** Compare-and-swap: ends a grant; answers whether this call did. */
  settle(iccid: string, customerId: CustomerId): Promise<boolean>;
  /** Forgets the lists of before that nobody confirmed. */
  pruneDrafts(before: number): Promise<void>;
}
