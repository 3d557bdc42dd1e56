import type { MailId, NewId } from '../domain/ids.ts';
import type { MailState, QueuedMail } from '../domain/mail.ts';
import { day, hour, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { MailError } from './mail-port.ts';
import type { MailTransport } from './mail-port.ts';
import type { WriteMail } from './mail-writer.ts';
import type { Logger, Notifier } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { Advance, Job } from './work-port.ts';

/** A mail that gets no answer is tried this long. */
const patience = day;
/** A mail that ended is remembered this long. */
const mailsKept = 30 * day;
/** No more at once, so that a mail server that keeps silent holds up mails only: whatever else is to be done finds room. */
const mostAtOnce = 8;

export interface Mailing {
  /** Sends a mail that waits, or says when to try again; the job that asks for it ends in the same commit. May be repeated: it is the same mail, under the same id. */
  run(id: MailId, job?: Job): Promise<Advance>;
  /** Forgets mails that ended long ago, and codes that expired yesterday. */
  prune(): Promise<void>;
}

/** Puts a mail into the queue, with the job that sends it; `secret` is kept sealed until it is sent. */
export async function queueMail(
  tx: Repositories,
  {
    newId,
    clock,
    secret,
    ...mail
  }: Pick<QueuedMail, 'kind' | 'customerId' | 'subject'> & {
    secret: string | null;
    newId: NewId;
    clock: Clock;
  },
): Promise<void> {
  const id = newId('mail');
  await tx.mails.insert({ ...mail, id, state: 'waiting', createdAt: clock() }, secret);
  await tx.jobs.send({ kind: 'mail', key: id });
}

/** Mails on their way, one job each. */
export function createMailing({
  store,
  transport,
  write,
  notifier,
  clock,
  logger,
}: {
  store: Store;
  /** Absent where this shop sends no e-mail (any more). */
  transport: MailTransport | undefined;
  write: WriteMail;
  notifier: Pick<Notifier, 'mailRefused'>;
  clock: Clock;
  logger: Logger;
}): Mailing {
  let underway = 0;

  async function end(
    mail: QueuedMail,
    job: Job | undefined,
    state: Exclude<MailState, 'waiting'>,
    also?: (tx: Repositories) => Promise<void>,
  ): Promise<Advance> {
    await store.transaction(async (tx) => {
      await tx.mails.end(mail.id, state, clock());
      await also?.(tx);
      if (job) await tx.jobs.finish(job);
    });
    return { kind: 'done' };
  }

  async function failed(
    mail: QueuedMail,
    { job, to, error }: { job: Job | undefined; to: string; error: MailError },
  ): Promise<Advance> {
    const facts = { mail: mail.id, kind: mail.kind, error: error.message };
    if (error.kind === 'refused') {
      logger.warn(facts, 'A mail was refused');
      await tell(mail, to);
      return end(mail, job, 'refused', (tx) => tx.addresses.refused(mail.customerId, to, clock()));
    }
    const waited = clock() - mail.createdAt;
    if (waited < patience)
      return { kind: 'again', at: clock() + Math.min(Math.max(5 * second, waited), hour) };
    logger.error(facts, 'A mail got no answer for a day and was given up');
    return end(mail, job, 'given_up');
  }

  /** Whoever waits for a mail hears that it will not come; but of an address on file nobody hears anything. */
  async function tell({ kind, customerId }: QueuedMail, to: string): Promise<void> {
    if (kind === 'one_time_code' && (await store.oneTimeCodes.of(customerId))?.purpose !== 'receipts') return;
    await notifier.mailRefused(customerId, to).catch((error: unknown) => {
      logger.warn({ error: String(error) }, 'A customer was not told that a mail was refused');
    });
  }

  async function send(mail: QueuedMail, job: Job | undefined): Promise<Advance> {
    const written = transport && (await write(mail));
    if (!written) return end(mail, job, 'void');
    const { to, letter } = written;
    try {
      await transport.send({ ...letter, id: mail.id, to });
    } catch (error) {
      if (error instanceof MailError) return failed(mail, { job, to, error });
      throw error;
    }
    return end(mail, job, 'sent');
  }

  return {
    run: async (id, job) => {
      if (underway >= mostAtOnce) return { kind: 'again', at: clock() + 2 * second };
      underway++;
      try {
        const mail = await store.mails.byId(id);
        return mail?.state === 'waiting' ? await send(mail, job) : { kind: 'done' };
      } finally {
        underway--;
      }
    },
    prune: async () => {
      await store.mails.prune(clock() - mailsKept);
      await store.oneTimeCodes.prune(clock() - day);
    },
  };
}
