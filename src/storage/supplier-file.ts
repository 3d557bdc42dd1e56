import { z } from 'zod';
import type { Catalogue, Plan } from '../domain/plan.ts';
import type { PackageMap } from '../services/supply-port.ts';
import { CatalogueError, parseJson, spoken } from './catalogue-file.ts';

type Entry = z.infer<typeof entrySchema>;

const fileSchema = z.strictObject({
  note: z.string().optional(),
  plans: z.record(z.string(), z.unknown()),
});

const entrySchema = z.strictObject({
  package: z.string().regex(/^\S+$/, 'must be one word').max(100),
  days: z.int().min(1, 'must be a whole number of days above 0').max(365, 'must be 365 at most').optional(),
});

/** Reads which package a supplier sells for each plan, whole or not at all: throws a CatalogueError that lists every mistake. */
export function readSupplierFile(file: string, { plans }: Pick<Catalogue, 'plans'>): PackageMap {
  const mistakes: string[] = [];
  const outer = fileSchema.safeParse(parseJson(file));
  if (!outer.success) throw new CatalogueError(file, spoken('', outer.error.issues));

  const packages = new Map<string, { package: string; days?: number }>();
  const seen = new Map<string, string>();
  for (const [planId, value] of Object.entries(outer.data.plans)) {
    const name = `plans.${planId}: `;
    const plan = plans.get(planId);
    if (!plan) mistakes.push(`${name}the catalogue has no such plan`);
    const entry = entrySchema.safeParse(value);
    if (!entry.success) {
      mistakes.push(...spoken(name, entry.error.issues, value));
      continue;
    }
    const { days } = entry.data;
    const what = `${entry.data.package}${days === undefined ? '' : ` for ${days} days`}`;
    const first = seen.get(what);
    if (first !== undefined) mistakes.push(`${name}the package ${what} is that of plans.${first}`);
    else seen.set(what, planId);
    if (plan) mistakes.push(...wrongDays(plan, entry.data).map((mistake) => name + mistake));
    packages.set(planId, { package: entry.data.package, ...(days !== undefined && { days }) });
  }
  if (packages.size === 0 && mistakes.length === 0) mistakes.push('plans: has no entry');
  if (mistakes.length > 0) throw new CatalogueError(file, mistakes);
  return packages;
}

/** A package of one day is ordered for the days of the plan; what is an allowance has no days to choose. */
function wrongDays({ kind, validityDays }: Plan, { days }: Entry): string[] {
  if (days === undefined) return [];
  if (kind === 'allowance') return ['days is for plans by the day and unlimited ones only'];
  return days === validityDays ? [] : [`days ${days} differs from the ${validityDays} days of the plan`];
}
