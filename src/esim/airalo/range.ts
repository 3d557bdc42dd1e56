import type { SoldPackage } from '../../services/supply-port.ts';
import type { Client } from './client.ts';
import { readListing } from './listed.ts';
import { priceOf } from './price.ts';
import { contentsOf } from './recognise.ts';

/** All that it sells, whether it is ours or not; a package that stands under several countries once. */
export async function readRange(client: Client): Promise<readonly SoldPackage[]> {
  const range = new Map<string, SoldPackage>();
  for await (const { operator, countries, sold, pricing } of readListing(client))
    for (const one of sold) {
      const { unlimited, dataBytes, days, voiceSeconds } = contentsOf(one);
      range.set(one.id, {
        id: one.id,
        countries,
        kind: unlimited ? 'unlimited' : 'allowance',
        bytes: dataBytes,
        days,
        voiceSeconds,
        cost: priceOf(one, pricing).cost,
        identified: operator.is_kyc_verify === true,
      });
    }
  return [...range.values()];
}
