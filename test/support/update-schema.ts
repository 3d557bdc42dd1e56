import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';
import { z } from 'zod';

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

let schema: z.ZodType | undefined;

/**
 * What an `Update` must look like by grammY's own types, with no key beyond them. Generated once per test process (two
 * seconds), in memory only.
 */
export function updateSchema(): z.ZodType {
  schema ??= z.fromJSONSchema(
    createGenerator({
      path: path('node_modules/@grammyjs/types/update.d.ts'),
      // Absolute, or `extends` is not read; refs as they are, or zod does not find them.
      tsconfig: path('tsconfig.json'),
      encodeRefs: false,
      skipTypeCheck: true,
      additionalProperties: false,
    }).createSchema('Update') as Parameters<typeof z.fromJSONSchema>[0],
  );
  return schema;
}
