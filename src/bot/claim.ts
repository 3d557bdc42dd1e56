import type { Context } from 'grammy';
import { maskAddress, parseAddress } from '../domain/address.ts';
import type { Customer } from '../domain/customer.ts';
import type { Speech } from '../i18n/speech.ts';
import type { AddressService } from '../services/addresses.ts';
import type { ClaimRequestService } from '../services/claim-requests.ts';
import type { ClaimService } from '../services/claims.ts';
import type { Collecting } from '../services/collecting.ts';
import type { RenewalService } from '../services/renewals.ts';
import type { Facts } from './context.ts';
import type { Typed } from './conversations/typed-answer.ts';
import { escapeHtml } from '../i18n/html.ts';
import type { Screen, Screens } from './screen.ts';
import {
  claimAnswerScreen,
  claimScreen,
  claimStepScreen,
  collectedScreen,
  decisionScreen,
} from './views/claim.ts';
import type { Sent } from './views/claim.ts';

type Shown = Promise<void>;

/** Bringing a card along, and what its owner of now says to that. */
export interface Claiming {
  /** How to do it. */
  ask(ctx: Context & Facts): Shown;
  /** Claims by an installation code that somebody sent. */
  byCode(ctx: Context & Facts, lpa: string, sent: Sent): Shown;
  /** Asks for the address that it was bought with; answers whether it may be typed now. */
  askAddress(ctx: Context & Facts): Promise<boolean>;
  /** The address that was typed then. */
  answerAddress(customer: Customer, speech: Speech, text: string): Promise<Typed>;
  /** Asks for its number, which is recognised anywhere; answers whether it may be typed now. */
  askNumber(ctx: Context & Facts): Promise<boolean>;
  /** What was typed then is none. */
  wrongNumber(speech: Speech): Typed;
  byNumber(ctx: Context & Facts, iccid: string): Shown;
  /** What a code from a mail proves, in the transaction in which it is tried. */
  grant: Collecting['grant'];
  /** Adds what was proved; `again`: that may be done already, and a button was tapped or a code typed once more. */
  collect(ctx: Context & Facts, again?: 'tapped' | 'typed'): Shown;
  /** The owner's tap under the question whether a card shall go to somebody else. */
  decide(ctx: Context & Facts, requestId: string, verdict: 'given' | 'kept'): Shown;
}

export function createClaiming({
  addresses,
  claims,
  collecting,
  claimRequests,
  renewals,
  screens,
}: {
  addresses: Pick<AddressService, 'provedByClaim'>;
  claims: ClaimService;
  collecting: Collecting;
  claimRequests: ClaimRequestService;
  renewals: RenewalService;
  screens: Screens;
}): Claiming {
  async function ask(ctx: Context & Facts, before?: string): Shown {
    await screens.show(ctx, claimScreen(ctx.speech, { byMail: claims.byMail, before }));
  }

  return {
    ask: (ctx) => ask(ctx),
    byCode: async (ctx, lpa, sent) => {
      const way = sent.as === 'picture' ? 'picture' : 'code';
      const answer = await claims.byCode(ctx.customer.id, lpa, way);
      const offer = 'card' in answer ? renewals.suggestion(answer.card)?.plan : undefined;
      await screens.show(ctx, claimAnswerScreen(ctx.speech, answer, { sent, offer, byMail: claims.byMail }));
    },
    askAddress: async (ctx) => {
      if (!claims.byMail) return ask(ctx).then(() => false);
      await screens.show(ctx, claimStepScreen(ctx.speech, ctx.speech.t('claim-email')));
      return true;
    },
    answerAddress: async (customer, speech, text) => {
      const begun = await claims.byAddress(customer.id, text);
      const address = escapeHtml(maskAddress(parseAddress(text) ?? ''));
      const step = (words: string): Screen => claimStepScreen(speech, words);
      switch (begun.kind) {
        case 'sent':
          return { screen: step(speech.t('claim-email-sent', { address })), done: true };
        case 'not_an_address':
          return { screen: step(speech.t('claim-email-wrong')), done: false };
        case 'too_often':
          return { screen: step(speech.t('claim-email-often')), done: true };
        case 'off':
          return { screen: claimScreen(speech, { byMail: false }), done: true };
      }
    },
    askNumber: async (ctx) => {
      if (!claims.byMail) return ask(ctx).then(() => false);
      await screens.show(ctx, claimStepScreen(ctx.speech, ctx.speech.t('claim-number')));
      return true;
    },
    wrongNumber: (speech) => ({
      screen: claimStepScreen(speech, speech.t('claim-number-wrong')),
      done: false,
    }),
    byNumber: async (ctx, iccid) => {
      const { t } = ctx.speech;
      switch (await claims.byNumber(ctx.customer.id, iccid)) {
        case 'begun':
          await screens.show(ctx, claimStepScreen(ctx.speech, t('claim-number-begun')));
          return;
        case 'too_many':
          await screens.show(ctx, claimStepScreen(ctx.speech, t('claim-too-many')));
          return;
        case 'off':
          return ask(ctx);
      }
    },
    grant: collecting.grant,
    collect: async (ctx, again) => {
      const collected = await collecting.collect(ctx.customer.id);
      const [first] = collected.cards;
      if (again && !first && !collected.silent)
        return ask(ctx, again === 'typed' ? ctx.speech.t('claim-code-used') : undefined);
      const offer = first && renewals.suggestion(first)?.plan;
      const receipts = (await addresses.provedByClaim(ctx.customer.id)) !== undefined;
      await screens.show(ctx, collectedScreen(ctx.speech, collected, { offer, receipts }));
      await collecting.shown(ctx.customer.id, collected.cards);
    },
    decide: async (ctx, requestId, verdict) => {
      const decision = await claimRequests.decide(ctx.customer.id, requestId, verdict);
      const screen = decisionScreen(ctx.speech, decision);
      if (screen) await screens.show(ctx, screen);
      else {
        const why = decision.kind === 'under_way' ? 'give-under-way' : 'not-yours';
        ctx.toast = { text: ctx.speech.t(why), alert: true };
      }
    },
  };
}
