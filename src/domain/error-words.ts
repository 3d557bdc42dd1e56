/** What may stand in a list for operators. */
const most = 200;

/** What is a secret or an address wherever it stands: installation codes, activation codes, mail addresses, tokens of bots. */
const secrets = /LPA:\S+|\b1\$\S+|\bYY(?:-\w{4}){3}|\S+@\S+|\b\d{6,12}:[\w-]{30,}/gi;

/** An error in words that may be kept and shown: no more than a line, and nothing in it that looks like a secret. */
export function errorWords(error: unknown): string {
  return String(error).replaceAll(/\s+/g, ' ').replaceAll(secrets, '…').slice(0, most);
}
