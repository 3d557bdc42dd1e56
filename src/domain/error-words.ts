/** What may stand in a list for operators, and what is read for it: of a whole page of words the search below would take seconds. */
const most = 200;
const read = 2000;

/** What is a secret or an address wherever it stands: installation codes, activation codes, mail addresses, tokens of bots, numbers of eSIM chips. */
const secrets = /LPA:\S+|\b1\$\S+|YY(?:-?[0-9A-Z]{4}){3}|\S+@\S+|\b\d{6,12}:[\w-]{30,}|\b89\d{30}\b/gi;

/** Spaces of any kind, and what a database, a terminal or a line of text from right to left could stumble over. */
const unprintable = /[\s\p{Cc}\p{Cf}\p{Cs}]+/gu;

/** An error in words that may be kept and shown: no more than a line, and nothing in it that looks like a secret. */
export function errorWords(error: unknown): string {
  return String(error).slice(0, read).replaceAll(unprintable, ' ').replaceAll(secrets, '…').slice(0, most);
}
