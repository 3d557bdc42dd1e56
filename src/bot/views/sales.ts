import { InlineKeyboard } from 'grammy';
import type { SalePause } from '../../domain/sale-pause.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { readerDateTime } from './moment.ts';

/** Nothing is sold now, with the ways on; `again` is the button that was tapped in vain. */
export function salesRestScreen(
  { t }: Speech,
  { again, cardId }: { again?: string; cardId?: string | undefined },
): Screen {
  const keyboard = new InlineKeyboard();
  if (again) keyboard.text(t('button-retry'), again);
  keyboard.text(t('button-person'), actions.person()).row();
  return { text: t('sales-rest'), keyboard: keyboard.text(t('button-home'), actions.home(cardId)) };
}

/** Whether sales run, and why not, for operators. */
export function salesLine(speech: Speech, pauses: readonly SalePause[]): string {
  if (pauses.length === 0) return speech.t('sales-run');
  const reasons = pauses.map(({ reason, since }) => {
    const at = { since: readerDateTime(speech, since) };
    return reason === 'operator' ? speech.t('pause-operator', at) : speech.t('pause-credit', at);
  });
  return speech.t('sales-paused', { reasons: speech.list(reasons) });
}

/** What a pause does, and whether it shall. */
export function askPauseScreen({ t }: Speech): Screen {
  const keyboard = new InlineKeyboard()
    .text({ text: t('button-pause'), style: 'danger' }, actions.pauseSalesNow())
    .text(t('button-cancel'), actions.status());
  return { text: t('pause-asked'), keyboard };
}

export function askResumeScreen({ t }: Speech): Screen {
  const keyboard = new InlineKeyboard()
    .text({ text: t('button-resume'), style: 'primary' }, actions.resumeSalesNow())
    .text(t('button-cancel'), actions.status());
  return { text: t('resume-asked'), keyboard };
}

/** How it stands, with the way to change it. */
export function salesScreen(speech: Speech, pauses: readonly SalePause[]): Screen {
  const { t } = speech;
  const keyboard = salesKey(new InlineKeyboard(), speech, pauses)
    .text(t('button-status'), actions.status())
    .row()
    .text(t('button-home'), actions.home());
  const byItself = pauses.length > 0 && !isByOperator(pauses);
  const lines = [salesLine(speech, pauses), ...(byItself ? [t('pause-ends-itself')] : [])];
  return { text: lines.join('\n'), keyboard };
}

/** The key that pauses sales or resumes them, whichever there is to do. */
export function salesKey(
  keyboard: InlineKeyboard,
  { t }: Speech,
  pauses: readonly SalePause[],
): InlineKeyboard {
  return isByOperator(pauses)
    ? keyboard.text(t('button-resume'), actions.resumeSales())
    : keyboard.text(t('button-pause'), actions.pauseSales());
}

function isByOperator(pauses: readonly SalePause[]): boolean {
  return pauses.some(({ reason }) => reason === 'operator');
}
