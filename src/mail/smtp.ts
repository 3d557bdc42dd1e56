import { createTransport } from 'nodemailer';
import { MailError } from '../services/mail-port.ts';
import type { MailTransport } from '../services/mail-port.ts';

/** Connections to the mail server at once. */
const connections = 4;

/** A mail server, by `smtp://` (with STARTTLS) or `smtps://`, as the transport of all mails. */
export interface Smtp extends MailTransport {
  /** Logs in and out again; throws MailError with the reason in words. */
  check(): Promise<void>;
  close(): void;
}

/**
 * Connects when there is something to send. A password is only ever sent encrypted; certificates are checked, but for this machine's own
 * server. What errors say of the server is cut down to its codes: its words may hold the address.
 */
export function createSmtp({
  url,
  from,
  timeoutMs = 20_000,
}: {
  url: string;
  from: { readonly name: string; readonly address: string };
  /** How long the server may keep silent at each step. */
  timeoutMs?: number;
}): Smtp {
  const { protocol, hostname, port, username, password } = new URL(url);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const transport = createTransport({
    pool: true,
    maxConnections: connections,
    // Our own jobs repeat, and know for how long.
    maxRequeues: 0,
    idleTimeout: timeoutMs,
    host: hostname.replaceAll(/[[\]]/g, ''),
    secure: protocol === 'smtps:',
    ...(port && { port: Number(port) }),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    requireTLS: username !== '' && !here,
    tls: { rejectUnauthorized: !here },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const idDomain = from.address.slice(from.address.lastIndexOf('@') + 1);

  return {
    send: async ({ id, to, subject, text, html, pictures }) => {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${idDomain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          attachments: pictures.map(({ cid, png }) => ({
            cid,
            filename: `${cid}.png`,
            content: Buffer.from(png),
            contentType: 'image/png',
            contentDisposition: 'inline' as const,
          })),
        });
      } catch (error) {
        throw asMailError(error);
      }
    },
    check: async () => {
      try {
        await transport.verify();
      } catch (error) {
        throw asMailError(error);
      }
    },
    close: () => transport.close(),
  };
}

/** What nodemailer's errors say besides. */
interface Failure extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

function asMailError(error: unknown): MailError {
  const failure: Failure = error instanceof Error ? error : new Error(String(error));
  const { code = '', command = '', responseCode = 0, response = '' } = failure;
  // 5.7 is about us, not about them: we may not relay, or not from this sender (RFC 3463).
  const enhanced = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? '';
  const final = responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command) && !enhanced.startsWith('5.7.');
  const facts = [code, command, responseCode || '', enhanced].filter((fact) => fact !== '').join(' ');
  const hint = hintFor(code, String(error));
  return new MailError(final ? 'refused' : 'failed', hint ? `${facts}: ${hint}` : facts || 'no answer');
}

function hintFor(code: string, message: string): string | undefined {
  if (/certificate|altname/i.test(message))
    return 'the certificate of the mail server is not good for its name';
  if (/ECONNREFUSED/.test(message)) return 'nobody listens there; look at host and port in SMTP_URL';
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return 'the mail server does not take the user and password in SMTP_URL';
    case 'ETLS':
      return 'no encryption with the mail server, so the password was not sent; is it smtps:// on port 465?';
    case 'EDNS':
      return 'there is no such host as the one in SMTP_URL';
    case 'ETIMEDOUT':
      return 'the mail server keeps silent';
    default:
      return undefined;
  }
}
