/** Short enough to read out on the phone: letters and digits of an id. */
export function shortReference(id: string): string {
  return id
    .slice(id.indexOf('_') + 1)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(-8)
    .toUpperCase();
}
