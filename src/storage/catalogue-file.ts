import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { sellingCurrencies } from '../domain/money.ts';
import type { Catalogue, Coverage, Plan } from '../domain/plan.ts';
import { planOf } from './catalogue-plan.ts';
import {
  coverageSchema,
  fileSchema,
  namedSchema,
  placedSchema,
  planSchema,
  pricedSchema,
} from './catalogue-schema.ts';

/** The catalogue cannot be used; `mistakes` has every one found, each naming its entry. */
export class CatalogueError extends Error {
  readonly mistakes: readonly string[];
  constructor(file: string, mistakes: readonly string[]) {
    super(`${file} cannot be used:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.name = 'CatalogueError';
    this.mistakes = mistakes;
  }
}

/** Reads the catalogue whole or not at all: throws a CatalogueError that lists every mistake. */
export function readCatalogue(file: string): Catalogue {
  const mistakes: string[] = [];
  const outer = fileSchema.safeParse(parseJson(file));
  if (!outer.success) throw new CatalogueError(file, spoken('', outer.error.issues));

  const coverages = new Map<string, Coverage>();
  for (const [id, value] of Object.entries(outer.data.coverages)) {
    const entry = coverageSchema.safeParse(value);
    if (entry.success) coverages.set(id, { id, ...entry.data });
    else mistakes.push(...spoken(`coverages.${id}: `, entry.error.issues, value));
  }

  const plans = new Map<string, Plan>();
  const seen = new Map<string, number>();
  for (const [index, value] of outer.data.plans.entries()) {
    const { id } = namedSchema.safeParse(value).data ?? {};
    const name = `plans[${index}]${id === undefined ? '' : ` ${id}`}: `;
    const first = id === undefined ? undefined : seen.get(id);
    if (first !== undefined) mistakes.push(`${name}the id is taken by plans[${first}]`);
    if (id !== undefined && first === undefined) seen.set(id, index);
    const known = placedSchema.safeParse(value).data?.coverage;
    if (known !== undefined && !Object.hasOwn(outer.data.coverages, known))
      mistakes.push(`${name}coverage ${known} is not in coverages`);
    mistakes.push(...belowFloor(value).map((mistake) => name + mistake));
    const entry = planSchema.safeParse(value);
    if (entry.success) plans.set(entry.data.id, planOf(entry.data));
    else mistakes.push(...spoken(name, entry.error.issues, value));
  }
  if (mistakes.length > 0) throw new CatalogueError(file, mistakes);
  return { coverages, plans };
}

/** The file as JSON; throws a CatalogueError that names the line of what is wrong. */
export function parseJson(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  const problem = problemIn(text);
  if (problem === undefined) return JSON.parse(text);
  const at = problem.startsWith('Unexpected token') ? wrongToken(text) : text.length;
  const line = /line (\d+)/.exec(problem)?.[1] ?? text.slice(0, at).split('\n').length;
  throw new CatalogueError(file, [`line ${line}: not valid JSON: ${problem.split(', ')[0]}`]);
}

function problemIn(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** This one message comes without a place, but the text up to the place is merely unfinished: halve until it is found. */
function wrongToken(text: string): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (problemIn(text.slice(0, middle))?.startsWith('Unexpected token')) high = middle;
    else low = middle + 1;
  }
  return low;
}

function belowFloor(value: unknown): string[] {
  const priced = pricedSchema.safeParse(value);
  if (!priced.success) return [];
  const { retail, floor } = priced.data;
  return sellingCurrencies.flatMap((currency) => {
    const [price, least] = [retail[currency], floor[currency]];
    return typeof price === 'number' && typeof least === 'number' && price > 0 && price < least
      ? [`retail.${currency} ${price} is below the floor ${least}`]
      : [];
  });
}

/** The findings of a schema in the words of a person, each beginning with `name`. */
export function spoken(name: string, issues: readonly z.core.$ZodIssue[], value?: unknown): string[] {
  return issues.flatMap((issue) => {
    const path = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      const what = path === 'retail' || path === 'floor' ? 'is not a known currency' : 'is not a known field';
      return issue.keys.map((key) => `${name}${[...issue.path, key].join('.')} ${what}`);
    }
    const given = issue.path.reduce<unknown>(member, value);
    if (given === undefined && value !== undefined) return [`${name}${path} is missing`];
    const shown = typeof given === 'string' || typeof given === 'number' ? ` ${given}` : '';
    return [`${name}${path}${shown}${path ? ': ' : ''}${issue.message}`];
  });
}

function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
