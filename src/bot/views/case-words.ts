import type { OurSide } from '../../domain/case.ts';
import { sameMoney } from '../../domain/money.ts';
import type { ReviewReason } from '../../domain/review.ts';
import { strangeBookOf } from '../../domain/strange-book.ts';
import { currentPlan } from '../../domain/usage.ts';
import type { PlanInstance } from '../../domain/usage.ts';
import { escapeHtml } from '../../i18n/html.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { OutsideWords } from '../../services/case-outside.ts';
import { readerDateTime } from './moment.ts';
import { planName } from './plan-words.ts';
import { strangeLine } from './reconciliation.ts';
import { shortReference } from './reference.ts';

/** Of a card's plans the newest, which are as many as fit beside the rest. */
const mostPlans = 4;

/** What kind of case it is, in an operator's words. */
export function reasonWords({ t }: Speech, reason: ReviewReason): string {
  switch (reason) {
    case 'payment_does_not_fit':
      return t('reason-payment-does-not-fit');
    case 'supply_unknown':
      return t('reason-supply-unknown');
    case 'refund_refused':
      return t('reason-refund-refused');
    case 'refund_failed_later':
      return t('reason-refund-failed-later');
    case 'disputed':
      return t('reason-disputed');
    case 'partly_refunded_elsewhere':
      return t('reason-partly-refunded-elsewhere');
    case 'went_back_elsewhere':
      return t('reason-went-back-elsewhere');
    case 'session_unknown':
      return t('reason-session-unknown');
    case 'job_failed':
      return t('reason-job-failed');
    case 'update_failed':
      return t('reason-update-failed');
    case 'claim_silent':
      return t('reason-claim-silent');
    case 'books_differ':
      return t('reason-books-differ');
    case 'book_strange':
      return t('reason-book-strange');
    case 'refund_wanted':
      return t('reason-refund-wanted');
  }
}

/** A customer as operators know them: the number of their Telegram, which opens their profile. */
export function whoWords({ t }: Speech, customerId: string | null): string {
  const number = customerId?.slice('customer_'.length);
  return number ? `<a href="tg://user?id=${number}">${number}</a>` : t('case-nobody');
}

/** Why it is a case, where its facts do not say it better below. */
export function detailLines(speech: Speech, { review, order, attempt, payment }: OurSide): string[] {
  const { t } = speech;
  switch (review.reason) {
    case 'payment_does_not_fit':
      if (!payment || !attempt || !order) return [t('case-misfit-order')];
      return sameMoney(payment.money, attempt.total)
        ? [t('case-misfit-payer', { payer: whoWords(speech, order.payerId) })]
        : [t('case-misfit-amount', { asked: speech.money(attempt.total) })];
    case 'refund_wanted':
      // Whether it is a case for this reason nobody can see from how things stand now.
      return review.detail.includes('a cancellation was sent') ? [t('case-wish-unclear')] : [];
    case 'refund_failed_later':
      // Else it is the rail's word for why it failed.
      return [review.detail.includes('was sent back elsewhere') ? t('case-came-back') : italic(review)];
    case 'disputed':
    case 'partly_refunded_elsewhere':
    case 'went_back_elsewhere':
    case 'session_unknown':
    case 'claim_silent':
      return [];
    case 'book_strange':
      return [strangeLine(speech, strangeBookOf(review)), t('case-book-strange')];
    case 'supply_unknown':
      return review.detail.startsWith('supply ') && !review.detail.includes('card_') ? [] : [italic(review)];
    default:
      return [italic(review)];
  }
}

function italic({ detail }: OurSide['review']): string {
  return `<i>${escapeHtml(detail)}</i>`;
}

/** What our own books say, a line each. */
export function ourLines(speech: Speech, ours: OurSide): string[] {
  const { t } = speech;
  const { order, attempt, payment, refund, fulfilment } = ours;
  const lines: string[] = [];
  if (order) {
    const facts = { number: shortReference(order.id), plan: planName(speech, order.plan) };
    lines.push(t('case-order', { ...facts, state: order.state }));
    if (order.deliveredAt !== null)
      lines.push(t('case-delivered', { at: readerDateTime(speech, order.deliveredAt) }));
  }
  if (payment) {
    const total = speech.money(payment.money);
    lines.push(t('case-payment', { total, rail: payment.rail, outcome: payment.outcome ?? 'open' }));
    lines.push(t('case-charge', { charge: escapeHtml(payment.chargeId) }));
  } else if (attempt)
    lines.push(t('case-attempt', { total: speech.money(attempt.total), state: attempt.state }));
  if (ours.dispute !== 'none') lines.push(t('case-dispute', { state: ours.dispute }));
  if (refund)
    lines.push(
      t('case-refund', { state: refund.state, tries: refund.tries, hand: refund.byHand ? 'yes' : 'no' }),
    );
  if (fulfilment) {
    const { state, sends, lastError } = fulfilment;
    const sent = t('case-fulfilment', { state, sends });
    lines.push(lastError === null ? sent : `${sent} (<code>${escapeHtml(lastError)}</code>)`);
  }
  return lines;
}

/** What the rail and the supplier say now, a line each; nothing of who knows nothing about it. */
export function outsideLines(
  speech: Speech,
  ours: OurSide,
  { rail, supplier, balance, askedAt }: OutsideWords,
) {
  const { t } = speech;
  const lines: string[] = [];
  if (rail.page) {
    const page = rail.page === 'silent' ? 'silent' : pageState(rail.page);
    const words = t('case-rail-page', { state: page });
    const isPaid = rail.page !== 'silent' && rail.page.kind === 'paid';
    lines.push(isPaid ? `${words} · ${speech.money(rail.page.money)}` : words);
  } else if (rail.book) lines.push(t('case-rail-page', { state: bookState(rail.book) }));
  else if (ours.payment && !rail.refund) lines.push(t('case-rail-none'));
  if (rail.refund)
    lines.push(t('case-rail-refund', { state: rail.refund === 'silent' ? 'silent' : rail.refund.kind }));
  if (supplier.order) lines.push(t('case-supplier', { state: supplier.order }));
  if (supplier.profile) {
    const plan = balance && currentPlan(balance);
    const used = plan ? speech.data(plan.dataUsed ?? 0) : null;
    lines.push(
      used !== null && balance
        ? t('case-profile-used', { state: supplier.profile, used, ago: speech.ago(balance.asOf, askedAt) })
        : t('case-profile', { state: supplier.profile }),
    );
  }
  if (ours.review.reason === 'refund_wanted')
    // Where nobody says it now, what was written down when the case was opened must do.
    lines.push(
      ...(balance
        ? balance.plans.slice(-mostPlans).map((each) => planLine(speech, each))
        : [italic(ours.review)]),
    );
  return lines;
}

/** What was used of a plan, which is what a refund of it is decided by. */
function planLine(
  speech: Speech,
  { plan, state, dataUsed, voiceUsedSeconds, smsUsed }: PlanInstance,
): string {
  const used = [
    speech.data(dataUsed ?? 0),
    ...(voiceUsedSeconds > 0 ? [speech.t('case-talk', { minutes: Math.ceil(voiceUsedSeconds / 60) })] : []),
    ...(smsUsed > 0 ? [speech.t('case-sms', { count: smsUsed })] : []),
  ];
  return speech.t('case-plan', { plan: planName(speech, plan), state, used: used.join(' · ') });
}

function bookState(book: NonNullable<OutsideWords['rail']['book']>): string {
  if (book === 'silent') return 'silent';
  if (book.back) return 'all';
  return book.charged ? 'paid' : 'absent';
}

/** What became of the money says more than that it came. */
function pageState(page: Exclude<OutsideWords['rail']['page'], 'silent' | null>): string {
  if (page.kind !== 'paid') return page.kind;
  if (page.disputes.some(({ state }) => state !== 'won')) return 'disputed';
  return page.wentBack === 'nothing' ? 'paid' : page.wentBack;
}
