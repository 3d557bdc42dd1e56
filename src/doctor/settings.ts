import type { Config, ConfigError } from '../config.ts';
import { advice, well, wrong } from './finding.ts';
import type { Check, Finding, Words } from './finding.ts';

const topic: Words = ({ t }) => t('doctor-topic-settings');

/** Whether the settings fit together, and what they lack although nothing stops the start. */
export function checkSettings(config: Config, env: Readonly<Record<string, string | undefined>>): Check {
  return {
    topic,
    ask: async function* () {
      if (config.sandbox) {
        yield well(({ t }) => t('doctor-sandbox'));
        return;
      }
      yield well(({ t }) => t('doctor-settings-well', { deployment: config.DEPLOYMENT }));
      if (config.ADMIN_IDS.size === 0)
        yield advice(
          ({ t }) => t('doctor-operators-none'),
          ({ t }) => t('doctor-operators-none-todo'),
        );
      if (!env['DATA_KEY'])
        yield advice(
          ({ t }) => t('doctor-key-none'),
          ({ t }) => t('doctor-key-none-todo'),
        );
      if (config.ESIM_PROVIDER === 'sandbox')
        yield advice(
          ({ t }) => t('doctor-supplier-sandbox'),
          ({ t }) => t('doctor-supplier-sandbox-todo'),
        );
    },
  };
}

/** All that is wrong with settings which do not fit together. `mistakes` begin with the name of the setting; they name no values. */
export function checkMistakes({ mistakes }: ConfigError): Check {
  return {
    topic,
    ask: async function* () {
      for (const mistake of mistakes) yield mistakeIn(mistake);
      yield {
        verdict: 'unknown',
        says: ({ t }) => t('doctor-settings-rest'),
        todo: ({ t }) => t('doctor-settings-rest-todo'),
      };
    },
  };
}

function mistakeIn(mistake: string): Finding {
  const colon = mistake.indexOf(':');
  const [name, what] = [mistake.slice(0, colon), mistake.slice(colon + 1).trim()];
  // What makes no sense where it stands says so itself; else each setting has words of its own in every language.
  return /\bremove\b/.test(what)
    ? wrong(
        ({ t }) => t('doctor-setting-extra', { name }),
        ({ t }) => t('doctor-setting-extra-todo', { name }),
      )
    : wrong(
        ({ t }) => t('doctor-setting-wrong', { name }),
        ({ t }) => t('doctor-setting-wrong-todo', { name, what }),
      );
}
