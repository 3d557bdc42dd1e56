import type { Migration } from '../../src/storage/migrate.ts';
import { up as first } from './0001-first-renewal.ts';

/** Every migration in order. A name that was released never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-renewal': first,
};
