import { randomUUID } from 'node:crypto';
import { day, minute, second } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Book, OrderRow, Told } from './book.ts';
import type { Manners } from './manners.ts';
import type { EsimDto, createProfiles } from './profiles.ts';
import { EsimAccessRefusal } from './refusal.ts';
import { read, webhookRequest } from './requests.ts';

const patience = 10 * second;
const mostAttempts = 5;
/** What is left of the data when a mark is passed. */
const marks = [0.5, 0.2, 0.1];

/** Nothing happens to a profile any more. */
const over = ['CANCEL', 'REVOKED', 'USED_EXPIRED', 'UNUSED_EXPIRED'];

/** Notices what happened to profiles, and posts it, unsigned, to the address that was saved. */
export function createWebhooks({
  book,
  profiles,
  made,
  manners,
  clock,
}: {
  book: Book;
  /** The profile of an order, once it is there. */
  made: (row: OrderRow) => Promise<string | undefined>;
  profiles: ReturnType<typeof createProfiles>;
  manners: Manners;
  clock: Clock;
}) {
  const stopping = new AbortController();
  let sweeping: Promise<void> = Promise.resolve();
  let posting: Promise<boolean> = Promise.resolve(false);

  async function post(url: string, body: string): Promise<boolean> {
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patience)]);
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  function message(notifyType: string, content: object): string {
    const eventGenerateTime = new Date(clock()).toISOString().replace(/\.\d{3}Z$/, 'Z');
    return JSON.stringify({
      notifyType,
      eventGenerateTime,
      notifyId: randomUUID().replaceAll('-', ''),
      content,
    });
  }

  async function look(profile: string, words: 'words' | 'silence'): Promise<void> {
    const told = book.told(profile);
    if (told && over.includes(told.esim)) return;
    const esim = await profiles.dto(profile, manners);
    if (esim.esimStatus === 'GETTING_RESOURCE') return;
    const before: Told = told ?? { profile, smdp: '', esim: '', left: 1, lastDay: 0 };
    const now = stateOf(profile, esim, clock());
    const bodies = news(before, now, esim).map(([type, content]) => message(type, content));
    if (JSON.stringify(now) !== JSON.stringify(told))
      book.tell(now, words === 'words' ? bodies : [], clock());
  }

  /** In silence: what was so when nobody listened is no news. */
  async function lookAtAll(words: 'words' | 'silence'): Promise<void> {
    for (const row of book.orders()) {
      const profile = await made(row);
      if (stopping.signal.aborted) return;
      if (profile !== undefined) await look(profile, words);
    }
  }

  async function sweep(): Promise<void> {
    const url = book.setting('webhook');
    if (!url) return;
    await lookAtAll('words');
    for (const { seq, body, attempts } of book.due(clock())) {
      if (stopping.signal.aborted) return;
      posting = post(url, body);
      if ((await posting) || attempts + 1 >= mostAttempts) book.sent(seq);
      else book.later(seq, clock() + minute);
    }
  }

  return {
    /** Looks at every profile and posts what is new; one sweep at a time. */
    sweep: (): Promise<void> => {
      sweeping = sweeping.catch(() => undefined).then(() => (stopping.signal.aborted ? undefined : sweep()));
      return sweeping;
    },
    /** Saves an address, if it answers. */
    save: async (content: unknown) => {
      const { webhook, webhookUrl } = read(webhookRequest, content);
      const url = webhook ?? webhookUrl ?? '';
      if (!/^https?:\/\/\S+$/.test(url)) throw new EsimAccessRefusal('000106', 'the webhook is not a URL');
      const test = message('CHECK_HEALTH', { orderNo: '1234567890', orderStatus: 'Test' });
      if (!(await post(url, test))) throw new EsimAccessRefusal('000106', 'the webhook does not answer');
      if (!book.setting('webhook')) await lookAtAll('silence');
      book.set('webhook', url);
      return {};
    },
    saved: () => ({ webhook: book.setting('webhook') ?? '' }),
    /** Waits for what is being posted; not for a look at an engine that may be stalled for long. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await posting;
    },
  };
}

function stateOf(profile: string, esim: EsimDto, now: number): Told {
  const { smdpStatus: smdp, esimStatus, totalVolume, orderUsage, expiredTime } = esim;
  const share = totalVolume === 0 ? 1 : 1 - orderUsage / totalVolume;
  const left = Math.min(1, ...marks.filter((mark) => share <= mark));
  const lastDay = esimStatus === 'IN_USE' && Date.parse(expiredTime) - now <= day ? 1 : 0;
  // After a top-up there is more left than at the last mark, and more than a day: the marks are passed anew.
  return { profile, smdp, esim: esimStatus, left, lastDay };
}

/** What there is to tell: made, moved on a phone, of another state, a mark passed, one day left. */
function news(before: Told, now: Told, esim: EsimDto): readonly (readonly [string, object])[] {
  const { orderNo, transactionId, esimTranNo, iccid, esimStatus, smdpStatus, eid } = esim;
  const { totalVolume, orderUsage, totalDuration, expiredTime } = esim;
  const who = { orderNo, transactionId, esimTranNo, iccid };
  const told: [string, object][] = [];
  if (before.esim === '')
    told.push(['ORDER_STATUS', { orderNo, transactionId, orderStatus: 'GOT_RESOURCE' }]);
  else if (before.smdp !== now.smdp) told.push(['SMDP_EVENT', { ...who, eid, esimStatus, smdpStatus }]);
  if (before.esim !== now.esim && !(before.esim === '' && now.esim === 'GOT_RESOURCE'))
    told.push(['ESIM_STATUS', { ...who, esimStatus, smdpStatus }]);
  if (now.left < before.left)
    told.push([
      'DATA_USAGE',
      { ...who, totalVolume, orderUsage, remain: totalVolume - orderUsage, remainThreshold: now.left },
    ]);
  if (now.lastDay > before.lastDay)
    told.push([
      'VALIDITY_USAGE',
      { orderNo, transactionId, iccid, durationUnit: 'DAY', totalDuration, expiredTime, remain: 1 },
    ]);
  return told;
}
