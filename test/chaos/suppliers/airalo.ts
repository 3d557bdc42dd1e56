import path from 'node:path';
import { catalogueFor } from '../../../src/domain/plan.ts';
import { second } from '../../../src/domain/time.ts';
import type { Clock } from '../../../src/domain/time.ts';
import { listLagMs } from '../../../src/esim/airalo/orders.ts';
import { renewalRuleOf } from '../../../src/esim/airalo/renewal-rule.ts';
import { AIRALO_CREDENTIALS, createAiraloBox } from '../../../src/sandbox/airalo/airalo.ts';
import { readCatalogue } from '../../../src/storage/catalogue-file.ts';
import { readSupplierFile } from '../../../src/storage/supplier-file.ts';
import type { Dice } from '../dice.ts';
import { isFields, textIn } from './protocol.ts';
import type { Forgery, No, Protocol, Veil } from './protocol.ts';

const db = path.join(import.meta.dirname, '../../../db');

/** What the shop needs to reach it. */
export const airaloKeys = {
  AIRALO_CLIENT_ID: AIRALO_CREDENTIALS.clientId,
  AIRALO_CLIENT_SECRET: AIRALO_CREDENTIALS.clientSecret,
  AIRALO_MODE: 'production',
};

const answers: Readonly<Record<No, readonly [status: number, body: object]>> = {
  no_credit: [422, { code: 11, reason: 'Insufficient Airalo Credit' }],
  out_of_stock: [422, { code: 33, reason: 'Insufficient stock of eSIMs' }],
  plan_gone: [422, { code: 34, reason: 'The requested eSIM package is invalid or out of stock' }],
  wrong_state: [422, { code: 23, reason: 'The requested top-up has been disabled' }],
  profile_gone: [422, { code: 73, reason: 'The eSIM has been recycled' }],
  bad_request: [
    422,
    { data: { description: 'It is invalid.' }, meta: { message: 'the parameter is invalid' } },
  ],
  auth: [403, { code: 89, reason: 'This address is not allowed' }],
  unexpected: [422, { code: 53, reason: 'Something unexpected happened' }],
};

export function openAiralo({ file, clock }: { file: string; clock: Clock; dice: Dice }): Protocol {
  const whole = readCatalogue(path.join(db, 'catalogue.json'));
  const packages = readSupplierFile(path.join(db, 'suppliers/airalo.json'), whole);
  const catalogue = catalogueFor(whole, packages, renewalRuleOf);
  // A shop that starts again and again asks for a token each time.
  const box = createAiraloBox({ file, catalogue, packages, clock, manners: { limited: false } });
  const isOrder = ({ method, pathname }: { method: string; pathname: string }): boolean =>
    method === 'POST' && /^\/v2\/orders(\/topups)?$/.test(pathname);

  return {
    fetch: (request, env) => box.api.fetch(request, env),
    owns: (pathname) => pathname.startsWith('/v2/'),
    keyOf: (call) => (isOrder(call) ? textIn(call.body, 'description') : undefined),
    moves: isOrder,
    no: (why) => {
      const [status, body] = answers[why];
      return Response.json(body, { status });
    },
    outage: (status) =>
      status === 429
        ? Response.json({ message: 'Too Many Attempts.' }, { status, headers: { 'retry-after': '1' } })
        : new Response('<html>Bad Gateway</html>', { status, headers: { 'content-type': 'text/html' } }),
    veiled: async ({ method, pathname }, answer, veilOf) =>
      method === 'GET' && pathname === '/v2/orders' ? veiledList(answer, veilOf) : answer,
    changeWays: (dice) => {
      if (dice.chance(0.02)) box.revokeTokens();
      box.manners.pricing = dice.pick(['net_pricing', 'discount_pricing']);
    },
    longestLag: listLagMs - 20 * second,
    makesLater: false,
    knowsKeys: false,
    forge,
    close: box.close,
  };
}

async function veiledList(response: Response, veilOf: (key: string) => Veil): Promise<Response> {
  const answer: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (!isFields(answer) || !Array.isArray(answer['data'])) return response;
  const all: unknown[] = answer['data'];
  const data = all.filter((order) => !isFields(order) || !veilOf(textIn(order, 'description') ?? ''));
  return Response.json({ ...answer, data });
}

function forge(dice: Dice): Forgery {
  const level = dice.pick(['75%', '90%', '1days']);
  return {
    path: '/esim/airalo',
    headers: {
      'content-type': 'application/json',
      'airalo-signature': dice.pick(['', 'f'.repeat(128), 'short']),
    },
    body: JSON.stringify({
      level,
      package_name: 'eSIM',
      remaining_percentage: 10,
      iccid: '8999900000000000000',
    }),
    passes: false,
  };
}
