import { ProviderError } from '../../src/services/supply-port.ts';
import { createSupply } from '../esim/sandbox/supply.ts';
import { describeProvider } from './esim-provider.ts';

describeProvider('the sandbox supplier', { idempotent: true, takesBack: true, signs: true }, () => {
  let losing = false;
  const supply = createSupply({
    faults: ({ method, phase }) => {
      if (!losing || phase !== 'after' || !method.startsWith('place')) return;
      losing = false;
      throw new ProviderError('unknown_outcome', 'the answer was lost');
    },
  });
  return {
    provider: supply.provider,
    now: supply.now,
    advance: supply.advance,
    restart: supply.restart,
    install: ({ id }) => void supply.controls.setProfileState(id, 'enabled'),
    loseNextAnswer: () => {
      losing = true;
    },
    genuineWebhook: async () => {
      await supply.provider.placeOrder({ key: 'webhook', planId: 'it-5gb-30d' });
      const [webhook] = supply.webhooks;
      if (!webhook) throw new Error('the sandbox sent no webhook');
      return webhook;
    },
    plans: { allowance: 'it-5gb-30d', unlimited: 'jp-unl-5d', elsewhere: 'kr-3gb-30d' },
    close: supply.close,
  };
});
