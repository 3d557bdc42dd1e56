import type { HonoRequest } from 'hono';
import type { Upload } from './method.ts';
import { mimeOf } from './mime.ts';
import { badRequest } from './refusal.ts';

const MULTIPART = 'multipart/form-data';

/** Reads a request as Telegram does: query, then form, multipart (with `attach://name` filled in) or JSON body. */
export async function readParameters(request: HonoRequest): Promise<Record<string, unknown>> {
  const query: Record<string, unknown> = request.query();
  const type = request.header('content-type') ?? '';
  if (request.method === 'GET' || type === '') return query;
  if (type.startsWith('application/json')) return { ...query, ...(await jsonBody(request)) };
  if (!type.startsWith(MULTIPART) && !type.startsWith('application/x-www-form-urlencoded')) return query;
  const form: Record<string, unknown> = { ...query };
  const files = new Map<string, Upload>();
  for (const [key, value] of await formOf(request, type)) {
    if (!(value instanceof File)) form[key] = value;
    else {
      const upload = {
        name: value.name,
        mime: named(value.type) ?? mimeOf(value.name),
        bytes: new Uint8Array(await value.arrayBuffer()),
      };
      files.set(key, upload);
      form[key] = upload;
    }
  }
  return Object.fromEntries(Object.entries(form).map(([key, value]) => [key, attach(value, files)]));
}

/** grammY writes the name of a file without quotes and in UTF-8, which Telegram reads and the platform's parser does not. */
const BARE_NAME = /(\r\ncontent-disposition:form-data;name="\w+";filename=)([^"\r\n]+)(?=\r\n)/g;

async function formOf(request: HonoRequest, type: string) {
  if (!type.startsWith(MULTIPART)) return Object.entries(await request.parseBody());
  const sent = Buffer.from(await request.arrayBuffer()).toString('latin1');
  const body = Buffer.from(sent.replaceAll(BARE_NAME, '$1"$2"'), 'latin1');
  return new Response(body, { headers: { 'content-type': type } }).formData();
}

async function jsonBody(request: HonoRequest): Promise<object> {
  const text = await request.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return withoutNulls(body);
  } catch {
    // Refused below, like a body that is no object.
  }
  throw badRequest("can't parse request JSON");
}

/** Programs that do not know what they send say so by this type. */
const named = (type: string) => (type === '' || type === 'application/octet-stream' ? undefined : type);

const withoutNulls = (body: object) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

function attach(value: unknown, files: ReadonlyMap<string, Upload>): unknown {
  if (typeof value !== 'string' || !value.includes('attach://')) return value;
  if (value.startsWith('attach://')) return files.get(value.slice('attach://'.length)) ?? value;
  try {
    return JSON.parse(value, (_key, part: unknown) =>
      typeof part === 'string' && part.startsWith('attach://')
        ? (files.get(part.slice('attach://'.length)) ?? part)
        : part,
    ) as unknown;
  } catch {
    return value;
  }
}
