import { setTimeout as sleep } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import { hour, minute, second } from '../../src/domain/time.ts';
import type { Box } from '../../src/sandbox/box.ts';
import { webhookModes } from '../../src/sandbox/stripe/events.ts';
import type { Dice } from './dice.ts';
import { holdFile, momentOfPayment, moveMoney } from './elsewhere.ts';
import type { Network } from './network.ts';
import type { BadSupplier } from './suppliers/bad-supplier.ts';
import type { Shop } from './shop.ts';
import type { WorldTime } from './world-time.ts';

/** What was done to the shop. */
export interface Harm {
  kills: number;
  /** Each time a second process on the same files did not end at once with its sentence, or somebody was taken for the supplier. */
  intruders: string[];
  /** Charges that went back without the shop. */
  elsewhere: Set<string>;
}

/** How often each kind is done, once each has been done. */
const harms = {
  kill: 36,
  redeliver: 16,
  events: 8,
  jump: 8,
  skew: 5,
  stall: 5,
  'next refund': 9,
  'money moves elsewhere': 9,
  'hold the file': 4,
  second: 1,
};
/** Besides, to a shop whose supplier is in the outside world. */
const moreHarms = { ...harms, forgery: 9 };
const inUse = 'Another process is already running';

/** Does harm of every kind, at moments from the seed, until it is enough; the shop is alive at the end. */
export async function doHarm({
  box,
  shop,
  folder,
  network,
  supplier,
  time,
  dice,
  sold,
  enough,
  onEach,
}: {
  box: Box;
  shop: Shop;
  /** Where its files are. */
  folder: string;
  network: Network;
  supplier?: BadSupplier | undefined;
  time: WorldTime;
  dice: Dice;
  /** Orders paid so far: harm keeps pace with them, however fast the machine is. */
  sold: () => number;
  enough: () => boolean;
  /** Is told once each kind was done. */
  onEach: () => void;
}): Promise<Harm> {
  const harm: Harm = { kills: 0, intruders: [], elsewhere: new Set() };
  const kinds: Record<keyof typeof harms, number> | typeof moreHarms = supplier ? moreHarms : harms;
  const first = dice.shuffle(Object.keys(kinds) as (keyof typeof moreHarms)[]);

  /** At once, right after a commit, or before or after a call of the shop's, counted from now. */
  async function kill(): Promise<void> {
    const how = dice.of({ now: 15, money: 20, commit: 30, before: 15, after: 20 });
    const count = dice.whole(1, 14);
    if (how === 'commit') shop.tell({ kind: 'die_after_commit', commits: count });
    if (how === 'before' || how === 'after') {
      let calls = 0;
      network.onCall(async (moment) => {
        if (moment !== how || ++calls !== count) return undefined;
        await shop.kill();
        return 'lost';
      });
    }
    if (how === 'money') await momentOfPayment(box, null, 1000, () => void shop.kill());
    const waits = how === 'commit' || how === 'before' || how === 'after';
    for (let waited = 0; waits && shop.alive() && waited < 1000 && !enough(); waited += 10) await sleep(10);
    network.onCall(null);
    await shop.kill();
    harm.kills++;
    if (dice.chance(0.3)) await sleep(dice.whole(0, 400));
    // Time may pass while nobody is there.
    if (dice.chance(0.15)) time.jump(dice.whole(1, 60) * minute);
    await shop.start();
  }

  /** Updates of some time ago come once more, payments most of all, and sometimes as if they were new ones. */
  function redeliver(): void {
    const sent = box.wire.entries().flatMap(({ direction, params }) => {
      const update = params as Partial<Update> | null;
      // Half of them come once only: what gets lost must not be mended by its repetition.
      return direction === 'to_bot' && update?.update_id !== undefined && update.update_id % 2 === 0
        ? [update]
        : [];
    });
    const payments = sent.filter(({ message }) => message?.successful_payment !== undefined);
    for (let copies = dice.whole(1, 6); copies > 0 && sent.length > 0; copies--)
      try {
        const { update_id: id = 0 } = dice.pick(payments.length > 0 && dice.chance(0.5) ? payments : sent);
        box.redeliver(id, { newId: dice.chance(0.4) });
      } catch (error) {
        // Long forgotten.
        if (!(error instanceof RangeError)) throw error;
      }
  }

  let wrongSince = Infinity;
  while (!enough()) {
    const until = sold() + dice.whole(0, first.length > 0 ? 3 : 7);
    for (let waited = 0; sold() < until && waited < 2000 && !enough(); waited += 20) await sleep(20);
    if (!shop.alive()) await shop.start();
    // A supplier that checks the age of what it gets takes nothing from a clock that is wrong by much.
    if (supplier && sold() > wrongSince + 12) time.skew(0);
    if (first.length === 0) onEach();
    switch (first.pop() ?? dice.of(kinds)) {
      case 'kill':
        await kill();
        break;
      case 'redeliver':
        redeliver();
        break;
      case 'events':
        box.stripe.events.mode(dice.pick(webhookModes));
        break;
      case 'jump':
        time.jump(dice.chance(0.7) ? dice.whole(1, 300) * second : dice.whole(5, 90) * minute);
        break;
      case 'skew':
        time.skew(dice.pick([0, 0, 20 * second, -20 * second, 4 * minute, -4 * minute, hour, -hour]));
        wrongSince = sold();
        break;
      case 'stall':
        stall(dice.whole(100, 2500));
        break;
      case 'forgery':
        for (let forgeries = dice.whole(1, 4); forgeries > 0; forgeries--) await forge();
        break;
      case 'next refund':
        box.stripe.nextRefund(dice.pick(['pending', 'failed']));
        break;
      case 'money moves elsewhere':
        for (let moves = dice.whole(1, 3); moves > 0; moves--)
          moveMoney({ box, dice, elsewhere: harm.elsewhere });
        break;
      case 'hold the file':
        await holdFile({ box, folder, milliseconds: dice.whole(500, 1200) });
        break;
      case 'second':
        await intrude();
    }
  }
  if (!shop.alive()) await shop.start();
  return harm;

  function stall(milliseconds: number): void {
    if (supplier) supplier.stall(milliseconds);
    else shop.tell({ kind: 'stall', milliseconds });
  }

  /** Somebody speaks to the shop in its supplier's name. */
  async function forge(): Promise<void> {
    if (!supplier) return;
    const { path, headers, body, passes } = supplier.forge();
    const response = await fetch(network.url + path, {
      method: 'POST',
      headers: { ...headers, 'x-forged': 'yes' },
      body,
    }).catch(() => undefined);
    if (response?.ok && !passes) harm.intruders.push(`a forged webhook was heard: ${body}`);
  }

  async function intrude(): Promise<void> {
    const { ended, said } = await shop.second();
    if (!ended || !said.includes(inUse)) harm.intruders.push(said.trim() || 'it serves');
  }
}
