import type { NewId } from '../domain/ids.ts';
import type { Payment, RefundReason } from '../domain/payment.ts';
import type { Clock } from '../domain/time.ts';
import type { Repositories } from './storage-port.ts';

/** Puts a payment on its way back, once, and sends the job that does it. */
export async function requestRefund(
  tx: Repositories,
  {
    payment,
    reason,
    newId,
    clock,
  }: { payment: Pick<Payment, 'id'>; reason: RefundReason; newId: NewId; clock: Clock },
): Promise<void> {
  const { refund } = await tx.refunds.request({
    id: newId('refund'),
    paymentId: payment.id,
    reason,
    state: 'requested',
    requestedAt: clock(),
  });
  await tx.jobs.send({ kind: 'refund', key: refund.id });
}
