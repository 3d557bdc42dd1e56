import type { Context } from 'grammy';

/** What the menu plugin takes for a button of a menu: its name, row, column, payload and fingerprint. */
const menuButton = /^[^/]*\/([^/]+)\/([^/]+)\/[^/]*\/[hf]/;
const place = /^[0-9a-f]+$/i;

/** A forged button of a menu at a row or a column that is no number: the plugin would throw. */
export function isOffTheMenu({ callbackQuery }: Context): boolean {
  const found = menuButton.exec(callbackQuery?.data ?? '');
  return found !== null && !(place.test(found[1] ?? '') && place.test(found[2] ?? ''));
}
