import type { HttpBindings } from '@hono/node-server';
import type { Dice } from '../dice.ts';

export const realSuppliers = ['esimaccess', 'airalo'] as const;
export type RealSupplier = (typeof realSuppliers)[number];

/** One call of the shop to its supplier. */
export interface Call {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  /** Fields by name; empty when there is nothing to read. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What of an order is not told yet, though it was carried out: that there is one, or that it is ready. */
export type Veil = 'missing' | 'unmade' | undefined;

/** A plain no, in the supplier's own words. */
export const noes = {
  no_credit: 10,
  out_of_stock: 15,
  plan_gone: 8,
  wrong_state: 8,
  profile_gone: 6,
  bad_request: 6,
  auth: 8,
  unexpected: 20,
};
export type No = keyof typeof noes;

/** A request to the shop in the supplier's name. */
export interface Forgery {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** It cannot be told from a true one, so it may be heard, and must change nothing all the same. */
  readonly passes: boolean;
}

/** A supplier in a box, and what chaos has to know of its protocol. */
export interface Protocol {
  /** Carries a call out. */
  fetch(request: Request, env: Partial<HttpBindings>): Response | Promise<Response>;
  owns(pathname: string): boolean;
  /** Under which key of the shop's a call orders something. */
  keyOf(call: Call): string | undefined;
  /** Whether it moves money: their answers get lost more often. */
  moves(call: Pick<Call, 'method' | 'pathname'>): boolean;
  no(why: No): Response;
  /** Of its gateway. */
  outage(status: number): Response;
  /** The same answer, without what is not to be told yet. */
  veiled(call: Call, answer: Response, veilOf: (key: string) => Veil): Promise<Response>;
  /** Does from now on what it may do in more than one way in another of them. */
  changeWays(dice: Dice): void;
  /** How long it may take until an order whose answer was lost stands in its list, in milliseconds. */
  readonly longestLag: number;
  /** Whether it tells of an order that it is still at it. */
  readonly makesLater: boolean;
  /** Whether the same key is the same order. */
  readonly knowsKeys: boolean;
  forge(dice: Dice, keys: readonly string[]): Forgery;
  close(): Promise<void>;
}

export async function readCall(request: Request): Promise<Call> {
  const { pathname, searchParams: query } = new URL(request.url);
  const copy = request.clone();
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data');
  const body: unknown =
    request.method === 'GET'
      ? {}
      : await (isForm ? copy.formData().then((form) => Object.fromEntries(form)) : copy.json()).catch(
          () => ({}),
        );
  return { method: request.method, pathname, query, body: isFields(body) ? body : {} };
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
