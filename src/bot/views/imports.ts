import { InlineKeyboard } from 'grammy';
import type { ImportId } from '../../domain/ids.ts';
import type { ImportCounts, ListMistake } from '../../domain/sold-card.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';

/** Mistakes shown at once; the rest is counted. */
const shown = 10;

/** What a list would change, and whether it shall. */
export function draftScreen(speech: Speech, id: ImportId, counts: ImportCounts): Screen {
  const keyboard = new InlineKeyboard()
    .text({ text: speech.t('button-import'), style: 'primary' }, actions.importList(id))
    .text(speech.t('button-cancel'), actions.dropList(id));
  return { text: speech.t('import-asked', figures(speech, counts)), keyboard };
}

/** What a list changed. */
export function importedScreen(speech: Speech, counts: ImportCounts, deleted: boolean): Screen {
  const first = speech.t('import-done', figures(speech, counts));
  const second = speech.t(deleted ? 'import-deleted' : 'import-left');
  return { text: speech.t('two-sentences', { first, second }), keyboard: home(speech) };
}

/** A sentence about a list, with the way on. */
export function listScreen(
  speech: Speech,
  key: 'import-cancelled' | 'import-over' | 'import-too-large' | 'import-gone',
): Screen {
  return { text: speech.t(key), keyboard: home(speech) };
}

/** The mistakes of a list, by line. */
export function mistakesScreen(speech: Speech, mistakes: readonly ListMistake[]): Screen {
  const lines = [
    speech.t('import-refused'),
    ...mistakes.slice(0, shown).map((mistake) => mistakeLine(speech, mistake)),
    ...(mistakes.length > shown ? [speech.t('import-more', { count: mistakes.length - shown })] : []),
  ];
  return { text: lines.join('\n'), keyboard: home(speech) };
}

function figures(speech: Speech, { fresh, known, changed }: ImportCounts) {
  const all = fresh + known + changed;
  return {
    all: speech.number(all),
    fresh: speech.number(fresh),
    known: speech.number(known),
    changed: speech.number(changed),
  };
}

function mistakeLine({ t }: Speech, mistake: ListMistake): string {
  switch (mistake.kind) {
    case 'not_a_table':
      return t('mistake-no-table');
    case 'empty':
      return t('mistake-empty');
    case 'too_many_rows':
      return t('mistake-rows');
    case 'no_column':
      return t('mistake-column', { column: mistake.column });
    case 'iccid':
      return t('mistake-iccid', { line: mistake.line });
    case 'email':
      return t('mistake-email', { line: mistake.line });
    case 'order':
      return t('mistake-order', { line: mistake.line });
    case 'twice':
      return t('mistake-twice', { line: mistake.line });
    case 'fields':
      return t('mistake-fields', { line: mistake.line });
  }
}

function home({ t }: Speech): InlineKeyboard {
  return new InlineKeyboard().text(t('button-home'), actions.home());
}
