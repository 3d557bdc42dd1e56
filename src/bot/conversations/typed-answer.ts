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

/** What came of a typed answer: the next screen, and whether that was all. */
export interface Typed {
  readonly screen: Screen;
  readonly done: boolean;
}

/** Plain JSON: it is stored with the conversation. */
export interface TypedAnswerStart {
  readonly customerId: CustomerId;
  readonly question:
    | { readonly kind: 'zone' }
    | { readonly kind: 'name'; readonly cardId: string }
    /** An e-mail address; the receipt of this order is to go there. */
    | { readonly kind: 'address'; readonly orderId: string | null }
    /** An e-mail address that cards were bought with. */
    | { readonly kind: 'claim' };
}

/** After this a typed word is no answer any more. */
const patience = 15 * minute;

/**
 * Waits for one typed answer. Any tap, picture or code means something else: it ends the waiting and goes on its way, so that a word
 * typed later is never taken for an old question's answer.
 */
export function createTypedAnswer({
  answers,
  customers,
  speeches,
  screens,
  clock,
  botUsername,
}: {
  answers: {
    zone(customer: Customer, speech: Speech, text: string): Promise<Typed>;
    name(customer: Customer, speech: Speech, text: string, cardId: string): Promise<Typed>;
    address(customer: Customer, speech: Speech, text: string, orderId: string | null): Promise<Typed>;
    claim(customer: Customer, speech: Speech, text: string): Promise<Typed>;
  };
  customers: Store['customers'];
  speeches: Speeches;
  screens: Screens;
  clock: Clock;
  botUsername: string;
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
      if (text === undefined || late || isSomethingElse(text, start.question, botUsername))
        await conversation.halt({ next: true });
      const came = await conversation.external(() => answer(start, text ?? ''));
      if (!came) return;
      await screens.show(ctx, came.screen);
      if (came.done) return;
    }
  };
}

/** Codes and links are never a name or a place; an address, right or wrong, has its sign in it. */
function isSomethingElse(
  text: string,
  { kind: wanted }: TypedAnswerStart['question'],
  botUsername: string,
): boolean {
  if (wanted === 'address') return !/[@＠]/.test(text);
  const kind = recognise(text, botUsername)?.kind;
  return kind !== undefined && kind !== 'one_time_code' && kind !== 'address';
}
