import type { ProfileRef } from '../domain/card.ts';
import type { Money, SellingCurrency } from '../domain/money.ts';
import type { Plan } from '../domain/plan.ts';
import type { PlanInstance, ProfileState } from '../domain/usage.ts';

/** What a supplier sells of our plans: its id, which is ours, and what it costs us, null when it does not say. */
export interface SupplierPlan {
  readonly id: string;
  readonly cost: Money | null;
  /** The least that may be asked for it, in minor units, where the supplier has a rule (Airalo: its recommended retail price). */
  readonly least?: Readonly<Partial<Record<SellingCurrency, number>>>;
}

/** A profile as the supplier tells it. `lpa` is a bearer secret until installed; null while it is being made. */
export interface Profile {
  readonly ref: ProfileRef;
  readonly state: ProfileState;
  readonly lpa: string | null;
  readonly installBy: number | null;
  /** What a phone has to be told as its access point; undefined where it finds that by itself, or nobody says. */
  readonly apn?: string | undefined;
}

/** Figures of the running plan. Unlimited means null totals, never "0 left". `asOf` is when they were true. */
export interface Usage {
  readonly dataTotal: number | null;
  readonly dataUsed: number | null;
  readonly voiceUsedSeconds: number;
  readonly smsUsed: number;
  readonly asOf: number;
}

/** What our plans are bought as: by our plan id, the supplier's package, and for how many days where that is asked for apart. */
export type PackageMap = ReadonlyMap<string, { readonly package: string; readonly days?: number }>;

/** Anything that a supplier sells, as it describes it: to choose packages for our plans from. */
export interface SoldPackage extends Pick<Plan, 'kind' | 'voiceSeconds'> {
  /** What our file names. */
  readonly id: string;
  /** The supplier's other name for it, which our file may name too. */
  readonly code?: string;
  readonly countries: readonly string[];
  /** For the whole time, of `daily` for each day; null where there is no limit. */
  readonly bytes: number | null;
  /** How long it lasts; 1 where it is ordered for as many days as are wanted. */
  readonly days: number;
  readonly cost: Money | null;
  /** Whether travellers have to prove to the supplier who they are: then it is not sold. */
  readonly identified?: boolean;
}

/** An order of ours as it can be looked for: `since` is when its key was made; `ref` the profile that it was to be added to, if any. */
export interface SoughtOrder {
  readonly key: string;
  readonly since: number;
  readonly ref: ProfileRef | null;
}

/** An accepted order: complete, or still being made. */
export type Placed = { readonly kind: 'placed'; readonly ref: ProfileRef };
export type Pending = { readonly kind: 'pending' };

/** What proves or names a profile: its installation code, a bearer secret, or its number, which is printed on receipts and proves nothing. */
export type ProfileProof = { readonly lpa: string } | { readonly iccid: string };

/** `unknown` = the supplier could not say; only `not_found` says that nothing was made (yet). */
export type FoundOrder = Placed | Pending | { readonly kind: 'not_found' } | { readonly kind: 'unknown' };

/** `rejected` = the signature or the sender is wrong; nothing in it may be believed. */
export type WebhookResult =
  | { readonly kind: 'events'; readonly events: readonly ProviderEvent[] }
  | { readonly kind: 'rejected'; readonly reason: string };

/** A hint that something changed: the receiver asks the supplier again before it changes anything. */
export interface ProviderEvent {
  /** For deduplication; the same event may come again, late, or in another order. */
  readonly id: string;
  readonly ref: ProfileRef | null;
  readonly orderKey: string | null;
}

export interface ProviderCapabilities {
  /** A repeated `key` is the same order; without it, an unknown outcome is only ever looked up. */
  readonly idempotentOrders: boolean;
  readonly reinstall: 'never' | 'after_delete_limited' | 'unknown';
  /** The least time between two usage questions about one profile, in milliseconds. */
  readonly usageCacheMs: number;
  /** How long the supplier's list may lack an order that it took, in milliseconds. */
  readonly listLagMs: number;
}

/** A supplier of eSIM profiles. Every method may throw a ProviderError; a write that ends in anything unclear throws `unknown_outcome`. */
export interface EsimProvider {
  readonly id: string;
  readonly capabilities: ProviderCapabilities;
  /** All plans on sale now. */
  listPlans(): Promise<readonly SupplierPlan[]>;
  /** What this profile can be topped up with at this moment; empty when it cannot. */
  listTopUps(ref: ProfileRef): Promise<readonly SupplierPlan[]>;
  /** Orders a new profile. `key` is ours, stored before the call, at most 50 characters. */
  placeOrder(command: { key: string; planId: string; maxCost?: Money }): Promise<Placed | Pending>;
  /** Adds a plan to a profile. */
  placeTopUp(command: {
    key: string;
    ref: ProfileRef;
    planId: string;
    maxCost?: Money;
  }): Promise<Placed | Pending>;
  /** Recovery after an unknown outcome: what became of the order with our key. Never throws for a missing order. */
  findOrder(sought: SoughtOrder): Promise<FoundOrder>;
  /**
   * The profile that this proof belongs to, whoever bought it, once it can be installed; undefined when it is none of this supplier's.
   * Of an installation code the address counts in any case and the matching id exactly; the rest of it is ignored.
   */
  findProfile(proof: ProfileProof): Promise<{ ref: ProfileRef; coverage: string } | undefined>;
  getProfile(ref: ProfileRef): Promise<Profile>;
  getUsage(ref: ProfileRef): Promise<Usage>;
  /** Every plan bought for this profile, oldest first. */
  history(ref: ProfileRef): Promise<readonly PlanInstance[]>;
  /** Takes an unused profile or top-up back; `refused` when it was used or installed. */
  cancel(ref: ProfileRef): Promise<{ kind: 'cancelled' } | { kind: 'refused'; reason: string }>;
  /** Our credit with the supplier. */
  balance(): Promise<Money>;
  /** Verifies over the raw bytes, then parses. Never throws on junk. */
  parseWebhook(request: {
    headers: Readonly<Record<string, string>>;
    rawBody: Uint8Array;
    ip: string;
  }): Promise<WebhookResult>;
  /** Sandbox only: the two cards every new customer finds, the same ones on every call for the same `owner`. */
  demoProfiles?(owner: string): Promise<readonly { ref: ProfileRef; coverage: string }[]>;
}

export type ProviderErrorKind =
  | 'auth'
  | 'rate_limited'
  | 'no_credit'
  | 'out_of_stock'
  | 'plan_gone'
  | 'topup_not_allowed'
  | 'profile_gone'
  | 'bad_request'
  | 'temporary'
  | 'unknown_outcome';

/** A refusal: the supplier understood and said no, so asking again with the same words will not help. */
export const refusals: readonly ProviderErrorKind[] = [
  'no_credit',
  'out_of_stock',
  'plan_gone',
  'topup_not_allowed',
  'profile_gone',
  'bad_request',
];

/** The one error of the supply port. Only `unknown_outcome` forbids a blind repetition. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly retryAfterMs: number | undefined;
  constructor(
    kind: ProviderErrorKind,
    message: string,
    options?: { cause?: unknown; retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = 'ProviderError';
    this.kind = kind;
    this.retryAfterMs = options?.retryAfterMs;
  }
}
