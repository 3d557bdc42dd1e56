import packageJson from '../../../package.json' with { type: 'json' };
import { figuresNow } from './figures.ts';
import type { Command } from './shop.ts';

// Nothing but the dependencies: what the memory of a shop is compared with.
for (const name of Object.keys(packageJson.dependencies)) await import(name);
process.send?.(0);
process.on('message', (command: Command) => {
  if (command.kind === 'figures') process.send?.(figuresNow({ ...command, commits: 0 }));
});
process.on('disconnect', () => process.exit(0));
