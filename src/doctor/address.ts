import { advice, well, wrong } from './finding.ts';
import type { Check } from './finding.ts';

/** Whether people and servers outside find the bot. Asked from here, so a firewall further out stays unseen. */
export function checkAddress({
  publicUrl,
  localUrl,
  byWebhook,
  strangerAt,
}: {
  publicUrl: string | undefined;
  /** Where the bot listens on this computer. */
  localUrl: string;
  byWebhook: boolean;
  /** A word for what is there in place of our bot, or for what went wrong; null where it answers. */
  strangerAt: (url: string) => Promise<string | null>;
}): Check {
  return {
    topic: ({ t }) => t('doctor-topic-address'),
    ask: async function* () {
      if (publicUrl === undefined) {
        yield well(({ t }) => t('doctor-address-none'));
        return;
      }
      const url = publicUrl;
      const { protocol, hostname } = new URL(url);
      if (byWebhook && protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
        yield wrong(
          ({ t }) => t('doctor-address-plain', { url }),
          ({ t }) => t('doctor-address-plain-todo'),
        );
      const [outside, inside] = await Promise.all([strangerAt(url), strangerAt(localUrl)]);
      if (outside === null) yield well(({ t }) => t('doctor-address-well', { url }));
      else if (inside === null)
        yield wrong(
          ({ t }) => t('doctor-address-wrong', { url, reason: outside }),
          ({ t }) => t('doctor-address-wrong-todo', { at: localUrl }),
        );
      else
        yield advice(
          ({ t }) => t('doctor-address-asleep', { url }),
          ({ t }) => t('doctor-address-asleep-todo'),
        );
    },
  };
}

/** Asks for the sign of life that the bot gives to whoever runs it. */
export function createStrangerAt(fetch: typeof globalThis.fetch): (url: string) => Promise<string | null> {
  return async (url) => {
    try {
      const answer = await fetch(`${url}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
      const text = answer.status === 200 ? (await answer.text()).slice(0, 10) : '';
      return text === 'ok' ? null : `HTTP ${answer.status}`;
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
      return cause instanceof Error ? cause.name : 'unknown';
    }
  };
}
