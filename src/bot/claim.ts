import type { Context } from 'grammy';
import type { ClaimRequestService } from '../services/claim-requests.ts';
import type { ClaimService } from '../services/claims.ts';
import type { RenewalService } from '../services/renewals.ts';
import type { Facts } from './context.ts';
import type { Screens } from './screen.ts';
import { claimAnswerScreen, claimScreen, decisionScreen } from './views/claim.ts';
import type { Sent } from './views/claim.ts';

type Shown = Promise<void>;

/** Bringing a card along, and what its owner of now says to that. */
export interface Claiming {
  /** How to do it. */
  ask(ctx: Context & Facts): Shown;
  /** Claims by an installation code that somebody sent. */
  byCode(ctx: Context & Facts, lpa: string, sent: Sent): Shown;
  /** The owner's tap under the question whether a card shall go to somebody else. */
  decide(ctx: Context & Facts, requestId: string, verdict: 'given' | 'kept'): Shown;
}

export function createClaiming({
  claims,
  claimRequests,
  renewals,
  screens,
}: {
  claims: ClaimService;
  claimRequests: ClaimRequestService;
  renewals: RenewalService;
  screens: Screens;
}): Claiming {
  return {
    ask: async (ctx) => {
      await screens.show(ctx, claimScreen(ctx.speech));
    },
    byCode: async (ctx, lpa, sent) => {
      const way = sent.as === 'picture' ? 'picture' : 'code';
      const answer = await claims.byCode(ctx.customer.id, lpa, way);
      const offer = 'card' in answer ? renewals.suggestion(answer.card)?.plan : undefined;
      await screens.show(ctx, claimAnswerScreen(ctx.speech, answer, { sent, offer }));
    },
    decide: async (ctx, requestId, verdict) => {
      const decision = await claimRequests.decide(ctx.customer.id, requestId, verdict);
      const screen = decisionScreen(ctx.speech, decision);
      if (screen) await screens.show(ctx, screen);
      else ctx.toast = { text: ctx.speech.t('not-yours'), alert: true };
    },
  };
}
