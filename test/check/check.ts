/** The static checks side by side, all of them even when one fails, a line for each: `npm run check`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const checks = {
  format: 'prettier --check --log-level warn --cache --cache-strategy content .',
  types: 'tsc -p . --incremental --tsBuildInfoFile node_modules/.cache/types.json',
  lint: 'oxlint',
  'nothing unused': 'knip',
  languages: 'node test/check/locales.ts',
};

const running = new Set(Object.keys(checks));
const signOfLife = setInterval(() => console.log(`… still checking: ${[...running].join(', ')}`), 8_000);
const results = await Promise.all(Object.entries(checks).map(([name, command]) => check(name, command)));
clearInterval(signOfLife);
if (results.includes(false)) process.exitCode = 1;

async function check(name: string, command: string): Promise<boolean> {
  const began = performance.now();
  const tool = spawn(`${command} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [exitCode]] = await Promise.all([text(tool.stdout), once(tool, 'close')]);
  running.delete(name);
  const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  if (exitCode === 0) console.log(`✓ ${name}  ${took}`);
  else console.log(`\n✗ ${name}  ${took}  (${command})\n${said.trim()}\n`);
  return exitCode === 0;
}
