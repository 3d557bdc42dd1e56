import { InlineKeyboard } from 'grammy';
import { findingSums } from '../domain/reconciliation.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import type { Review, ReviewReason } from '../domain/review.ts';
import type { Speech } from '../i18n/speech.ts';
import type { OperatorNotifier } from '../services/ports.ts';
import type { AdminChat } from './admin-chat.ts';
import { deepLink } from './deep-links.ts';
import type { Screen } from './screen.ts';
import { reasonWords } from './views/case-words.ts';
import { reconciliationText } from './views/reconciliation.ts';
import { alertOverText, alertText } from './views/alerts.ts';

/** Tells operators what needs them. What is said in a group carries the way into the private chat, and nothing else to press. */
export function createOperatorNotifier({
  adminChat,
  botUsername,
}: {
  adminChat: AdminChat;
  botUsername: string;
}): OperatorNotifier {
  const toCases = ({ t }: Speech): InlineKeyboard =>
    new InlineKeyboard().url(t('button-cases'), deepLink(botUsername, 'review'));
  const toStatus = ({ t }: Speech): InlineKeyboard =>
    new InlineKeyboard().url(t('button-status'), deepLink(botUsername, 'status'));
  /** Must be heard by somebody. */
  async function tell(write: (speech: Speech) => Screen): Promise<void> {
    if (!(await adminChat.say(write)))
      throw new Error(
        'No operator could be told: has the bot been started by ADMIN_IDS, or put into ADMIN_CHAT_ID?',
      );
  }

  return {
    reconciled: (reconciliation) =>
      tell((speech) => ({
        text: reconciliationText(speech, reconciliation),
        ...(needsPerson(reconciliation) && { keyboard: toCases(speech) }),
      })),
    alertBegan: (alert) => tell((speech) => ({ text: alertText(speech, alert), keyboard: toStatus(speech) })),
    alertOver: (alert) =>
      tell((speech) => ({ text: alertOverText(speech, alert), keyboard: toStatus(speech) })),
    // The customer is told after this, so nobody's silence may hold it up; the case says the same.
    disputeEnded: async ({ chargeId }, { money }, end) => {
      await adminChat.say((speech) => ({
        text: speech.t(`dispute-${end}`, { total: speech.money(money), charge: chargeId }),
      }));
    },
    reviewsOpened: (reviews) =>
      tell((speech) => ({ text: casesText(speech, reviews), keyboard: toCases(speech) })),
  };
}

function needsPerson(run: Reconciliation): boolean {
  return (
    findingSums(run).some(({ outcome }) => outcome === 'review') || run.parts.some(({ strange }) => strange)
  );
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
