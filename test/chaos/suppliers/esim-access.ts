import path from 'node:path';
import { catalogueFor } from '../../../src/domain/plan.ts';
import { minute, second } from '../../../src/domain/time.ts';
import type { Clock } from '../../../src/domain/time.ts';
import { renewalRuleOf } from '../../../src/esim/esim-access/goods.ts';
import {
  ESIM_ACCESS_CREDENTIALS,
  createEsimAccessBox,
} from '../../../src/sandbox/esim-access/esim-access.ts';
import { readCatalogue } from '../../../src/storage/catalogue-file.ts';
import { readSupplierFile } from '../../../src/storage/supplier-file.ts';
import type { Dice } from '../dice.ts';
import { isFields, textIn } from './protocol.ts';
import type { Call, Forgery, No, Protocol, Veil } from './protocol.ts';

const db = path.join(import.meta.dirname, '../../../db');
const root = '/api/v1/open/';
/** From where its webhooks come. */
export const esimAccessSender = '3.1.131.226';
const pathSecret = 'chaos-chaos-chaos-chaos';

/** What the shop needs to reach it. */
export const esimAccessKeys = {
  ESIMACCESS_ACCESS_CODE: ESIM_ACCESS_CREDENTIALS.accessCode,
  ESIMACCESS_SECRET_KEY: ESIM_ACCESS_CREDENTIALS.secretKey,
  ESIM_WEBHOOK_PATH_SECRET: pathSecret,
};

const codes: Readonly<Record<No, string>> = {
  no_credit: '200007',
  out_of_stock: '200011',
  plan_gone: '310241',
  wrong_state: '200002',
  profile_gone: '310403',
  bad_request: '000106',
  auth: '101003',
  unexpected: '000001',
};

export function openEsimAccess({ file, clock, dice }: { file: string; clock: Clock; dice: Dice }): Protocol {
  const whole = readCatalogue(path.join(db, 'catalogue.json'));
  const packages = readSupplierFile(path.join(db, 'suppliers/esimaccess.json'), whole);
  const catalogue = catalogueFor(whole, packages, renewalRuleOf);
  // Shops that start again and again have no rest in between that could be counted. An account gets one kind of answer, not either.
  const manners = { limited: false, namesTransactions: dice.chance(0.5) };
  const box = createEsimAccessBox({ file, catalogue, packages, clock, manners });
  const isOrder = (pathname: string): boolean => pathname.endsWith('/esim/order');
  const isTopUp = (pathname: string): boolean => pathname.endsWith('/esim/topup');

  return {
    fetch: (request, env) => box.api.fetch(request, env),
    owns: (pathname) => pathname.startsWith(root),
    keyOf: ({ pathname, body }) =>
      isOrder(pathname) || isTopUp(pathname) ? textIn(body, 'transactionId') : undefined,
    moves: ({ pathname }) => isOrder(pathname) || isTopUp(pathname) || pathname.endsWith('/esim/cancel'),
    no: (why) => refusal(codes[why], 'A refusal on purpose'),
    outage: (status) =>
      status === 429
        ? new Response('', { status, headers: { 'retry-after': '1' } })
        : new Response(`<html><h1>${status} Bad Gateway</h1></html>`, { status }),
    veiled: (call, answer, veilOf) =>
      call.pathname.endsWith('/esim/query') ? veiledQuery(call, answer, veilOf) : Promise.resolve(answer),
    changeWays: (dice) => {
      box.manners.knownKeys = dice.pick(['success', 'refused']);
      box.manners.usage = dice.pick(['list', 'named']);
      box.manners.success = dice.pick(['boolean', 'text']);
      box.manners.numbers = dice.pick(['number', 'text']);
    },
    // Less than the two minutes after which a second "not found" is believed.
    longestLag: 100 * second,
    makesLater: true,
    knowsKeys: true,
    forge,
    close: box.close,
  };
}

async function veiledQuery(
  { body }: Call,
  response: Response,
  veilOf: (key: string) => Veil,
): Promise<Response> {
  const answer: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (!isFields(answer) || !isFields(answer['obj']) || !Array.isArray(answer['obj']['esimList']))
    return response;
  const { obj } = answer;
  const list: unknown[] = answer['obj']['esimList'];
  // Of a profile by its name only what was added to it may be behind.
  if (textIn(body, 'esimTranNo') !== undefined || textIn(body, 'iccid') !== undefined)
    return Response.json({
      ...answer,
      obj: { ...obj, esimList: list.map((esim) => withoutNew(esim, veilOf)) },
    });
  const ofNumber = textIn(body, 'orderNo') !== undefined;
  const veils = list.map((esim) =>
    isFields(esim) ? veilOf(textIn(esim, 'transactionId') ?? '') : undefined,
  );
  if (ofNumber && veils[0] === 'missing') return refusal('310272', 'the orderNo does not exist');
  if (ofNumber && veils[0] === 'unmade') return refusal('200010', 'SM-DP+ is still allocating profiles');
  const esimList = list.flatMap((esim, index) => {
    if (veils[index] === 'missing') return [];
    return [veils[index] === 'unmade' && isFields(esim) ? unmade(esim) : withoutNew(esim, veilOf)];
  });
  return Response.json({ ...answer, obj: { ...obj, esimList } });
}

function withoutNew(esim: unknown, veilOf: (key: string) => Veil): unknown {
  if (!isFields(esim) || !Array.isArray(esim['packageList'])) return esim;
  const all: unknown[] = esim['packageList'];
  // What is added is never in allocation.
  const packageList = all.filter(
    (one) => !isFields(one) || veilOf(textIn(one, 'transactionId') ?? '') !== 'missing',
  );
  return { ...esim, packageList };
}

function unmade(esim: Readonly<Record<string, unknown>>): object {
  const nothing = { esimTranNo: '', iccid: '', ac: '', smdpStatus: '', packageList: [] };
  return { ...esim, ...nothing, esimStatus: 'GETTING_RESOURCE' };
}

function refusal(errorCode: string, errorMsg: string): Response {
  return Response.json({ success: false, errorCode, errorMsg, obj: null });
}

/** By a wrong path, from a wrong address, or true to the letter and not true. */
function forge(dice: Dice, keys: readonly string[]): Forgery {
  const key = keys.length > 0 ? dice.pick(keys) : 'supply_nothing';
  const content = { transactionId: key, orderNo: '', esimTranNo: '', iccid: '' };
  const notice = dice.pick([
    { notifyType: 'ORDER_STATUS', content: { ...content, orderStatus: 'GOT_RESOURCE' } },
    { notifyType: 'ESIM_STATUS', content: { ...content, esimStatus: 'CANCEL', smdpStatus: 'RELEASED' } },
  ]);
  const kind = dice.of({ path: 1, sender: 1, content: 1 });
  return {
    path: `/esim/esimaccess/${kind === 'path' ? 'guessed' : pathSecret}`,
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': kind === 'sender' ? '203.0.113.9' : esimAccessSender,
    },
    body: JSON.stringify({ ...notice, notifyId: `forged${dice.whole(1, 1e9)}`, eventGenerateTime: minute }),
    passes: kind === 'content',
  };
}
