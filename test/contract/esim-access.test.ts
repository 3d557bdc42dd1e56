import { createSupply } from '../esim/esim-access/world.ts';
import { describeProvider } from './esim-provider.ts';

const plans = { allowance: 'it-5gb-30d', unlimited: 'it-unl-5d', elsewhere: 'kr-3gb-30d' };

for (const knownKeys of ['success', 'refused'] as const)
  describeProvider(
    `eSIM Access over HTTP, where a known key is answered by ${knownKeys === 'success' ? 'the same success' : 'a code'}`,
    { idempotent: true, takesBack: true, signs: false },
    async () => {
      const supply = await createSupply({ manners: { knownKeys, limited: false } });
      return {
        provider: supply.provider,
        now: supply.now,
        advance: supply.advance,
        restart: supply.restart,
        install: supply.install,
        loseNextAnswer: () => {
          // The last call of an order is the one that changes something.
          for (const method of ['esim/order', 'esim/topup'])
            supply.box.faults.add({ method, kind: 'drop_after' });
        },
        genuineWebhook: async () => {
          const ref = await supply.usedCard('webhook', plans.allowance);
          const content = { orderNo: 'B1', transactionId: 'webhook', esimTranNo: ref.id, iccid: ref.iccid };
          const body = {
            notifyType: 'ESIM_STATUS',
            notifyId: 'n1',
            content: { ...content, esimStatus: 'IN_USE' },
          };
          return { headers: {}, rawBody: new TextEncoder().encode(JSON.stringify(body)), ip: '127.0.0.1' };
        },
        plans,
        close: supply.close,
      };
    },
  );
