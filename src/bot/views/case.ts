import { InlineKeyboard } from 'grammy';
import type { CaseAction } from '../../domain/case.ts';
import type { Review } from '../../domain/review.ts';
import { escapeHtml } from '../../i18n/html.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { CaseFile } from '../../services/review-desk.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { detailLines, ourLines, outsideLines, reasonWords, whoWords } from './case-words.ts';
import { readerDateTime, readerSecond } from './moment.ts';
import { shortReference } from './reference.ts';

/** Open cases, each a button. `page` begins with 0. */
export function queueScreen({
  speech,
  cases,
  count,
  page,
  more,
  now,
}: {
  speech: Speech;
  cases: readonly Review[];
  count: number;
  page: number;
  more: boolean;
  now: number;
}): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard();
  for (const { id, reason, openedAt } of cases)
    keyboard
      .text(
        `${shortReference(id)} · ${reasonWords(speech, reason)} · ${speech.ago(openedAt, now)}`,
        actions.case(id),
      )
      .row();
  if (page > 0) keyboard.text(t('button-previous'), actions.cases(page - 1));
  keyboard.text(t('button-inbox'), actions.inbox()).text(t('button-home'), actions.home());
  if (more) keyboard.text(t('button-next'), actions.cases(page + 1));
  return { text: count > 0 ? t('queue-title', { count }) : t('queue-empty'), keyboard };
}

/** One case with what every side says now, and what may be done about it. */
export function caseScreen(speech: Speech, { ours, outside, actions: may, stamp }: CaseFile): Screen {
  const { t } = speech;
  const { review, payment } = ours;
  const since = readerDateTime(speech, review.openedAt);
  const text = [
    t('case-title', { reason: reasonWords(speech, review.reason), reference: shortReference(review.id) }),
    t('case-who', { who: whoWords(speech, ours.customerId), since }),
    ...detailLines(speech, ours),
    ...ourLines(speech, ours),
    ...outsideLines(speech, ours, outside),
    review.closedAt === null
      ? t('case-asked', { time: readerSecond(outside.askedAt) })
      : closedWords(speech, review),
  ].join('\n');
  const keyboard = new InlineKeyboard();
  for (const action of may)
    keyboard.text(t('button-case', { action }), actions.weighCase(review.id, action, stamp)).row();
  if (may.includes('by_hand') && payment)
    keyboard.copyText(t('button-copy-charge'), payment.providerChargeId ?? payment.chargeId).row();
  if (review.closedAt === null) keyboard.text(t('button-ask-again'), actions.askCase(review.id)).row();
  keyboard.text(t('button-cases'), actions.cases()).text(t('button-home'), actions.home());
  return { text, keyboard };
}

/** Moves no money, and takes nothing from anybody. */
const harmless: readonly CaseAction[] = ['keep', 'run', 'replay', 'note'];

/** What exactly will happen, before it does. */
export function weighScreen(speech: Speech, { ours, outside, stamp }: CaseFile, action: CaseAction): Screen {
  const { t } = speech;
  const { review, payment, order } = ours;
  const total = payment ? speech.money(payment.money) : '–';
  // Their payer still waits for what this case was to find out.
  const isUnpaid = action === 'note' && review.reason === 'session_unknown' && order?.state === 'processing';
  const doubt = isUnpaid ? doubtOf(outside.rail.page) : null;
  const isHarmless = harmless.includes(action) && doubt === null;
  const keyboard = new InlineKeyboard()
    .text(
      { text: t('button-case-yes', { action }), style: isHarmless ? 'primary' : 'danger' },
      actions.decideCase(review.id, action, stamp),
    )
    .row();
  if (doubt !== null) keyboard.text(t('button-ask-again'), actions.askCase(review.id)).row();
  keyboard.text(t('button-back'), actions.case(review.id));
  const who = whoWords(speech, ours.customerId);
  const what = isUnpaid ? 'no_payment' : action;
  const text = t('case-weigh', { action: what, total, who, subject: escapeHtml(review.subject) });
  return { text: doubt === null ? text : `${text}\n${t('case-weigh-unsure', { state: doubt })}`, keyboard };
}

/** How the page stands where it may be paid after all, so that nobody is told to pay twice. */
function doubtOf(page: CaseFile['outside']['rail']['page']): string | null {
  if (page === null || page === 'silent') return page;
  return ['failed', 'expired', 'unknown'].includes(page.kind) ? null : page.kind;
}

/** That it is done, or how somebody else was faster. */
export function closedScreen(speech: Speech, review: Review, { mine }: { mine: boolean }): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard()
    .text(t('button-case-again'), actions.case(review.id))
    .row()
    .text(t('button-cases'), actions.cases())
    .text(t('button-home'), actions.home());
  const reference = shortReference(review.id);
  const title = mine ? t('case-done', { reference }) : t('case-faster', { reference });
  return { text: `${title}\n${closedWords(speech, review)}`, keyboard };
}

function closedWords(speech: Speech, { closedAt, closedBy, outcome }: Review): string {
  const time = readerDateTime(speech, closedAt ?? 0);
  const how = speech.t('case-outcome', { outcome: outcome ?? 'noted' });
  return closedBy === null
    ? speech.t('case-closed-by-itself', { time, how })
    : speech.t('case-closed', { time, how, who: whoWords(speech, closedBy) });
}
