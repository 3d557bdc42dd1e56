import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBox } from '../../src/sandbox/box.ts';
import { readBooks } from './books.ts';
import { aNight, becomeQuiet, untilCodesEnd } from './calm.ts';
import { createCodes } from './codes.ts';
import { createDice } from './dice.ts';
import { createTemper } from './mischief.ts';
import { doHarm } from './monkey.ts';
import { openNetwork } from './network.ts';
import { createPaying } from './paying.ts';
import { createPhones } from './phone.ts';
import { recount } from './recount.ts';
import type { Recount } from './recount.ts';
import { createShop } from './shop.ts';
import { openSupplier } from './suppliers/open.ts';
import type { RealSupplier } from './suppliers/protocol.ts';
import { travel } from './traveller.ts';
import { createWorldTime, runningTime } from './world-time.ts';

/** One run: what was counted, and what was done to the shop meanwhile. */
export interface Run extends Recount {
  readonly seed: number;
  /** Over the network; undefined for the embedded one. */
  readonly provider: RealSupplier | undefined;
  readonly updates: 'polling' | 'webhook';
  readonly kills: number;
  /** What did not come to rest, and processes that should not have run. */
  readonly restless: readonly string[];
  readonly seconds: number;
  /** Where its files are; null when nothing was found and they are gone. */
  readonly folder: string | null;
}

/** Telegram waits ten seconds for the answer to a payment; at this speed that is one second. */
const speed = 10;
/** Whoever sells less in so many real seconds is stuck. */
const longest = 300;

/** Whether nothing was found that an accountant would not sign. */
export function isClean(run: Run): boolean {
  return findings(run) + run.restless.length === 0;
}

function findings({ lost, doubled, broken }: Recount): number {
  return lost.length + doubled.length + broken.length;
}

/**
 * Sells to many at once while everything goes wrong that can, then lets the world come to rest, and counts. `tree`: the source of the shop,
 * where that is another than ours.
 */
export async function runSeed({
  seed,
  orders,
  travellers = 50,
  provider,
  tree,
  progress = () => {},
}: {
  seed: number;
  /** It goes on until so many were paid, and each kind of harm was done. */
  orders: number;
  travellers?: number;
  /** Who makes what is sold; the embedded supplier unless told otherwise. */
  provider?: RealSupplier | undefined;
  tree?: string;
  progress?: (what: string) => void;
}): Promise<Run> {
  const startedAt = performance.now();
  const folder = mkdtempSync(path.join(tmpdir(), `yuanyou-chaos-${seed}-`));
  const dice = createDice(`chaos ${seed}`);
  const openedAt = Date.now();
  const temper = createTemper(dice.for('network'));
  const box = createBox({ file: ':memory:', flood: false, now: runningTime(openedAt, speed) });
  const ids = Array.from({ length: travellers }, (_, index) => 300_001 + index);
  for (const id of ids) {
    box.people.add({ id, name: `Traveller ${id}`, language_code: 'en' });
    box.people.moveStars(id, 1_000_000);
  }
  const time = createWorldTime({ box, openedAt, speed });
  const supplier =
    provider && openSupplier(provider, { folder, clock: box.clock.now, time, dice: dice.for('supplier') });
  await using network = await openNetwork({ box, temper, supplier });
  const updates = seed % 2 === 1 ? 'polling' : 'webhook';
  const shop = createShop({
    folder,
    updates,
    seed: `chaos ${seed}`,
    time,
    network,
    provider,
    ...(tree && { tree }),
  });
  try {
    await shop.start();
    const phoneOf = createPhones(box);
    const phones = ids.map(phoneOf);
    // A second payment by the same way is no second order.
    const sold = (): number =>
      new Set([
        ...box.ledger().map(({ payload }) => payload),
        ...box.stripe.ledger().map(({ attempt }) => attempt),
      ]).size;
    let isEach = false;
    let isEnough = false;
    const watch = setInterval(() => {
      const count = sold();
      isEnough ||= (count >= orders && isEach) || performance.now() - startedAt > longest * 1000;
      progress(`${count} orders paid, ${shop.lives()} lives`);
    }, 250);
    const enough = (): boolean => isEnough;
    const busy = Promise.all(
      phones.map((phone) => {
        const own = dice.for(String(phone.id));
        const paying = createPaying({ box, dice: own, strangers: ids });
        return travel({
          phone,
          dice: own,
          paying,
          codes: createCodes({ dice: own, friends: phones }),
          enough,
          hasCard: supplier === undefined,
        });
      }),
    );
    const [harm] = await Promise.all([
      doHarm({
        box,
        shop,
        folder,
        network,
        supplier,
        time,
        dice: dice.for('monkey'),
        sold,
        enough,
        onEach: () => (isEach = true),
      }),
      busy,
    ]).finally(() => clearInterval(watch));

    progress('the world comes to rest');
    temper.calm();
    supplier?.calm();
    box.stripe.nextRefund('succeeded');
    box.stripe.events.mode('normal');
    time.skew(0);
    shop.tell({ kind: 'calm' });
    const restless = [...(await becomeQuiet({ box, shop, time, folder }))];
    time.jump(aNight);
    restless.push(...(await becomeQuiet({ box, shop, time, folder })));
    progress('counting');
    let counted = recount(readBooks({ box, folder, elsewhere: harm.elsewhere }));
    // On some seeds nobody waits until the codes end.
    if (restless.length === 0 && findings(counted) === 0 && dice.chance(0.6)) {
      time.jump(untilCodesEnd);
      restless.push(...(await becomeQuiet({ box, shop, time, folder })));
      counted = recount(readBooks({ box, folder, elsewhere: harm.elsewhere }));
    }
    const run: Run = {
      ...counted,
      seed,
      provider,
      updates,
      kills: harm.kills,
      restless: [...restless, ...harm.intruders.map((said) => `an intruder was let in: ${said}`)],
      seconds: (performance.now() - startedAt) / 1000,
      folder,
    };
    if (!isClean(run)) return run;
    await shop.kill();
    rmSync(folder, { recursive: true, force: true });
    return { ...run, folder: null };
  } finally {
    await shop.kill();
    await supplier?.close();
    await box.close();
  }
}
