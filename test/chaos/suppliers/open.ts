import path from 'node:path';
import type { Clock } from '../../../src/domain/time.ts';
import type { Dice } from '../dice.ts';
import type { WorldTime } from '../world-time.ts';
import { airaloKeys, openAiralo } from './airalo.ts';
import { createBadSupplier } from './bad-supplier.ts';
import type { BadSupplier } from './bad-supplier.ts';
import { esimAccessKeys, openEsimAccess } from './esim-access.ts';
import type { RealSupplier } from './protocol.ts';

/** The supplier of a run, with its book in this folder; `clock` is the world's. */
export function openSupplier(
  provider: RealSupplier,
  { folder, clock, time, dice }: { folder: string; clock: Clock; time: WorldTime; dice: Dice },
): BadSupplier {
  const open = provider === 'esimaccess' ? openEsimAccess : openAiralo;
  const { openedAt, speed } = time;
  const shopClock: Clock = () => openedAt + (Date.now() - openedAt) * speed + time.shopAhead();
  return createBadSupplier({
    protocol: open({ file: path.join(folder, 'supplier.db'), clock, dice }),
    dice,
    clock: shopClock,
  });
}

/** With what the shop finds it at this address. */
export function settingsFor(provider: RealSupplier, url: string): Readonly<Record<string, string>> {
  return provider === 'esimaccess'
    ? { ESIM_PROVIDER: provider, ESIMACCESS_API_URL: url, ...esimAccessKeys }
    : { ESIM_PROVIDER: provider, AIRALO_API_URL: url, ...airaloKeys };
}
