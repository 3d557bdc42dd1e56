import type { CaseAction } from './case.ts';
import type { AuditId, CustomerId } from './ids.ts';

/** What an operator did that changed something. */
export type AuditAction =
  | 'list_imported'
  | 'list_dropped'
  | 'sales_paused'
  | 'sales_resumed'
  /** A case was closed by what this person decided, or somebody outside was asked once more. */
  | `case_${CaseAction}`
  | 'case_asked'
  | 'update_released'
  | 'job_hurried'
  /** Of what a plan costs us at its supplier, and of a list that is short. */
  | 'cost_accepted'
  | 'list_accepted';

/** One line of what operators did; never changed, never deleted. */
export interface AuditEntry {
  readonly id: AuditId;
  readonly at: number;
  readonly operatorId: CustomerId;
  readonly action: AuditAction;
  /** The id of what it was done to; where there is none, its name. */
  readonly subject: string;
  /** For whoever looks into it later; no secrets. */
  readonly detail: string;
}
