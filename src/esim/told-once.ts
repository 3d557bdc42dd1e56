import { createRecent } from '../domain/recent.ts';
import type { Logger } from '../services/ports.ts';

/** More lines than a supplier has things of this kind to wonder at. */
const most = 100;

/** Warns of what lasts: the same line once, however often it is met. */
export function onceEach(logger: Logger): Logger['warn'] {
  const told = createRecent<true>(most);
  return (facts, message) => {
    const line = `${message} ${JSON.stringify(facts)}`;
    if (told.get(line)) return;
    told.set(line, true);
    logger.warn(facts, message);
  };
}
