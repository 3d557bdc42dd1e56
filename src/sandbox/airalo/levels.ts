import { day } from '../../domain/time.ts';
import type { PlanInstance } from '../../domain/usage.ts';

/** By what the simulator calls it, how low a package has run. */
export const levels = { data_75: '75%', data_90: '90%', expire_3: '3days', expire_1: '1days' } as const;
export type Level = (typeof levels)[keyof typeof levels];

/** The most urgent of what is to be told of a running package. */
export function levelOf(
  { state, dataTotal, dataUsed, expiresAt }: PlanInstance,
  now: number,
): { level: Level; remaining: number } | undefined {
  if (state !== 'active') return undefined;
  const used = dataTotal ? (dataUsed ?? 0) / dataTotal : 0;
  const remaining = Math.round(100 * (1 - used));
  const left = expiresAt === null ? Infinity : expiresAt - now;
  if (used >= 0.9) return { level: '90%', remaining };
  if (left <= day) return { level: '1days', remaining };
  if (used >= 0.75) return { level: '75%', remaining };
  return left <= 3 * day ? { level: '3days', remaining } : undefined;
}
