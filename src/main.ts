import { config as loadDotenv } from 'dotenv';
import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';

loadDotenv({ quiet: true });
// Until the app runs there is nothing to finish: what is written so far survives any end.
let stop = async (): Promise<void> => {};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(0), fail));
try {
  const config = readConfig(process.env);
  const app = await startApp({ config, fresh: process.argv.includes('--fresh') });
  stop = app.stop;
  greet(config, app);
} catch (error) {
  fail(error);
}

function greet(config: Config, app: { port: number; botUsername: string }): void {
  const lines = config.sandbox
    ? [
        '遠遊卡 · Yuanyou, with the whole world in a box: no token, no account, no real money.',
        `Open   http://127.0.0.1:${app.port}/   and tap the lit button.`,
        `Kept in ${config.dataFolder}/ ; start anew: npm start -- --fresh ; stop: Ctrl+C`,
      ]
    : [
        `遠遊卡 · Yuanyou as @${app.botUsername}, by ${config.UPDATES}, deployment ${config.DEPLOYMENT}.`,
        ...(config.DEPLOYMENT === 'test'
          ? ['TEST: every screen is marked, only ADMIN_IDS can pay, and Stars go back at once.']
          : []),
        `Health: http://${config.listenOn}:${app.port}/readyz`,
      ];
  console.log(lines.join('\n'));
}

function fail(error: unknown): never {
  if (error instanceof ConfigError) {
    console.error('Not started. Please mend these settings (.env or environment):');
    for (const mistake of error.mistakes) console.error(`  ${mistake}`);
  } else console.error(`Not started: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
