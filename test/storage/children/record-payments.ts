// Records one payment after another until killed, and says the charge of each when it is recorded.
import { openSqlite } from '../../../src/storage/sqlite.ts';
import { createPayments } from '../../../src/storage/payments.ts';

const { db } = await openSqlite({ url: process.argv[2] ?? '' });
const payments = createPayments(db);
for (let n = 0; ; n++) {
  await payments.record({
    id: `payment_${n}`,
    rail: 'stars',
    chargeId: `charge-${n}`,
    providerChargeId: null,
    payerId: 'customer_1',
    money: { amount: 900, currency: 'XTR' },
    payload: 'x',
    orderId: null,
    outcome: null,
    receivedAt: n,
  });
  process.stdout.write(`charge-${n}\n`);
}
