import type { ActivationCode } from '../../src/domain/activation-code.ts';
import type { OrderId } from '../../src/domain/ids.ts';
import type { Catalogue } from '../../src/domain/plan.ts';
import type { Clock } from '../../src/domain/time.ts';
import { createSandboxProvider } from '../../src/esim/sandbox/provider.ts';
import type { CodeNotifier, Notifier, OperatorNotifier, WishNotifier } from '../../src/services/ports.ts';
import type { RailEntry, RefundRail } from '../../src/services/rail-port.ts';
import { ProviderError } from '../../src/services/supply-port.ts';
import type { EsimProvider } from '../../src/services/supply-port.ts';
import { createBank } from './bank.ts';
import type { Bank } from './bank.ts';

/** What happened outside of the shop. */
export interface Outside {
  /** Charges that went back, as often as they did. */
  readonly refunded: string[];
  /** `delivered order_…`, `refunded payment_…`, as often as they were told. */
  readonly told: string[];
  /** The activation code that each order's payer has in hand. */
  readonly secrets: Map<OrderId, ActivationCode>;
  refundAnswer: 'given' | 'lost before' | 'lost after';
  supplierAnswer: 'given' | 'lost before' | 'lost after' | 'silent';
  /** Whether customers can be told about disputes. */
  chat: 'open' | 'down';
  /** Whether the supplier's answer to a cancellation arrives; it cancels in any case. */
  cancelAnswer: 'given' | 'lost after';
  /** Telegram's own book of Stars, oldest first; refunds of what stands in it are added. */
  readonly starBook: RailEntry[];
}

/** Everybody whom the shop calls: the supplier, the rails, and those who are told; each writes down what it was asked. */
export function openCounterparts({ clock, catalogue }: { clock: Clock; catalogue: Catalogue }): {
  readonly outside: Outside;
  readonly provider: EsimProvider;
  readonly bank: Bank;
  readonly stars: RefundRail;
  readonly invoice: RefundRail;
  readonly notifier: Notifier;
  readonly codeNotifier: CodeNotifier;
  readonly wishNotifier: WishNotifier;
  readonly operatorNotifier: Pick<OperatorNotifier, 'disputeEnded'>;
  readonly close: () => void;
} {
  const outside: Outside = {
    refunded: [],
    told: [],
    secrets: new Map(),
    refundAnswer: 'given',
    supplierAnswer: 'given',
    chat: 'open',
    cancelAnswer: 'given',
    starBook: [],
  };
  const lost = (which: 'refundAnswer' | 'supplierAnswer', phase: 'before' | 'after'): boolean => {
    if (outside[which] !== `lost ${phase}`) return false;
    outside[which] = 'given';
    return true;
  };
  const { provider, close } = createSandboxProvider({
    file: ':memory:',
    catalogue,
    clock,
    sleep: async () => {},
    faults: ({ method, phase }) => {
      const unheard = method === 'cancel' && outside.cancelAnswer === `lost ${phase}`;
      const silent = outside.supplierAnswer === 'silent';
      if (unheard || silent || lost('supplierAnswer', phase))
        throw new ProviderError('unknown_outcome', 'No answer');
    },
  });
  const stars: RefundRail = {
    refund: async ({ chargeId }) => {
      if (lost('refundAnswer', 'before')) throw new Error('No answer');
      // As in Telegram a charge goes back once, and a repetition is told so.
      if (!outside.refunded.includes(chargeId)) {
        outside.refunded.push(chargeId);
        const charge = outside.starBook.find(
          (entry) => entry.kind === 'charge' && entry.chargeId === chargeId,
        );
        if (charge?.kind === 'charge')
          outside.starBook.push({
            kind: 'refund',
            chargeId,
            money: charge.money,
            state: 'done',
            at: clock(),
          });
      }
      if (lost('refundAnswer', 'after')) throw new Error('No answer');
      return { kind: 'refunded' };
    },
  };
  const say = (news: string): void => {
    if (outside.chat === 'down') throw new Error('Telegram does not answer');
    outside.told.push(news);
  };
  const notifier: Notifier = {
    confirming: async () => {},
    notPaid: async () => {},
    paid: async () => {},
    delayed: async ({ id }, reason) => {
      if (reason === 'slow') outside.told.push(`slow ${id}`);
    },
    refunding: async () => {},
    deliveredByHand: async ({ id }) => void outside.told.push(`delivered by hand ${id}`),
    delivered: async ({ id }) => void outside.told.push(`delivered ${id}`),
    misfit: async ({ id }) => void outside.told.push(`misfit ${id}`),
    partBack: async ({ id }) => void outside.told.push(`part back ${id}`),
    pageLost: async ({ id }) => void outside.told.push(`page lost ${id}`),
    pageUnpaid: async ({ id }) => void outside.told.push(`page unpaid ${id}`),
    mailRefused: async () => {},
    bankReturned: async (_order, { id }) => say(`bank returned ${id}`),
    disputed: async (_order, { id }) => say(`disputed ${id}`),
    disputeClosed: async (_order, { id }) => say(`stands ${id}`),
    cameBack: async (_order, { id }) => void outside.told.push(`came back ${id}`),
    refunded: async (_order, { id }) => void outside.told.push(`refunded ${id}`),
  };
  const codeNotifier: CodeNotifier = {
    ready: async ({ id }, _code, secret) => {
      outside.told.push(`delivered ${id}`);
      outside.secrets.set(id, secret);
    },
    returned: async ({ id }) => void outside.told.push(`returned ${id}`),
    released: async ({ id }) => void outside.told.push(`released ${id}`),
    used: async ({ id }) => void outside.told.push(`used ${id}`),
    ending: async ({ id }) => void outside.told.push(`ending ${id}`),
  };

  const wishNotifier: WishNotifier = {
    asking: async () => {},
    takenBack: async () => {},
    withPerson: async ({ id }) => void outside.told.push(`with person ${id}`),
    refused: async ({ id }) => void outside.told.push(`refused ${id}`),
  };
  const operatorNotifier: Pick<OperatorNotifier, 'disputeEnded'> = {
    disputeEnded: async ({ id }, _dispute, end) => void outside.told.push(`${end} ${id}`),
  };

  const invoice: RefundRail = { refund: async () => ({ kind: 'impossible', reason: 'by hand' }) };
  const bank = createBank({ clock });
  const told = { notifier, codeNotifier, wishNotifier, operatorNotifier };
  return { outside, provider, bank, stars, invoice, ...told, close };
}
