import type { MiddlewareFn } from 'grammy';
import { newCustomer } from '../../domain/customer.ts';
import { customerIdOf } from '../../domain/ids.ts';
import type { Clock } from '../../domain/time.ts';
import type { Speeches } from '../../i18n/speech.ts';
import type { Customers } from '../../services/people-port.ts';
import type { Ctx } from '../context.ts';

/** Sets who is speaking and in which language to answer; updates without a human sender end here. */
export function knowCustomer({
  customers,
  speeches,
  clock,
}: {
  customers: Customers;
  speeches: Speeches;
  clock: Clock;
}): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    if (!ctx.from || ctx.from.is_bot || ctx.senderChat) return;
    const { customer } = await customers.see(
      newCustomer({
        id: customerIdOf(ctx.from.id),
        languageCode: ctx.from.language_code ?? null,
        createdAt: clock(),
      }),
    );
    ctx.customer = customer;
    ctx.speech = speeches.forCustomer(customer);
    await next();
  };
}
