import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { Customer } from '../../domain/customer.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { recognise } from '../../domain/recognise.ts';
import { minute } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { Speech, Speeches } from '../../i18n/speech.ts';
import type { Store } from '../../services/storage-port.ts';
import type { Ctx } from '../context.ts';
import type { Screen, Screens } from '../screen.ts';
import type { TypedWords } from '../typed-words.ts';

/** What came of a typed answer: the next screen, and whether that was all. */
export interface Typed {
  readonly screen: Screen;
  readonly done: boolean;
}

/** Plain JSON: it is stored with the conversation. */
interface TypedAnswerStart {
  readonly customerId: CustomerId;
  readonly question:
    | { readonly kind: 'zone' }
    | { readonly kind: 'name'; readonly cardId: string }
    /** An e-mail address; the receipt of this order is to go there. */
    | { readonly kind: 'address'; readonly orderId: string | null }
    /** An e-mail address that cards were bought with. */
    | { readonly kind: 'claim' }
    /** The number of a card; a right one is recognised anywhere, so what is answered here is wrong. */
    | { readonly kind: 'number' };
}

/** Ends whatever waited, and waits for the answer to this question. */
export async function waitForAnswer(ctx: Ctx, question: TypedAnswerStart['question']): Promise<void> {
  await ctx.conversation.exitAll();
  const start: TypedAnswerStart = { customerId: ctx.customer.id, question };
  await ctx.conversation.enter('typed-answer', start);
}

/** After this a typed word is no answer any more. */
const patience = 15 * minute;

/**
 * Waits for one typed answer. Any tap, picture, code, or word that starts something means something else: it ends the waiting and goes
 * on its way, so that a word typed later is never taken for an old question's answer. What is left and no answer is asked again.
 */
export function createTypedAnswer({
  answers,
  customers,
  speeches,
  screens,
  clock,
  botUsername,
  words,
  isPlace,
  isTrip,
}: {
  answers: {
    zone(customer: Customer, speech: Speech, text: string): Promise<Typed>;
    name(customer: Customer, speech: Speech, text: string, cardId: string): Promise<Typed>;
    address(customer: Customer, speech: Speech, text: string, orderId: string | null): Promise<Typed>;
    claim(customer: Customer, speech: Speech, text: string): Promise<Typed>;
    number(speech: Speech): Typed;
  };
  customers: Store['customers'];
  speeches: Speeches;
  screens: Screens;
  clock: Clock;
  botUsername: string;
  words: TypedWords;
  /** A place with a time of its own. */
  isPlace: (text: string) => boolean;
  /** Somewhere to go, for which there may be a plan. */
  isTrip: (text: string) => boolean;
}) {
  async function answer({ customerId, question }: TypedAnswerStart, text: string): Promise<Typed | null> {
    const customer = await customers.byId(customerId);
    if (!customer) return null;
    const speech = speeches.forCustomer(customer);
    switch (question.kind) {
      case 'zone':
        return answers.zone(customer, speech, text);
      case 'name':
        return answers.name(customer, speech, text, question.cardId);
      case 'address':
        return answers.address(customer, speech, text, question.orderId);
      case 'claim':
        return answers.claim(customer, speech, text);
      case 'number':
        return answers.number(speech);
    }
  }

  function isSomethingElse(text: string, { kind: wanted }: TypedAnswerStart['question']): boolean {
    const found = recognise(text, botUsername);
    const kind = found?.kind === 'one_time_code' && !found.alone ? undefined : found?.kind;
    switch (wanted) {
      case 'name':
        // Any word may be a name, but for one that alone is a wish.
        return words.isWord(text) || (kind !== undefined && kind !== 'one_time_code' && kind !== 'address');
      case 'zone':
        return kind !== undefined || (words.wishOf(text) !== undefined && !isPlace(text));
      case 'address':
      case 'claim':
        // An address, right or wrong, has its sign in it.
        if (/[@＠]/.test(text)) return kind !== undefined && kind !== 'address';
        return kind !== undefined || words.wishOf(text) !== undefined || isTrip(text);
      case 'number':
        return kind !== undefined || words.wishOf(text) !== undefined || isTrip(text);
    }
  }

  return async function typedAnswer(
    conversation: Conversation<Ctx, Context>,
    _ctx: Context,
    start: TypedAnswerStart,
  ): Promise<void> {
    const until = (await conversation.external(clock)) + patience;
    for (;;) {
      const ctx = await conversation.wait();
      const text = ctx.message?.text;
      const late = (await conversation.external(clock)) > until;
      if (text === undefined || late || isSomethingElse(text, start.question))
        await conversation.halt({ next: true });
      const came = await conversation.external(() => answer(start, text ?? ''));
      if (!came) return;
      await screens.show(ctx, came.screen);
      if (came.done) return;
    }
  };
}
