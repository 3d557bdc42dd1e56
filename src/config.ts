import path from 'node:path';
import { z } from 'zod';
import { parseAddress } from './domain/address.ts';
import { sellingCurrencies } from './domain/money.ts';
import { rails } from './domain/payment.ts';
import type { Rail } from './domain/payment.ts';
import type { SupplierKeys } from './esim/connect.ts';

/** A start with wrong settings: every mistake at once, each with its remedy. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

const idList = z
  .string()
  .regex(
    /^\s*(\d+\s*(,\s*\d+\s*)*)?$/,
    'wants Telegram user ids separated by commas, for example 12345,67890',
  )
  .transform(
    (text) =>
      new Set(
        text
          .split(',')
          .filter((id) => id.trim() !== '')
          .map(Number),
      ),
  );

const url = z
  .url({ protocol: /^https?$/, message: 'wants a web address such as https://example.org' })
  .transform((address) => address.replace(/\/+$/, ''));
/** Keys of suppliers have no form that is promised. */
const key = z.string().regex(/^\S+$/, 'is one word without spaces');
/** Who can make what is sold: the embedded one, for trying things out, and real ones. */
const suppliers = ['sandbox', 'esimaccess', 'airalo'] as const;
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const port = 'wants a whole number from 0 to 65535';
const stars = 'wants a number above 0, up to 10000';

const environment = z.object({
  BOT_TOKEN: z
    .string()
    .regex(/^\d+:[A-Za-z0-9_-]+$/, 'does not look like a token from BotFather (123456:ABC…)')
    .optional(),
  DEPLOYMENT: z.enum(['test', 'live'], 'is either test or live').default('test'),
  TELEGRAM_API_ROOT: url.default('https://api.telegram.org'),
  UPDATES: z.enum(['polling', 'webhook'], 'is either polling or webhook').default('polling'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/, 'wants 16 to 256 letters, digits, _ or -')
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number(port).int(port).min(0, port).max(65_535, port).default(8080),
  PUBLIC_URL: url.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^sqlite:.+/, 'wants sqlite:PATH; PostgreSQL comes in a later version')
    .default('sqlite:data/yuanyou.db'),
  PAYMENT_RAILS: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(rails, `knows ${rails.join(', ')}, separated by commas`)))
    .transform((names) => new Set(names))
    .optional(),
  TELEGRAM_PROVIDER_TOKEN: z
    .string()
    .regex(/^\d+:(TEST|LIVE):\S+$/, 'does not look like a payment token from BotFather (123:TEST:…)')
    .optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, 'wants a secret key of Stripe (sk_test_… or sk_live_…)')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\w+$/, 'wants the signing secret of the webhook endpoint (whsec_…)')
    .optional(),
  STRIPE_API_URL: url.default('https://api.stripe.com'),
  ESIM_PROVIDER: z.enum(suppliers, `is one of ${suppliers.join(', ')}`).default('sandbox'),
  ESIMACCESS_ACCESS_CODE: key.optional(),
  ESIMACCESS_SECRET_KEY: key.optional(),
  ESIMACCESS_API_URL: url.default('https://api.esimaccess.com'),
  ESIM_WEBHOOK_PATH_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,128}$/, 'wants 16 to 128 letters, digits, _ or -: openssl rand -hex 32')
    .optional(),
  AIRALO_CLIENT_ID: key.optional(),
  AIRALO_CLIENT_SECRET: key.optional(),
  AIRALO_API_URL: url.default('https://partners-api.airalo.com'),
  AIRALO_MODE: z.enum(['sandbox', 'production'], 'is either sandbox or production').optional(),
  CURRENCY: z.enum(sellingCurrencies, `is one of ${sellingCurrencies.join(', ')}`).default('EUR'),
  STARS_PER_UNIT: z.coerce.number(stars).positive(stars).max(10_000, stars).default(60),
  ADMIN_IDS: idList.default(new Set()),
  ADMIN_CHAT_ID: z
    .string()
    .regex(/^-?\d{1,16}$/, 'wants the number of one chat, for example -1001234567890')
    .transform(Number)
    .optional(),
  SELLER_NAME: z.string().default('遠遊卡 Yuanyou'),
  SELLER_ADDRESS: z.string().optional(),
  EMERGENCY_CONTACT: z.string().optional(),
  CHANNEL_URL: url.optional(),
  BRAND_NAME: z.string().default('遠遊卡'),
  SMTP_URL: z
    .string()
    .refine(isMailServer, {
      message:
        'wants smtp://user:password@host:587 or smtps://user:password@host:465, signs in them as % and number',
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .refine((text) => parseSender(text) !== undefined, {
      message: 'wants shop@example.org, or a name before it: Yuanyou <shop@example.org>',
    })
    .optional(),
  DATA_KEY: z
    .string()
    .refine((text) => text.split(',').every((key) => Buffer.from(key.trim(), 'base64').length === 32), {
      message: 'wants 32 bytes in base64 (several separated by commas): openssl rand -base64 32',
    })
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `is one of ${logLevels.join(', ')}`).default('info'),
  SANDBOX_LISTEN_ALL: z.enum(['0', '1'], 'is 1 (inside a container only) or 0').default('0'),
});

/** Names of the outside contract whose issue has not come yet: refused, so that nobody believes them active. */
const later = ['MARKETING_IDS', 'SUPPORT_CHAT_ID', 'METRICS_TOKEN'];

type Environment = z.infer<typeof environment>;

/** The settings of one process. `sandbox`: there is no token, so the world comes in a box. */
export type Config = Readonly<
  Omit<Environment, 'BOT_TOKEN' | 'DATA_KEY' | 'PAYMENT_RAILS' | 'SMTP_URL' | 'MAIL_FROM' | SupplierName> & {
    sandbox: boolean;
    BOT_TOKEN: string | undefined;
    PAYMENT_RAILS: ReadonlySet<Rail>;
    /** The mail server and the sender; undefined where the shop sends no e-mail. */
    mail: { readonly url: string; readonly from: Sender } | undefined;
    /** Real suppliers that have keys. */
    suppliers: SupplierKeys;
    /** Decoded keys, the first for writing. */
    DATA_KEYS: readonly Buffer[];
    /** Where the database lies, and beside it what else must survive. */
    dataFolder: string;
    /** The sandbox listens on this machine only, whatever HOST says, unless a container opts in. */
    listenOn: string;
  }
>;

/** Environment → settings. An empty variable counts as absent. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const mistakes = later
    .filter((name) => name in given)
    .map((name) => `${name}: not in this version; remove it for now`);
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    mistakes.push(...parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`));
  const named = new Set(mistakes.map(nameIn));
  mistakes.push(...contradictions(given).filter((mistake) => !named.has(nameIn(mistake))));
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes);

  const { BOT_TOKEN, DATA_KEY, PAYMENT_RAILS, SMTP_URL, MAIL_FROM, ...others } = parsed.data;
  const { suppliers: keys, ...rest } = withKeys(others);
  const from = parseSender(MAIL_FROM ?? '');
  const sandbox = BOT_TOKEN === undefined;
  return Object.freeze({
    ...rest,
    sandbox,
    BOT_TOKEN,
    mail: SMTP_URL && from ? { url: SMTP_URL, from } : undefined,
    PAYMENT_RAILS: PAYMENT_RAILS ?? new Set(rails.filter((rail) => sandbox || isReady[rail](given))),
    suppliers: keys,
    DATA_KEYS: (DATA_KEY ?? sandboxKey).split(',').map((key) => Buffer.from(key.trim(), 'base64')),
    dataFolder: path.dirname(rest.DATABASE_URL.slice('sqlite:'.length)),
    listenOn: sandbox ? (rest.SANDBOX_LISTEN_ALL === '1' ? '0.0.0.0' : '127.0.0.1') : rest.HOST,
  });
}

/** Takes the keys of suppliers together. */
function withKeys<Others extends Pick<Environment, SupplierName>>({
  ESIMACCESS_ACCESS_CODE: accessCode,
  ESIMACCESS_SECRET_KEY: secretKey,
  ESIMACCESS_API_URL,
  AIRALO_CLIENT_ID: clientId,
  AIRALO_CLIENT_SECRET: clientSecret,
  AIRALO_API_URL,
  ...rest
}: Others): Omit<Others, SupplierName> & { suppliers: SupplierKeys } {
  const esimaccess = accessCode && secretKey && { accessCode, secretKey, baseUrl: ESIMACCESS_API_URL };
  const airalo = clientId && clientSecret && { clientId, clientSecret, baseUrl: AIRALO_API_URL };
  return { ...rest, suppliers: { ...(esimaccess && { esimaccess }), ...(airalo && { airalo }) } };
}

type SupplierName =
  | 'ESIMACCESS_ACCESS_CODE'
  | 'ESIMACCESS_SECRET_KEY'
  | 'ESIMACCESS_API_URL'
  | 'AIRALO_CLIENT_ID'
  | 'AIRALO_CLIENT_SECRET'
  | 'AIRALO_API_URL';

function isMailServer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^smtps?:$/.test(url.protocol)) return false;
  const { hostname, pathname, search, hash, username, password } = url;
  if (hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '') return false;
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** Who a mail is from. */
interface Sender {
  readonly name: string;
  readonly address: string;
}

/** `shop@example.org`, or `Yuanyou <shop@example.org>`. */
function parseSender(text: string): Sender | undefined {
  const [, name = '', bracketed] = /^([^<>\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim()) ?? [];
  const address = parseAddress(bracketed ?? text);
  return address === undefined ? undefined : { name: name.trim().replaceAll('"', ''), address };
}

/** Whether what a rail needs is there. */
const isReady: Readonly<Record<Rail, (env: Readonly<Record<string, string | undefined>>) => boolean>> = {
  stars: () => true,
  invoice: (env) => env['TELEGRAM_PROVIDER_TOKEN'] !== undefined,
  stripe: (env) => env['STRIPE_SECRET_KEY'] !== undefined,
};

/** The box holds nothing worth a secret. */
const sandboxKey = Buffer.alloc(32, 'sandbox').toString('base64');

function nameIn(mistake: string): string {
  return mistake.slice(0, mistake.indexOf(':'));
}

/** What belongs to real suppliers; the box brings its own. */
const supplyNames = [
  'ESIMACCESS_ACCESS_CODE',
  'ESIMACCESS_SECRET_KEY',
  'ESIMACCESS_API_URL',
  'ESIM_WEBHOOK_PATH_SECRET',
  'AIRALO_CLIENT_ID',
  'AIRALO_CLIENT_SECRET',
  'AIRALO_API_URL',
  'AIRALO_MODE',
];

/** Keys come in pairs; a supplier whose keys are not there cannot be chosen. */
function supplyContradictions(
  env: Readonly<Record<string, string | undefined>>,
  live: boolean,
): readonly string[] {
  const mistakes: string[] = [];
  for (const [supplier, where, names] of [
    ['esimaccess', 'in the console under API', ['ESIMACCESS_ACCESS_CODE', 'ESIMACCESS_SECRET_KEY']],
    ['airalo', 'from the Partner Platform', ['AIRALO_CLIENT_ID', 'AIRALO_CLIENT_SECRET']],
  ] as const) {
    const isChosen = env['ESIM_PROVIDER'] === supplier;
    const missing = names.filter((name) => !env[name]);
    const isThere = missing.length === 0;
    if (isChosen || missing.length === 1)
      mistakes.push(...missing.map((name) => `${name}: needed for the supplier ${supplier}; it is ${where}`));
    if (supplier === 'airalo' && isThere && !env['AIRALO_MODE'])
      mistakes.push(
        'AIRALO_MODE: say sandbox or production, as the switch in the Partner Platform stands; nothing else tells test orders from real ones',
      );
    if (supplier === 'airalo' && isThere && live && env['AIRALO_MODE'] === 'sandbox')
      mistakes.push(
        'AIRALO_MODE: DEPLOYMENT=live needs production, or customers pay for cards that do not exist',
      );
    if (supplier === 'esimaccess' && !isThere && env['ESIM_WEBHOOK_PATH_SECRET'])
      mistakes.push('ESIM_WEBHOOK_PATH_SECRET: makes no sense without the keys of eSIM Access; remove it');
  }
  return mistakes;
}

/** What does not fit together, from the raw settings, so that one wrong value does not hide these. */
function contradictions(env: Readonly<Record<string, string | undefined>>): string[] {
  const mistakes: string[] = [];
  const live = env['DEPLOYMENT'] === 'live';
  const webhook = env['UPDATES'] === 'webhook';
  if (webhook && !env['PUBLIC_URL'])
    mistakes.push('PUBLIC_URL: needed for UPDATES=webhook, for example https://bot.example.org');
  if (webhook && !env['TELEGRAM_WEBHOOK_SECRET'])
    mistakes.push('TELEGRAM_WEBHOOK_SECRET: needed for UPDATES=webhook; make one with openssl rand -hex 32');
  if (live && !env['BOT_TOKEN']) mistakes.push('BOT_TOKEN: DEPLOYMENT=live needs the token from BotFather');
  if (live && (env['ESIM_PROVIDER'] ?? 'sandbox') === 'sandbox')
    mistakes.push(
      'ESIM_PROVIDER: DEPLOYMENT=live needs a real supplier; the sandbox sells cards that do not exist',
    );
  const wanted = (env['PAYMENT_RAILS'] ?? '').split(',').map((name) => name.trim());
  const real = env['BOT_TOKEN'] !== undefined;
  if (real && wanted.includes('invoice') && !isReady.invoice(env))
    mistakes.push('TELEGRAM_PROVIDER_TOKEN: needed for the rail invoice; BotFather gives it under Payments');
  if (real && wanted.includes('stripe') && !isReady.stripe(env))
    mistakes.push(
      'STRIPE_SECRET_KEY: needed for the rail stripe; it is in the Stripe dashboard under API keys',
    );
  const stripeMode = /^[sr]k_(test|live)_/.exec(env['STRIPE_SECRET_KEY'] ?? '')?.[1];
  const providerMode = /:(TEST|LIVE):/.exec(env['TELEGRAM_PROVIDER_TOKEN'] ?? '')?.[1]?.toLowerCase();
  for (const [name, mode] of [
    ['STRIPE_SECRET_KEY', stripeMode],
    ['TELEGRAM_PROVIDER_TOKEN', providerMode],
  ])
    if (mode && mode !== (live ? 'live' : 'test'))
      mistakes.push(
        `${name}: takes ${mode} money, and DEPLOYMENT is ${live ? 'live' : 'test'}; use the key of the same mode`,
      );
  for (const [name, usual] of [
    ['STRIPE_API_URL', 'https://api.stripe.com'],
    ['ESIMACCESS_API_URL', 'https://api.esimaccess.com'],
    ['AIRALO_API_URL', 'https://partners-api.airalo.com'],
  ] as const) {
    const api = URL.parse(env[name] ?? '');
    if (api && api.pathname.replace(/\/+$/, '') !== '')
      mistakes.push(`${name}: takes no path, only a host and perhaps a port; ${usual}`);
    else if (live && api?.protocol === 'http:')
      mistakes.push(`${name}: DEPLOYMENT=live needs https, or the key could be read on its way`);
  }
  if (real) mistakes.push(...supplyContradictions(env, live));
  if (!real)
    for (const name of [
      ...supplyNames,
      'STRIPE_SECRET_KEY',
      'STRIPE_WEBHOOK_SECRET',
      'STRIPE_API_URL',
      'TELEGRAM_PROVIDER_TOKEN',
      'SMTP_URL',
      'MAIL_FROM',
    ])
      if (env[name])
        mistakes.push(`${name}: makes no sense without a BOT_TOKEN, the sandbox brings its own; remove it`);
  if (real && env['SMTP_URL'] && !env['MAIL_FROM'])
    mistakes.push('MAIL_FROM: needed with SMTP_URL, the address that mails come from');
  if (real && env['MAIL_FROM'] && !env['SMTP_URL'])
    mistakes.push('SMTP_URL: needed with MAIL_FROM, the mail server that takes the mails');
  if (env['BOT_TOKEN'] && env['SANDBOX_LISTEN_ALL'] === '1')
    mistakes.push(
      'SANDBOX_LISTEN_ALL: makes no sense with a BOT_TOKEN, there is no sandbox then; remove one of them',
    );
  if (live && !env['EMERGENCY_CONTACT'])
    mistakes.push('EMERGENCY_CONTACT: DEPLOYMENT=live needs a number or address that a person answers');
  if (live && !env['SELLER_ADDRESS'])
    mistakes.push('SELLER_ADDRESS: DEPLOYMENT=live needs the address that /terms shows');
  if (live && !env['DATA_KEY'])
    mistakes.push('DATA_KEY: DEPLOYMENT=live needs a key for installation codes: openssl rand -base64 32');
  return mistakes;
}
