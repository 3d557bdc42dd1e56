import path from 'node:path';
import { expect, test } from 'vitest';
import { createBadTree } from '../support/bad-tree.ts';

const reporter = path.join(import.meta.dirname, '../support/reporter.ts');
const config = `
  import { createReporter } from '${reporter}';
  export default { test: { include: ['test/**/*.test.ts'], reporters: [createReporter()], globalSetup: SETUP } };
`;
const heading = "import { beforeAll, describe, expect, test } from 'vitest';\n";
const files = {
  'package.json': '{ "type": "module" }',
  'good.config.ts': config.replace('SETUP', '[]'),
  'hasty.config.ts': config.replace('SETUP', "['./hasty.ts']"),
  'hasty.ts': "export default () => { process.on('beforeExit', () => process.exit(0)); };",
  'stuck.config.ts': config.replace('SETUP', "['./stuck.ts']"),
  'stuck.ts': "export default () => { throw new Error('PostgreSQL did not start'); };",
  'test/journeys/good.test.ts': `${heading} test('a traveller renews', () => {});`,
  'test/bad.test.ts': `${heading}
    test('the amount is right', () => { console.log('a clue'); expect({ amount: 1 }).toEqual({ amount: 2 }); });
    test.skip('left out', () => {});
    describe('with a table', () => { beforeAll(() => { throw new Error('no table'); }); test('x', () => {}); });`,
  'test/broken.test.ts': "import './nowhere.ts';",
};

test('a run that passes names its stories and ends with the tally', async () => {
  const { exitCode, output } = await vitest('--config', 'good.config.ts', 'good');
  expect(output).toContain('✓ a traveller renews\n');
  expect(lastLine(output)).toBe('1 passed, 0 failed');
  expect(exitCode).toBe(0);
});

test('a run that fails shows why, in full and once more at the end, and counts what broke before any test', async () => {
  const { exitCode, output } = await vitest('--config', 'good.config.ts');
  for (const clue of ['› the amount is right', 'a clue', '-   "amount": 2,', 'no table', 'nowhere.ts'])
    expect(output).toContain(clue);
  expect(output).toContain(
    '✗ test/bad.test.ts › the amount is right\n    expected { amount: 1 } to deeply equal',
  );
  expect(lastLine(output)).toBe('1 passed, 3 failed, 2 skipped');
  expect(exitCode).toBe(1);
});

test('a run that fails tells the shell, although a package ends the process with 0', async () => {
  const { exitCode, output } = await vitest('--config', 'hasty.config.ts', 'bad');
  expect(lastLine(output)).toBe('0 passed, 2 failed, 2 skipped');
  expect(exitCode).toBe(1);
});

test('a run that cannot start ends with a failure too', async () => {
  const { exitCode, output } = await vitest('--config', 'stuck.config.ts');
  expect(output).toContain('PostgreSQL did not start');
  expect(lastLine(output)).toBe('0 passed, 1 failed');
  expect(exitCode).toBe(1);
});

function vitest(...args: readonly string[]): Promise<{ exitCode: number; output: string }> {
  return createBadTree({ ours: [], files }).run('vitest', 'run', ...args);
}

function lastLine(output: string): string | undefined {
  return output.trimEnd().split('\n').at(-1);
}
