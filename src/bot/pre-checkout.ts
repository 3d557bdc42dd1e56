import { Composer } from 'grammy';
import type { Context } from 'grammy';
import { customerIdOf } from '../domain/ids.ts';
import type { Currency, Money } from '../domain/money.ts';
import type { Rail } from '../domain/payment.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { CardService } from '../services/cards.ts';
import type { Checkout, PreCheckoutAnswer } from '../services/checkout.ts';
import type { Quotes } from '../services/quotes.ts';
import type { Logger } from '../services/ports.ts';
import type { Store } from '../services/storage-port.ts';
import type { OpenReview } from './review.ts';
import type { Screens } from './screen.ts';

/** Telegram gives ten seconds; the answer comes from the database alone, ahead of every queue. "ok" grants nothing. */
export function preCheckout({
  checkout,
  cards,
  quotes,
  store,
  openReview,
  speeches,
  screens,
  background,
  logger,
}: {
  checkout: Checkout;
  cards: CardService;
  quotes: Quotes;
  store: Pick<Store, 'customers'>;
  openReview: OpenReview;
  speeches: Speeches;
  screens: Screens;
  background: (work: Promise<unknown>) => void;
  logger: Logger;
}): Composer<Context> {
  const composer = new Composer();

  composer.on('pre_checkout_query', async (ctx) => {
    const { from, invoice_payload: payload, total_amount: amount, currency } = ctx.preCheckoutQuery;
    const payerId = customerIdOf(from.id);
    const total: Money = { amount, currency: currency as Currency };
    const answer = await checkout.preCheckout({ payload, payerId, total });
    if (answer.kind === 'ok') {
      await ctx.answerPreCheckoutQuery(true).catch(tooLate);
      // The way to pay is chosen: pages of other rails for this order close.
      background(quotes.choose(payerId, payload));
      return;
    }
    logger.info({ customer: payerId, refused: answer.kind }, 'A payment was refused before any money moved');
    const customer = await store.customers.byId(payerId);
    const speech = customer ? speeches.forCustomer(customer) : speeches.forCode(from.language_code);
    await ctx.answerPreCheckoutQuery(false, { error_message: refusal(speech, answer) }).catch(tooLate);
    // What Telegram asks about is paid in its own sheets.
    const rail = currency === 'XTR' ? 'stars' : 'invoice';
    if (answer.kind === 'expired') background(quoteAgain(ctx, speech, answer, rail));
  });

  /** An expired quote is quoted again in place, by the way just chosen: the next tap pays. */
  async function quoteAgain(
    ctx: Context,
    speech: Speech,
    { order }: PreCheckoutAnswer & { kind: 'expired' },
    rail: Rail,
  ): Promise<void> {
    const card = order.cardId ? await cards.mayRenew(order.payerId, order.cardId) : null;
    if (card === undefined || !order.reviewMessageId) return;
    const { payerId, delivery, reviewMessageId: messageId } = order;
    const planId = order.plan.id;
    const { screen } = await openReview({ payerId, speech, card, planId, delivery, messageId, rail });
    await screens.edit(ctx.api, ctx.preCheckoutQuery?.from.id ?? 0, messageId, screen);
  }

  /** After ten seconds Telegram takes no answer and moves no money; the traveller can press Pay again. */
  function tooLate(error: unknown): void {
    logger.warn({ error: String(error) }, 'The pre-checkout answer did not arrive');
  }

  return composer;
}

function refusal(speech: Speech, { kind }: Exclude<PreCheckoutAnswer, { kind: 'ok' }>): string {
  switch (kind) {
    case 'unknown':
    case 'changed':
      return speech.t('refused-changed');
    case 'not_yours':
      return speech.t('refused-not-yours');
    case 'expired':
      return speech.t('refused-expired');
    case 'replaced':
      return speech.t('refused-replaced');
    case 'processing':
      return speech.t('refused-processing');
    case 'already_paid':
      return speech.t('refused-already-paid');
    case 'paused':
      return speech.t('refused-paused');
    case 'card_gone':
      return speech.t('refused-card-gone');
    case 'not_shared':
      return speech.t('refused-not-shared');
    case 'test_only':
      return speech.t('refused-test-only');
  }
}
