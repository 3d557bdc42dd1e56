import type { InputFile } from 'grammy';
import type { ApiMethods } from 'grammy/types';
import { z } from 'zod';
import { badRequest } from './refusal.ts';

/** A file that came with a multipart request. */
export interface Upload {
  name: string;
  mime: string;
  bytes: Uint8Array;
}
export type MethodName = keyof ApiMethods;

type Arguments<M extends MethodName> = Parameters<ApiMethods[M]>[0] extends undefined
  ? object
  : NonNullable<Parameters<ApiMethods[M]>[0]>;
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];
type Sent<T> = T extends InputFile ? Upload : T;
/** Nested uploads (`media`) have a form of their own; everything else must be what the Bot API takes. */
type Accepted<T, K extends keyof T> = K extends 'media' ? unknown : Sent<T[K]> | undefined;
type Shape<M extends MethodName> = {
  [K in RequiredKeys<Arguments<M>>]: z.ZodType<Accepted<Arguments<M>, K>>;
} & { [K in keyof Arguments<M>]?: z.ZodType<Accepted<Arguments<M>, K>> };
type NothingElse<S, M extends MethodName> = { [K in Exclude<keyof S, keyof Arguments<M>>]: never };

/** What a method may know about the request it answers. */
export interface Call {
  /** Aborts when the caller hangs up. */
  signal: AbortSignal;
}
export interface MethodEntry {
  name: MethodName;
  /** Parses, then runs. Throws a `Refusal` in Telegram's words. */
  run(raw: Record<string, unknown>, call: Call): unknown;
}

/**
 * One method of the Bot API. The compiler holds `shape` to the real parameters (an unknown key, a missing required key or
 * a wrong type is an error) and the result to the real result.
 */
export function method<M extends MethodName, S extends Shape<M> & z.ZodRawShape>(
  name: M,
  shape: S & NothingElse<S, M>,
  run: (
    args: z.output<z.ZodObject<S>>,
    call: Call,
  ) => ReturnType<ApiMethods[M]> | Promise<ReturnType<ApiMethods[M]>>,
): MethodEntry {
  const schema = z.object<S>(shape);
  return {
    name,
    run(raw, call) {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) throw badRequest(explain(parsed.error.issues[0]));
      return run(parsed.data, call);
    },
  };
}

const STANDARD = /^(Invalid|Too |Expected|Unrecognized)/;
const EMPTY: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  message_id: 'message identifier is not specified',
  text: 'message text is empty',
  user_id: 'invalid user_id specified',
  file_id: 'invalid file_id specified',
};

function explain(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'parameters could not be read';
  const path = issue.path.map(String).join('.');
  if (!STANDARD.test(issue.message)) return issue.message;
  return EMPTY[path] ?? `invalid ${path} specified: ${issue.message}`;
}
