import { z } from 'zod';
import { errorWords } from '../../domain/error-words.ts';
import { ProviderError } from '../../services/supply-port.ts';
import type { ProviderErrorKind } from '../../services/supply-port.ts';

/** What a request was about: the same words mean different things of a card, an order and a top-up. */
export type Subject = 'account' | 'packages' | 'order' | 'top_up' | 'sim';

/** The eSIM was taken back by its operator: nothing is left of it, and nothing can be added. */
export class RecycledError extends ProviderError {
  constructor(message: string) {
    super('profile_gone', message);
    this.name = 'RecycledError';
  }
}
const recycled = 73;

const coded = z.looseObject({ code: z.coerce.number(), reason: z.string().catch('') });
const invalid = z.looseObject({ data: z.record(z.string(), z.unknown()) });
const general = z.looseObject({ meta: z.looseObject({ message: z.string() }) });

/** 53, "something unexpected", says nothing about what became of a request, and neither does a code that is not listed here. */
const kinds: Readonly<Record<number, ProviderErrorKind>> = {
  11: 'no_credit',
  13: 'temporary',
  14: 'bad_request',
  23: 'topup_not_allowed',
  33: 'out_of_stock',
  34: 'out_of_stock',
  43: 'bad_request',
  [recycled]: 'profile_gone',
  89: 'auth',
};

/** What it means when a field is not to its liking. We order one at a time, so its quantity is a question of stock. */
const fieldKinds: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ['order package_id', 'plan_gone'],
  ['order quantity', 'out_of_stock'],
  ['top_up package_id', 'topup_not_allowed'],
  ['top_up iccid', 'profile_gone'],
]);

/**
 * The refusal in an answer, in any of Airalo's shapes: `{code, reason}`, `{data: {field: message}, meta}`, `{data: [], meta}`,
 * `{message}`. Undefined where it says nothing certain; what that means depends on whether something was to be changed.
 */
export function refusalOf(status: number, json: unknown, subject: Subject): ProviderError | undefined {
  if (status >= 500 || status === 429) return undefined;
  const { code, reason } = coded.safeParse(json).data ?? { code: undefined, reason: '' };
  const kind = kinds[code ?? 0] ?? kindOfStatus(status, subject);
  const said = words(code === undefined ? `status ${status}` : `code ${code}`, reason);
  if (code === recycled) return new RecycledError(said);
  if (kind) return new ProviderError(kind, said);
  return status === 422 && code === undefined ? fieldRefusal(json, subject) : undefined;
}

function kindOfStatus(status: number, subject: Subject): ProviderErrorKind | undefined {
  if (status === 401 || status === 403) return 'auth';
  return status === 404 && (subject === 'sim' || subject === 'top_up') ? 'profile_gone' : undefined;
}

function fieldRefusal(json: unknown, subject: Subject): ProviderError {
  const fields = invalid.safeParse(json).data?.data ?? {};
  const [field, text] = Object.entries(fields)[0] ?? ['request', general.safeParse(json).data?.meta.message];
  const kind = fieldKinds.get(`${subject} ${field}`);
  return new ProviderError(
    kind ?? 'bad_request',
    words(`invalid ${field}`, typeof text === 'string' ? text : ''),
  );
}

function words(what: string, theirs = ''): string {
  return errorWords(`Airalo: ${what}${theirs && `: ${theirs}`}`);
}
