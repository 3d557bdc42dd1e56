import type { Logger } from '../../src/services/ports.ts';

/** For services whose log no test reads. */
export const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };
