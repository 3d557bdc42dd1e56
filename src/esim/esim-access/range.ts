import type { SoldPackage } from '../../services/supply-port.ts';
import type { EsimAccessClient } from './client.ts';
import { countriesIn } from './goods.ts';
import { costOf } from './money.ts';
import { packagesShape } from './shapes.ts';

/** All that it sells as a new profile, whether it is ours or not. */
export async function readRange(client: EsimAccessClient): Promise<readonly SoldPackage[]> {
  const wish = { locationCode: '', type: 'BASE' };
  const { packageList } = await client.ask('package/list', wish, packagesShape);
  return packageList.map(({ slug, packageCode, price, volume, duration, dataType, location }) => ({
    id: slug || packageCode,
    code: packageCode,
    countries: countriesIn(location),
    kind: dataType === null || dataType === 1 ? 'allowance' : 'daily',
    bytes: volume,
    days: duration ?? 1,
    voiceSeconds: 0,
    cost: price === null ? null : costOf(price),
  }));
}
