import { InlineKeyboard } from 'grammy';
import type { Card } from '../../domain/card.ts';
import type { Order } from '../../domain/order.ts';
import type { PaymentMethod } from '../../domain/payment.ts';
import type { Catalogue, Plan } from '../../domain/plan.ts';
import type { Speech } from '../../i18n/speech.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { dayAndHome, placeAndHome } from './moment.ts';
import { payButtons, totalText } from './payment.ts';
import type { PayWay } from './payment.ts';
import { cardMention, coverageName, fairUseOf, planName, zoneOf } from './plan-words.ts';

/** The review, which is the payment screen: what it does to the card, the total, how long it holds, what paying means. */
export function reviewScreen({
  speech,
  order,
  ways,
  methods,
  card,
  catalogue,
  reason,
  warning,
}: {
  speech: Speech;
  order: Order;
  /** At least one, the chosen one first. */
  ways: readonly PayWay[];
  methods: readonly PaymentMethod[];
  /** null for a first card; for an activation code, where it leads back to. */
  card: Card | null;
  catalogue: Catalogue;
  /** Why this plan, when we chose it. */
  reason?: string;
  /** What should make them hesitate; stands in place of the reason. */
  warning?: string;
}): Screen {
  const { plan } = order;
  const forAnother = card !== null && card.ownerId !== order.payerId;
  const chosen = ways[0]?.attempt;
  // What "unlimited" means, for whoever comes by ★ or a link and has not seen the list. Before a code they were here already.
  const fairUse = order.delivery === 'code' ? undefined : fairUseOf(speech, [plan])[0];
  const remark = warning ?? reason ?? fairUse;
  // Beside a remark the total does without the ways to pay, which the buttons name: all must fit one bubble.
  const short = remark !== undefined;
  const total = chosen ? [totalText(speech, { order, attempt: chosen, methods, short })] : [];
  const keyboard = payButtons(speech, { ways, methods });
  if (order.delivery === 'code') {
    const place = coverageName(speech, plan.coverage);
    const lines = [
      speech.t('review-title-code', { plan: planName(speech, plan), place }),
      ...(warning ? [warning] : []),
      speech.t('review-code', { place }),
      ...total,
    ];
    keyboard.text(speech.t('button-back'), card ? actions.plan(card.id, plan.id) : actions.home());
    return { text: lines.join('\n'), keyboard };
  }
  const lines = [
    reviewTitle(speech, plan, card),
    ...(remark ? [remark] : []),
    card
      ? previewText({ speech, order, catalogue, forAnother })
      : speech.t('preview-first', { days: plan.validityDays }),
    ...total,
    speech.t('review-consent'),
  ];
  if (card) keyboard.text(speech.t('button-other-plan'), actions.plans(card.id, plan.group));
  keyboard
    .text(speech.t('button-back'), actions.home(card?.id))
    .text('⋯', actions.reviewMore(card?.id ?? null, plan.id));
  return { text: lines.join('\n'), keyboard };
}

/** What hides behind ⋯: the review stays on the screen, only the buttons change. */
export function reviewMoreButtons(
  speech: Speech,
  { cardId, planId }: { cardId: string | null; planId: string },
): InlineKeyboard {
  const back = cardId === null ? actions.buyPlan(planId) : actions.plan(cardId, planId);
  return new InlineKeyboard()
    .text(speech.t('button-give-away'), actions.giveAway(cardId, planId))
    .row()
    .text(speech.t('button-back'), back);
}

/** What is bought, and for which card (null: a first one). */
export function reviewTitle(speech: Speech, plan: Plan, card: Card | null): string {
  return card
    ? speech.t('review-title', { plan: planName(speech, plan), card: cardMention(card) })
    : speech.t('review-title-first', {
        plan: planName(speech, plan),
        place: coverageName(speech, plan.coverage),
      });
}

/** What the renewal will do to the card, in plain words, by the supplier's rule; with what would be wasted. */
export function previewText({
  speech,
  order: { preview, plan },
  catalogue,
  forAnother = false,
}: {
  speech: Speech;
  order: Pick<Order, 'preview' | 'plan'>;
  catalogue: Catalogue;
  /** Who pays does not own the card: what is to be installed goes to its owner, which they should know before. */
  forAnother?: boolean;
}): string {
  const { zone, city: there } = zoneOf(speech, catalogue, plan.coverage);
  const days = plan.validityDays;
  const moment = (at: number): { until: string; city: string } => ({
    until: speech.dateTime(at, zone),
    city: placeAndHome(speech, { at, zone, city: there }),
  });
  switch (preview.kind) {
    case 'stacked': {
      const data = speech.data((preview.leftBytes ?? 0) + (plan.dataBytes ?? 0));
      return preview.until === null
        ? speech.t('preview-stacked-open', { data })
        : speech.t('preview-stacked', { data, ...moment(preview.until) });
    }
    case 'queued': {
      const left = preview.leftBytes === null ? null : speech.data(preview.leftBytes);
      if (preview.startsBy === null) return speech.t('preview-queued-open', { days });
      const by = dayAndHome(speech, preview.startsBy, zone);
      return left === null
        ? speech.t('preview-queued', { by, days })
        : speech.t('preview-queued-left', { left, by, days });
    }
    case 'added':
      return speech.t('preview-added', { days });
    case 'extends_days':
      return preview.until === null
        ? speech.t('preview-extends-open', { days })
        : speech.t('preview-extends', { days, ...moment(preview.until) });
    case 'starts_on_use':
      return speech.t('preview-starts-on-use', { days });
    case 'starts_on_install': {
      const starts =
        preview.installBy === null
          ? speech.t('preview-starts-on-install-open', { days })
          : speech.t('preview-starts-on-install', { days, by: dayAndHome(speech, preview.installBy, zone) });
      return forAnother ? `${starts}\n${speech.t('preview-qr-to-owner')}` : starts;
    }
    case 'new_profile': {
      const starts = forAnother
        ? speech.t('preview-new-profile-another', { days })
        : speech.t('preview-new-profile', { days });
      return [starts, ...wasted(speech, preview, zone)].join('\n');
    }
  }
}

function wasted(
  speech: Speech,
  { wastedBytes, wastedUntil }: { wastedBytes: number | null; wastedUntil: number | null },
  zone: string,
): string[] {
  if (wastedUntil === null) return [];
  const until = dayAndHome(speech, wastedUntil, zone);
  if (wastedBytes === null) return [speech.t('preview-wasted-days', { until })];
  return wastedBytes === 0
    ? []
    : [speech.t('preview-wasted-data', { left: speech.data(wastedBytes), until })];
}
