import type { BoxedMail } from '../../src/sandbox/mail.ts';
import type { World } from './world.ts';

/** What lies in somebody's mailbox, oldest first. */
export function mailsTo({ box }: World, address: string): readonly BoxedMail[] {
  return box.mail.all().filter(({ to }) => to === address);
}

/** The six digits in the newest mail to this address that has any. */
export function codeIn(world: World, address: string): string {
  const digits = mailsTo(world, address).flatMap(({ text }) => /^\d{6}$/m.exec(text)?.[0] ?? []);
  const newest = digits.at(-1);
  if (newest === undefined) throw new Error(`No code came to ${address}`);
  return newest;
}

/** Six digits that are not these. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
