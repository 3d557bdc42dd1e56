import { z } from 'zod';
import { momentOf } from '../moment.ts';

// The supplier sends numbers as text, text as numbers, and null or nothing for both; none of that is a reason to fail.

/** Text; empty when there is none. Codes and numbers of cards come as either. */
export const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''));

/** A whole number, or null. */
export const whole = z
  .unknown()
  .optional()
  .transform((value) => {
    const read = numberIn(value);
    return Number.isSafeInteger(read) ? read : null;
  });

/** Epoch milliseconds, or null. */
export const moment = z.unknown().optional().transform(momentOf);

/** A name that may be kept and asked for; empty when it is none. */
export const name = text.transform((value) => (/^[\w.-]{1,100}$/.test(value) ? value : ''));

/** True, and true as a word; fails when it is neither, nor false. */
export const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

/** A whole number that has to be there. */
export const number = z
  .unknown()
  .optional()
  .transform((value, context) => {
    const read = numberIn(value);
    if (Number.isSafeInteger(read)) return read;
    context.addIssue('not a whole number');
    return z.NEVER;
  });

/** A list that has to be there; what in it is not of this shape is left out. */
export function listOf<T>(shape: z.ZodType<T>) {
  return z.array(z.unknown()).transform((entries) => ofShape(entries, shape));
}

/** A list, empty when there is none. */
export function anyListOf<T>(shape: z.ZodType<T>) {
  return z
    .unknown()
    .optional()
    .transform((value) => ofShape(Array.isArray(value) ? value : [], shape));
}

function ofShape<T>(entries: readonly unknown[], shape: z.ZodType<T>): readonly T[] {
  return entries.flatMap((entry) => {
    const read = shape.safeParse(entry);
    return read.success ? [read.data] : [];
  });
}

function numberIn(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.0+)?$/.test(value.trim()) ? Number(value) : Number.NaN;
}
