import { readCatalogue } from '../../../src/storage/catalogue-file.ts';
import { createSandboxProvider } from '../../../src/esim/sandbox/provider.ts';

// Orders cards and tops one up for ever, naming each accepted order on its own line; whoever started it ends it.
const [file = ''] = process.argv.slice(2);
const catalogue = readCatalogue('db/catalogue.json');
const { provider, controls } = createSandboxProvider({ file, catalogue, clock: Date.now, provisioningMs: 0 });
for (let number = 0; ; number++) {
  const placed = await provider.placeOrder({ key: `k${number}`, planId: 'it-5gb-30d' });
  if (placed.kind !== 'placed') throw new Error('not placed');
  process.stdout.write(`k${number} ${placed.ref.id}\n`);
  controls.setProfileState(placed.ref.id, 'enabled');
  await provider.placeTopUp({ key: `t${number}`, ref: placed.ref, planId: 'it-3gb-30d' });
  process.stdout.write(`t${number} ${placed.ref.id}\n`);
}
