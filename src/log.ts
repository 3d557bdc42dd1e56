import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

/** JSON lines on stdout. The sandbox speaks to a person at a terminal, so there only what is wrong is told. */
export function createLogger(config: Config): Logger {
  return pino({
    level: config.sandbox && config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
