import { InlineKeyboard } from 'grammy';
import type { Speech } from '../../i18n/speech.ts';
import type { Obstacle } from '../../services/my-data.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';

/** A copy, or the end of it. */
export function myDataScreen({ t }: Speech): Screen {
  const keyboard = new InlineKeyboard()
    .text(t('button-export'), actions.exportData())
    .row()
    .text(t('button-erase'), actions.erase())
    .text(t('button-back'), actions.settings());
  return { text: t('data-title'), keyboard };
}

/** What goes and what stays, before anything is done; or what stands in the way. */
export function eraseScreen({ t }: Speech, obstacles: readonly Obstacle[]): Screen {
  const keyboard = new InlineKeyboard();
  if (obstacles.length === 0)
    keyboard.text({ text: t('button-erase-yes'), style: 'danger' }, actions.eraseYes()).row();
  else keyboard.text(t('button-orders'), actions.orders());
  keyboard.text(t('button-back'), actions.myData());
  const reasons = obstacles.map((obstacle) => t(`erase-not-yet-${obstacle}`));
  return { text: obstacles.length === 0 ? t('erase-question') : reasons.join('\n'), keyboard };
}

/** All that is left to say. */
export function erasedScreen({ t }: Speech): Screen {
  return { text: t('erase-done'), keyboard: new InlineKeyboard().text(t('button-begin'), actions.home()) };
}
