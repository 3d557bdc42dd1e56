import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What came back, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  json(): Promise<unknown>;
  bytes(): Uint8Array;
}

/** The answer is longer than was asked for; the rest of it was not read. */
export class TooLongError extends Error {
  constructor() {
    super('The answer is too long');
    this.name = 'TooLongError';
  }
}

export interface HttpInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  /** Keeps the connections. */
  readonly agent?: http.Agent;
  readonly signal?: AbortSignal;
  /** Hears the `Date` of the answer as soon as it begins. */
  readonly onDate?: (date: string | undefined) => void;
  /** Gives up with a TooLongError beyond so many bytes. */
  readonly mostBytes?: number;
}

/** One HTTP request. Node's own fetch would cost twice the CPU, which is a good part of what a tap costs altogether. */
export function httpRequest(
  url: string,
  { body, mostBytes = Infinity, onDate, ...options }: HttpInit,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http;
    const sent = request(url, options, (response) => {
      onDate?.(response.headers.date);
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > mostBytes) response.destroy(new TooLongError());
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          bytes: () => Buffer.concat(chunks),
          json: async () => JSON.parse(Buffer.concat(chunks).toString()) as unknown,
        }),
      );
    });
    sent.on('error', reject);
    if (body instanceof Readable) pipeline(body, sent).catch(reject);
    else sent.end(body);
  });
}
