import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { createSandboxProvider } from '../../../src/esim/sandbox/provider.ts';
import { catalogueWith } from './supply.ts';
import { sought } from '../../support/sought.ts';

test('whatever the supplier accepted is still there after kill -9', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'supply-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'supply.db');
  for (let round = 1; round <= 3; round++) {
    const accepted: string[] = [];
    const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./order-child.ts')), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit');
    for await (const line of createInterface(child.stdout)) {
      accepted.push(line);
      if (accepted.length === round * 7) child.kill('SIGKILL');
    }
    await gone;
    const { provider, close } = createSandboxProvider({ file, catalogue: catalogueWith(), clock: Date.now });
    for (const line of accepted) {
      const [key = '', id] = line.split(' ');
      const found = await provider.findOrder(sought(key));
      expect(found).toMatchObject({ kind: 'placed', ref: { id } });
      const plans = found.kind === 'placed' ? await provider.history(found.ref) : [];
      const bought = plans.map(({ planId }) => planId).join();
      expect(bought).toMatch(key.startsWith('t') ? /^it-5gb-30d,it-3gb-30d$/ : /^it-5gb-30d/);
    }
    close();
  }
});
