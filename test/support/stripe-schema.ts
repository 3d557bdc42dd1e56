import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';
import { z } from 'zod';
import type { StripeRequests } from './stripe-params.ts';
import type { CheckStripeRequest } from '../../src/sandbox/stripe/stripe.ts';

interface Schema {
  $schema?: string;
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  definitions?: Record<string, Schema>;
  maxLength?: number;
}

/** What the types do not say (Stripe's published limits). */
const longest: Readonly<Record<string, number>> = {
  client_reference_id: 200,
  description: 1000,
  success_url: 5000,
  cancel_url: 5000,
};

let made: ({ root: Schema } & Record<keyof StripeRequests, z.ZodType>) | undefined;

/**
 * Says what is wrong with a request by the types of Stripe's own package: unknown parameters, words that no list has, numbers with a
 * fraction. The schema is made once per test process, when the first request comes (two seconds), in memory only.
 */
export const checkStripeRequest: CheckStripeRequest = (operation, params) => {
  made ??= make();
  const schema = made.root.definitions?.['StripeRequests']?.properties?.[operation] ?? {};
  const result = made[operation].safeParse(typed(made.root, schema, params));
  return result.success ? undefined : z.prettifyError(result.error);
};

function make(): NonNullable<typeof made> {
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const root = createGenerator({
    path: path('stripe-params.ts'),
    tsconfig: path('../../tsconfig.json'),
    encodeRefs: false,
    skipTypeCheck: true,
    additionalProperties: false,
  }).createSchema('StripeRequests') as Schema;
  tighten(root);
  const schemaOf = (name: string): z.ZodType =>
    z.fromJSONSchema({
      $schema: root.$schema,
      definitions: root.definitions,
      $ref: `#/definitions/${name}`,
    } as Parameters<typeof z.fromJSONSchema>[0]);
  return {
    root,
    session: schemaOf('Checkout.SessionCreateParams'),
    refund: schemaOf('RefundCreateParams'),
    sessions: schemaOf('Checkout.SessionListParams'),
    intents: schemaOf('PaymentIntentListParams'),
    refunds: schemaOf('RefundListParams'),
    disputes: schemaOf('DisputeListParams'),
  };
}

/** Stripe's types leave every list of words open for later ones; amounts and times are whole. */
function tighten(schema: Schema): void {
  const isOpenEnd = ({ $ref }: Schema): boolean => $ref === '#/definitions/OtherString';
  if (schema.anyOf && schema.anyOf.some(isOpenEnd) && schema.anyOf.length > 1)
    schema.anyOf = schema.anyOf.filter((each) => !isOpenEnd(each));
  if (schema.type === 'number') schema.type = 'integer';
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const most = longest[name];
    if (most !== undefined && property.type === 'string') property.maxLength = most;
    tighten(property);
  }
  for (const inner of [...(schema.anyOf ?? []), ...Object.values(schema.definitions ?? {})]) tighten(inner);
  if (schema.items) tighten(schema.items);
  if (typeof schema.additionalProperties === 'object') tighten(schema.additionalProperties);
}

/** Forms carry text: numbers and truths get their type back where the schema wants one. */
function typed(root: Schema, schema: Schema, value: unknown): unknown {
  const branches = branchesOf(root, schema);
  if (typeof value === 'string') {
    if (branches.some(({ type, enum: words }) => type === 'string' || words)) return value;
    if (branches.some(({ type }) => type === 'integer') && /^-?[\d.]+$/.test(value)) return Number(value);
    if (branches.some(({ type }) => type === 'boolean') && /^(true|false)$/.test(value))
      return value === 'true';
    return value;
  }
  if (Array.isArray(value)) {
    const items = branches.find((branch) => branch.items)?.items ?? {};
    return value.map((each) => typed(root, items, each));
  }
  if (typeof value !== 'object' || value === null) return value;
  const properties = branches.find((branch) => branch.properties)?.properties ?? {};
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      typed(root, properties[name] ?? { type: 'string' }, each),
    ]),
  );
}

function branchesOf(root: Schema, schema: Schema): Schema[] {
  if (schema.$ref)
    return branchesOf(root, root.definitions?.[schema.$ref.slice('#/definitions/'.length)] ?? {});
  return schema.anyOf ? schema.anyOf.flatMap((each) => branchesOf(root, each)) : [schema];
}
