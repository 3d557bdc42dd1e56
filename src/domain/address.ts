const part = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const local = new RegExp(`^${part}(?:\\.${part})*$`);
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?';
const domain = new RegExp(`^(?:${label}\\.)+(?!\\d+$)${label}$`, 'u');

/**
 * Reads an e-mail address as people type it, also with the wide signs of a Chinese keyboard; undefined when it is none. What it answers
 * has no spaces, quotes, brackets, commas or control characters, so it can stand in the head of a mail.
 */
export function parseAddress(text: string): string | undefined {
  if (text.length > 300) return undefined;
  const [before, after, ...more] = text.trim().replaceAll('。', '.').normalize('NFKC').split('@');
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  if (before.length > 64 || after.length > 189) return undefined;
  return local.test(before) && domain.test(after) ? `${before}@${after.toLowerCase()}` : undefined;
}

/** The mailbox behind an address, for counting: case and `+tags` lead to the same one, and dots in Gmail's, which has two names. */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  const name = address.slice(0, at).split('+', 1)[0]?.toLowerCase() ?? '';
  const domain = address.slice(at + 1).toLowerCase();
  const isGmail = domain === 'gmail.com' || domain === 'googlemail.com';
  return isGmail ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}

/** `j…e@example.com`: enough for whoever knows it. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${at > 2 ? address.slice(at - 1, at) : ''}${address.slice(at)}`;
}
