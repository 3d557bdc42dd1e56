/** Reads back JSON that this program wrote into its own table; what comes from outside is parsed by a schema instead. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text);
}
