import type { Job } from '../services/work-port.ts';

/** A job that one runner holds. `claim` proves it: whoever takes the job over after the lease gets another one. */
export interface ClaimedJob extends Job {
  readonly claim: string;
}
