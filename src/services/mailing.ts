import type { MailId, NewId } from '../domain/ids.ts';
import type { QueuedMail } from '../domain/mail.ts';
import { day, hour, second } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import type { Advance } from './fulfilment.ts';
import { MailError } from './mail-port.ts';
import type { Letter, Letters, MailTransport } from './mail-port.ts';
import type { Logger } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';

/** A mail that gets no answer is tried this long. */
const patience = day;
/** A mail that ended is remembered this long. */
const mailsKept = 30 * day;

export interface Mailing {
  /** Sends a mail that waits, or says when to try again. May be repeated: it is the same mail, under the same id. */
  run(id: MailId): Promise<Advance>;
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

/** Mails on their way, one job each. What they say is made when they go out, from what is true then. */
export function createMailing({
  store,
  transport,
  letters,
  clock,
  logger,
}: {
  store: Store;
  /** Absent where this shop sends no e-mail (any more). */
  transport: MailTransport | undefined;
  letters: Letters;
  clock: Clock;
  logger: Logger;
}): Mailing {
  /** To whom, and what; undefined when there is nothing to say any more. */
  async function write(mail: QueuedMail): Promise<{ to: string; letter: Letter } | undefined> {
    const reader = await store.customers.byId(mail.customerId);
    if (!reader) return undefined;
    switch (mail.kind) {
      case 'one_time_code': {
        const digits = await store.mails.secretOf(mail.id);
        const code = await store.oneTimeCodes.of(mail.customerId);
        // Replaced, used or expired meanwhile: a mail that comes now would only confuse. Or it goes nowhere.
        const open = code?.id === mail.subject && code.usedAt === null && clock() < code.expiresAt;
        if (!digits || !open || code.address === null) return undefined;
        return { to: code.address, letter: letters.oneTimeCode(reader, digits) };
      }
    }
  }

  async function failed(mail: QueuedMail, to: string, error: MailError): Promise<Advance> {
    const facts = { mail: mail.id, kind: mail.kind, error: error.message };
    if (error.kind === 'refused') {
      logger.warn(facts, 'A mail was refused');
      await store.transaction(async (tx) => {
        await tx.mails.end(mail.id, 'refused', clock());
        await tx.addresses.refused(mail.customerId, to, clock());
      });
      return { kind: 'done' };
    }
    const waited = clock() - mail.createdAt;
    if (waited < patience)
      return { kind: 'again', at: clock() + Math.min(Math.max(5 * second, waited), hour) };
    logger.error(facts, 'A mail got no answer for a day and was given up');
    await store.mails.end(mail.id, 'given_up', clock());
    return { kind: 'done' };
  }

  return {
    run: async (id) => {
      const mail = await store.mails.byId(id);
      if (mail?.state !== 'waiting') return { kind: 'done' };
      const written = transport && (await write(mail));
      if (!written) {
        await store.mails.end(id, 'void', clock());
        return { kind: 'done' };
      }
      try {
        await transport.send({ ...written.letter, id, to: written.to });
      } catch (error) {
        if (error instanceof MailError) return failed(mail, written.to, error);
        throw error;
      }
      await store.mails.end(id, 'sent', clock());
      return { kind: 'done' };
    },
    prune: async () => {
      await store.mails.prune(clock() - mailsKept);
      await store.oneTimeCodes.prune(clock() - day);
    },
  };
}
