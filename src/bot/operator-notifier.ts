import type { Review, ReviewReason } from '../domain/review.ts';
import type { Speech } from '../i18n/speech.ts';
import type { OperatorNotifier } from '../services/ports.ts';
import type { AdminChat } from './admin-chat.ts';
import { reconciliationText } from './views/reconciliation.ts';
import { alertOverText, alertText } from './views/alerts.ts';

/** Tells operators what needs them. */
export function createOperatorNotifier({ adminChat }: { adminChat: AdminChat }): OperatorNotifier {
  return {
    reconciled: (reconciliation) =>
      adminChat.say((speech) => ({ text: reconciliationText(speech, reconciliation) })),
    alertBegan: (alert) => adminChat.say((speech) => ({ text: alertText(speech, alert) })),
    alertOver: (alert) => adminChat.say((speech) => ({ text: alertOverText(speech, alert) })),
    reviewsOpened: (reviews) => adminChat.say((speech) => ({ text: casesText(speech, reviews) })),
    disputeEnded: ({ chargeId }, { money }, end) =>
      adminChat.say((speech) => ({
        text: speech.t(`dispute-${end}`, { total: speech.money(money), charge: chargeId }),
      })),
  };
}

/** One line a reason, with how many of it there are. */
function casesText(speech: Speech, reviews: readonly Review[]): string {
  const counts = new Map<ReviewReason, number>();
  for (const { reason } of reviews) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const lines = [...counts].map(([reason, count]) =>
    speech.t('review-line', { reason: reasonWords(speech, reason), count: speech.number(count) }),
  );
  return [speech.t('review-opened', { count: reviews.length }), ...lines].join('\n');
}

/** What kind of case it is, in an operator's words. */
function reasonWords({ t }: Speech, reason: ReviewReason): string {
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
    case 'refund_wanted':
      return t('reason-refund-wanted');
  }
}
