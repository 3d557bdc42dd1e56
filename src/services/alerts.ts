import { alertStep } from '../domain/alert.ts';
import type { Alert, AlertKey, Health, Trouble } from '../domain/alert.ts';
import { minute } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { patiently } from './patience.ts';
import type { Logger, OperatorNotifier } from './ports.ts';
import type { Store } from './storage-port.ts';

/** For this long all must be well before an alert is over. */
const calm = 5 * minute;

/** One thing that is watched. */
export interface Watch {
  readonly key: AlertKey;
  /** For what has a margin of its own and so does not come and go: over as soon as all is well. */
  readonly steady?: boolean;
  /** How it stands now. What it throws counts as unknown. */
  ask(): Promise<Health>;
}

export interface AlertService {
  /**
   * Asks every watch and tells operators what began and what is over, once each; what did not get through is told at the next look. Never
   * throws, and waits for nobody for long.
   */
  look(): Promise<void>;
}

/** What operators should know without asking. The table remembers what they were told, so that a restart repeats nothing. */
export function createAlerts({
  store,
  watches,
  notifier,
  clock,
  logger,
}: {
  store: Pick<Store, 'alerts'>;
  watches: readonly Watch[];
  notifier: Pick<OperatorNotifier, 'alertBegan' | 'alertOver'>;
  clock: Clock;
  logger: Logger;
}): AlertService {
  /** Watches and messages that got no answer yet: neither is begun twice. */
  const asking = new Set<AlertKey>();
  const telling = new Set<AlertKey>();

  async function healthOf({ key, ask }: Watch): Promise<Health> {
    const unknown: Health = { kind: 'unknown' };
    if (asking.has(key)) return unknown;
    asking.add(key);
    const answer = ask()
      .catch((error: unknown) => {
        logger.warn({ watch: key, error: String(error) }, 'A watch could not tell how it stands');
        return unknown;
      })
      .finally(() => asking.delete(key));
    return (await patiently(answer)) ?? unknown;
  }

  /** Written down when Telegram has taken it; until then it is told again at each look. */
  async function tell(key: AlertKey, message: () => Promise<void>, told: () => Promise<void>): Promise<void> {
    telling.add(key);
    const work = message()
      .then(told)
      .catch((error: unknown) =>
        logger.warn({ alert: key, error: String(error) }, 'An alert did not get through'),
      )
      .finally(() => telling.delete(key));
    await patiently(work);
  }

  async function begin(trouble: Trouble): Promise<void> {
    const alert: Alert = { trouble, since: clock(), toldAt: null, wellSince: null };
    logger.error({ ...trouble }, 'Something is wrong');
    await store.alerts.begin(trouble, alert.since);
    await tellBegun(alert);
  }

  function tellBegun(alert: Alert): Promise<void> {
    const { key } = alert.trouble;
    return tell(
      key,
      () => notifier.alertBegan(alert),
      () => store.alerts.told(key, clock()),
    );
  }

  async function follow(watch: Watch, alert: Alert | undefined, health: Health): Promise<void> {
    const { key, steady } = watch;
    if (telling.has(key)) return;
    const now = clock();
    switch (alertStep(alert, health, { now, calm: steady ? 0 : calm })) {
      case 'nothing':
        return;
      case 'begin':
        return health.kind === 'ill' ? begin(health.trouble) : undefined;
      case 'tell':
        return alert && tellBegun(alert);
      case 'forget':
        return store.alerts.end(key);
      case 'relapse':
        return store.alerts.setWell(key, null);
      case 'recover':
        return store.alerts.setWell(key, now);
      case 'end':
        logger.info({ alert: key }, 'All is well again');
        return (
          alert &&
          tell(
            key,
            () => notifier.alertOver(alert),
            () => store.alerts.end(key),
          )
        );
    }
  }

  return {
    look: async () => {
      const healths = await Promise.all(watches.map(healthOf));
      const alerts = await store.alerts.list();
      const each = watches.map((watch, index) =>
        follow(
          watch,
          alerts.find(({ trouble }) => trouble.key === watch.key),
          healths[index] ?? { kind: 'unknown' },
        ),
      );
      for (const result of await Promise.allSettled(each))
        if (result.status === 'rejected')
          logger.error({ error: String(result.reason) }, 'An alert was not written down');
    },
  };
}
