import { second } from '../domain/time.ts';
import { ProviderError } from '../services/supply-port.ts';

/** Nobody notices a pause as short as this. */
const shortPause = 3 * second;

/**
 * Asks a question again that the supplier turned away for coming too soon, once and only after a short pause: callers can leave at the
 * right pace and arrive in a bunch. `rest` keeps the pause, where asking again does not keep it by itself.
 */
export async function onceMore<T>(
  ask: () => Promise<T>,
  rest: (milliseconds: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const pause =
      error instanceof ProviderError && error.kind === 'rate_limited' ? error.retryAfterMs : undefined;
    if (pause === undefined || pause > shortPause) throw error;
    await rest(pause);
    return ask();
  }
}
