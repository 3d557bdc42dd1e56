import { expect, test } from 'vitest';
import { stampOf } from '../../src/domain/case.ts';
import type { OurSide } from '../../src/domain/case.ts';
import { aPayment } from '../support/samples.ts';

const nothing: OurSide = {
  review: {
    id: 'review_1',
    subject: 'x',
    reason: 'refund_refused',
    detail: '',
    openedAt: 1,
    closedAt: null,
    closedBy: null,
    outcome: null,
  },
  customerId: null,
  order: undefined,
  attempt: undefined,
  payment: undefined,
  refund: undefined,
  fulfilment: undefined,
  isPaid: false,
  isCodeVoid: false,
  updateWaits: false,
  wishWaits: false,
  dispute: 'none',
};
const refund = {
  id: 'refund_1',
  paymentId: 'payment_1',
  reason: 'undeliverable',
  requestedAt: 1,
  tries: 1,
  byHand: false,
} as const;
const fulfilment = {
  orderId: 'order_1',
  key: 'k',
  provider: 'p',
  sends: 1,
  notFoundAt: null,
  lastError: null,
  startedAt: 1,
  slowToldAt: null,
} as const;

test('what an operator confirms is tied to each state of the money and of the supply, none of which reads like another', () => {
  const outcomes = [null, 'fulfilled', 'refunded', 'review'] as const;
  const refunds = ['requested', 'pending', 'succeeded', 'review'] as const;
  const supplies = ['submitting', 'refused', 'unknown', 'placed', 'supplied', 'by_hand', 'failed'] as const;
  const disputes = ['none', 'open', 'lost'] as const;
  const stamps = [
    outcomes.map((outcome) => stampOf({ ...nothing, payment: { ...aPayment(), outcome } })),
    refunds.map((state) => stampOf({ ...nothing, refund: { ...refund, state } })),
    supplies.map((state) => stampOf({ ...nothing, fulfilment: { ...fulfilment, state } })),
    disputes.map((dispute) => stampOf({ ...nothing, dispute })),
  ];
  for (const each of stamps) expect([...new Set(each)]).toEqual(each);
});
