import { enableCompileCache, flushCompileCache } from 'node:module';

/** What the test tells the shop; `idle` is answered by the same word once nothing is left to do. */
export type Command =
  { readonly kind: 'idle' } | { readonly kind: 'die_after_commit'; readonly commits: number };

// A shop that is killed so often starts many times: what was compiled is kept.
enableCompileCache();
const { startApp } = await import('../../../src/app.ts');
const { readConfig } = await import('../../../src/config.ts');
const { fromTheMorning } = await import('../../support/morning.ts');
flushCompileCache();

const [folder = '', apiRoot = '', openedAt = '0', speed = '1', smtpUrl = ''] = process.argv.slice(2);
let commitsLeft = Infinity;

const app = await startApp({
  // As live: Stars stay. Only the supplier is the sandbox's, whose book lies in the folder.
  config: {
    ...readConfig({
      BOT_TOKEN: '1:SANDBOX',
      TELEGRAM_API_ROOT: apiRoot,
      PORT: '0',
      DATABASE_URL: `sqlite:${folder}/yuanyou.db`,
      LOG_LEVEL: 'error',
      SMTP_URL: smtpUrl,
      MAIL_FROM: smtpUrl && 'shop@yuanyou.example',
    }),
    DEPLOYMENT: 'live',
  },
  now: fromTheMorning({ openedAt: Number(openedAt), speed: Number(speed) }),
  onCommit: () => {
    commitsLeft--;
    if (commitsLeft === 0) process.kill(process.pid, 'SIGKILL');
  },
});

process.on('message', (command: Command) => {
  if (command.kind === 'die_after_commit') commitsLeft = command.commits;
  else void app.idle().then(() => process.send?.('idle'));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
