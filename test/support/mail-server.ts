import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  readonly to: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Every leaf of the message: its headers and decoded body. */
  readonly parts: readonly { readonly headers: ReadonlyMap<string, string>; readonly body: Buffer }[];
  /** The body of the first part of this type. */
  part(type: string): string;
}

export interface MailServer {
  readonly port: number;
  readonly url: string;
  /** Every mail that it took, as often as it did. */
  readonly received: ReceivedMail[];
  /** What it does with the next mails, by the moment at which it does it: answers a code, or nothing at all. */
  readonly plan: { at: 'rcpt' | 'data'; answer: number | 'silence'; words?: string }[];
  /** Called with each mail that was taken, before that is answered. */
  onTaken: (mail: ReceivedMail) => void;
  stop(): Promise<void>;
}

/** A real SMTP server on this machine, closed when the test is over. Without options it wants no password and offers no TLS. */
export async function openMailServer({
  port = 0,
  host = '127.0.0.1',
  ...options
}: SMTPServerOptions & { port?: number; host?: string } = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const plan: MailServer['plan'] = [];
  const next = (at: 'rcpt' | 'data'): MailServer['plan'][number] | undefined =>
    plan[0]?.at === at ? plan.shift() : undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 1,
    onRcptTo: (_address, _session, callback) => {
      const planned = next('rcpt');
      if (planned?.answer === 'silence') return;
      callback(planned && refusal(planned));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        const planned = next('data');
        // Taken before the answer is lost; refused mails are not.
        if (typeof planned?.answer !== 'number') {
          const raw = Buffer.concat(chunks).toString('latin1');
          const mail = read(session.envelope.rcptTo[0]?.address ?? '', raw);
          received.push(mail);
          mailServer.onTaken(mail);
        }
        if (planned?.answer === 'silence') return;
        callback(planned && refusal(planned));
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const listening = Promise.withResolvers<void>();
  server.listen(port, host, () => listening.resolve());
  await listening.promise;
  const address = server.server.address();
  const at = typeof address === 'object' && address ? address.port : 0;
  let open = true;
  const stop = async (): Promise<void> => {
    if (!open) return;
    open = false;
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    await closed.promise;
  };
  onTestFinished(stop);
  const mailServer: MailServer = {
    port: at,
    url: `smtp://127.0.0.1:${at}`,
    received,
    plan,
    onTaken: () => {},
    stop,
  };
  return mailServer;
}

function refusal({ answer, words = 'No' }: MailServer['plan'][number]): Error {
  return Object.assign(new Error(words), { responseCode: answer });
}

function read(to: string, raw: string): ReceivedMail {
  const { headers, body } = split(raw);
  const parts = leaves(headers, body);
  return {
    to,
    headers,
    parts,
    part: (type) =>
      parts.find((part) => part.headers.get('content-type')?.startsWith(type))?.body.toString('utf8') ?? '',
  };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function leaves(headers: ReadonlyMap<string, string>, body: string): ReceivedMail['parts'] {
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((part) => {
        const inner = split(part.replace(/^\r\n/, ''));
        return leaves(inner.headers, inner.body);
      });
  return [{ headers, body: decoded(headers.get('content-transfer-encoding') ?? '', body) }];
}

function decoded(encoding: string, body: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
