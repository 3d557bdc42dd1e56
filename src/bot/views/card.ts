import type { Card } from '../../domain/card.ts';
import type { Catalogue } from '../../domain/plan.ts';
import { day } from '../../domain/time.ts';
import { currentPlan, dataLeft, isGone, isInstalled, queuedPlans } from '../../domain/usage.ts';
import type { Balance, PlanInstance } from '../../domain/usage.ts';
import type { Speech } from '../../i18n/speech.ts';
import { dayAndHome, placeAndHome } from './moment.ts';
import { cardName, planName, speedAfter, zoneOf } from './plan-words.ts';

/** The card as home shows it: what is left, until when, and how old the figures are. */
export function cardText({
  speech,
  card,
  shared,
  catalogue,
  now,
  state,
}: {
  speech: Speech;
  card: Card;
  /** It is somebody else's. */
  shared: boolean;
  catalogue: Catalogue;
  now: number;
  /** `asking`: newer figures are on their way; `stale`: the supplier did not answer. */
  state: 'fresh' | 'asking' | 'stale';
}): string {
  const title = `${shared ? '👪 ' : ''}<b>${cardName(speech, card)}</b>`;
  if (!card.balance) return `${title}\n${speech.t('card-no-figures')}`;
  const lines = [title, ...statusLines(speech, card, card.balance, catalogue, now)];
  for (const waiting of queuedPlans(card.balance).filter(
    (plan) => plan !== currentPlan(card.balance as Balance),
  ))
    lines.push(speech.t('card-waiting', { plan: planName(speech, waiting.plan) }));
  const ago = speech.ago(card.balance.asOf, now);
  lines.push(
    state === 'asking'
      ? speech.t('card-asking', { ago })
      : state === 'stale'
        ? speech.t('card-stale', { ago })
        : speech.t('card-updated', { ago }),
  );
  return lines.join('\n');
}

function statusLines(
  speech: Speech,
  card: Card,
  balance: Balance,
  catalogue: Catalogue,
  now: number,
): string[] {
  const plan = currentPlan(balance);
  const { zone, city } = zoneOf(speech, catalogue, card.coverage);
  if (isGone(balance.profile)) return [speech.t('card-gone')];
  if (balance.profile === 'provisioning') return [speech.t('card-preparing')];
  if (!plan) return [speech.t('card-empty')];
  if (plan.state === 'queued' || plan.state === 'pending') {
    if (isInstalled(balance.profile)) return [speech.t('card-starts-on-use')];
    const by = balance.installBy;
    return [
      by === null
        ? speech.t('card-install')
        : speech.t('card-install-by', { date: dayAndHome(speech, by, zone) }),
    ];
  }
  const ended = plan.expiresAt !== null && plan.expiresAt <= now;
  if (ended || plan.state === 'expired' || plan.state === 'expired_unused') {
    const at = plan.expiresAt;
    return [
      at === null
        ? speech.t('card-ended-open')
        : speech.t('card-ended', { date: dayAndHome(speech, at, zone) }),
    ];
  }
  return [
    ...dataLines(speech, plan),
    untilLine(speech, plan, { zone, city, now }),
    ...talkLines(speech, plan),
  ];
}

function dataLines(speech: Speech, plan: PlanInstance): string[] {
  const left = dataLeft(plan);
  if (plan.plan.kind === 'unlimited' || left === null || plan.dataTotal === null) {
    const perDay = plan.plan.dailyBytes;
    return [
      perDay === null
        ? speech.t('card-unlimited')
        : speech.t('card-unlimited-fair', { data: speech.data(perDay), kbps: speedAfter(speech, plan.plan) }),
    ];
  }
  // Some suppliers tell a daily plan's use for all its days together: then nothing is known of today.
  if (plan.dataUsed === null) {
    const total = speech.data(plan.dataTotal);
    return [
      plan.plan.kind === 'daily' ? speech.t('card-daily', { total }) : speech.t('card-total', { total }),
    ];
  }
  const bar = usedBar(plan.dataTotal - left, plan.dataTotal);
  const figures = { bar, left: speech.data(left), total: speech.data(plan.dataTotal) };
  if (plan.plan.kind === 'daily') {
    return [
      left === 0 && plan.plan.throttleKbps !== null
        ? speech.t('card-today-used', { bar, kbps: speedAfter(speech, plan.plan) })
        : speech.t('card-today', figures),
    ];
  }
  return [left === 0 ? speech.t('card-used-up', { bar }) : speech.t('card-left', figures)];
}

function untilLine(
  speech: Speech,
  plan: PlanInstance,
  { zone, city: there, now }: { zone: string; city: string; now: number },
): string {
  if (plan.expiresAt === null) return speech.t('card-until-unknown');
  const date = speech.dateTime(plan.expiresAt, zone);
  const city = placeAndHome(speech, { at: plan.expiresAt, zone, city: there });
  const left = plan.expiresAt - now;
  const days = Math.round(left / day);
  return left < day
    ? speech.t('card-until-today', { date, city })
    : speech.t('card-until', { date, city, days });
}

function talkLines(speech: Speech, { plan, voiceUsedSeconds, smsUsed }: PlanInstance): string[] {
  if (plan.voiceSeconds === 0 && plan.smsCount === 0) return [];
  const minutes = Math.floor(Math.max(0, plan.voiceSeconds - voiceUsedSeconds) / 60);
  const sms = Math.max(0, plan.smsCount - smsUsed);
  return [
    speech.t('card-talk', {
      minutes,
      minutesTotal: Math.floor(plan.voiceSeconds / 60),
      sms,
      smsTotal: plan.smsCount,
    }),
  ];
}

/** Ten cells of what is used; anything used shows, anything left shows. */
function usedBar(used: number, total: number): string {
  const cells = total === 0 ? 10 : Math.round((used / total) * 10);
  const filled = used > 0 && used < total ? Math.min(9, Math.max(1, cells)) : cells;
  return '▓'.repeat(filled) + '░'.repeat(10 - filled);
}
