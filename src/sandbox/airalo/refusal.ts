import { ProviderError } from '../../services/supply-port.ts';
import type { ProviderErrorKind } from '../../services/supply-port.ts';

/** An answer that says no, in one of Airalo's shapes. */
export class AiraloRefusal extends Error {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
    super(`Airalo answers ${status}`);
    this.name = 'AiraloRefusal';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const reasons = {
  11: 'Insufficient Airalo Credit: please top up your balance',
  13: 'The requested operator is currently undergoing maintenance. Please try again later.',
  23: 'The requested top-up has been disabled by the operator.',
  33: 'Insufficient stock of eSIMs remaining: 0. Please try your request again later.',
  34: 'The requested eSIM package is invalid or it is currently out of stock. Please try again later.',
  43: 'Bad request. Please check your input and try again.',
  53: "Something unexpected happened. We're working to resolve the issue. Please try again later.",
} as const;

export function coded(code: keyof typeof reasons): AiraloRefusal {
  return new AiraloRefusal(422, { code, reason: reasons[code] });
}

export function recycled(iccid: string): AiraloRefusal {
  const reason = `The eSIM with iccid ${iccid} has been recycled. It can no longer be used or topped up.`;
  return new AiraloRefusal(422, { code: 73, reason });
}

/** Fields with what is wrong about them. */
export function invalid(fields: Readonly<Record<string, string>>): AiraloRefusal {
  return new AiraloRefusal(422, { data: fields, meta: { message: 'the parameter is invalid' } });
}

export function notFound(): AiraloRefusal {
  return new AiraloRefusal(404, { data: [], meta: { message: 'messages.resource_not_found' } });
}

export function required(...names: readonly string[]): AiraloRefusal {
  const words = (name: string): string => `The ${name.replaceAll('_', ' ')} field is required.`;
  return invalid(Object.fromEntries(names.map((name) => [name, words(name)])));
}

/** What Airalo makes of packages with these names, in its sandbox mode. */
const forced: Readonly<Record<string, keyof typeof reasons>> = {
  'test-insufficient-balance-7days-1gb': 11,
  'test-maintenance-mode-7days-1gb': 13,
  'test-disabled-top-up-7days-1gb': 23,
  'test-not-enough-7days-1gb': 33,
  'test-out-of-stock-7days-1gb': 34,
};

export function forcedRefusal(packageId: string): AiraloRefusal | undefined {
  const code = forced[packageId];
  return code && coded(code);
}

const codes: Readonly<Partial<Record<ProviderErrorKind, keyof typeof reasons>>> = {
  no_credit: 11,
  temporary: 13,
  topup_not_allowed: 23,
  out_of_stock: 33,
  plan_gone: 34,
  bad_request: 43,
};

/** The engine's refusals in Airalo's words; whatever else goes wrong is a failure of its server. */
export function asRefusal(error: unknown): AiraloRefusal {
  if (error instanceof AiraloRefusal) return error;
  const kind = error instanceof ProviderError ? error.kind : undefined;
  if (kind === 'profile_gone') return notFound();
  const code = kind && codes[kind];
  return code ? coded(code) : new AiraloRefusal(500, { code: 53, reason: reasons[53] });
}
