import type { Watch } from '../services/alerts.ts';
import type { Clock } from '../domain/time.ts';
import { well, wrong } from './finding.ts';
import type { Check } from './finding.ts';
import { machine } from './machine.ts';

/** Whether this computer's clock is right, by the dates of the answers that came. To be asked after them. */
export function checkClock({ watch, now }: { watch: Watch; now: Clock }): Check {
  return {
    topic: machine,
    ask: async function* () {
      const health = await watch.ask();
      if (health.kind === 'well') yield well(({ t }) => t('doctor-clock-well'));
      else if (health.kind === 'unknown')
        yield well(({ t, fullDateTime }) => t('doctor-clock-alone', { time: fullDateTime(now(), 'UTC') }));
      else if (health.trouble.key === 'clock') {
        const { seconds } = health.trouble;
        yield wrong(
          ({ t }) =>
            t('doctor-clock-wrong', { seconds: Math.abs(seconds), way: seconds > 0 ? 'fast' : 'slow' }),
          ({ t }) => t('doctor-clock-wrong-todo'),
        );
      }
    },
  };
}
