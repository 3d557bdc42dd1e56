import type { HonoRequest } from 'hono';
import type { Upload } from './method.ts';
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
  for (const [key, value] of Object.entries(await request.parseBody())) {
    if (!(value instanceof File)) form[key] = value;
    else {
      const upload = {
        name: value.name,
        mime: mimeOf(value),
        bytes: new Uint8Array(await value.arrayBuffer()),
      };
      files.set(key, upload);
      form[key] = upload;
    }
  }
  return Object.fromEntries(Object.entries(form).map(([key, value]) => [key, attach(value, files)]));
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

const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};
const mimeOf = ({ name, type }: File) => {
  const known = PICTURES[name.split('.').at(-1)?.toLowerCase() ?? ''];
  return type && type !== 'application/octet-stream' ? type : (known ?? 'application/octet-stream');
};
