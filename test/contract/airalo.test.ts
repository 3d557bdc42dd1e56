import { createHmac } from 'node:crypto';
import { createAiraloSupply } from '../esim/airalo/supply.ts';
import { describeProvider } from './esim-provider.ts';

describeProvider('Airalo', { idempotent: false, takesBack: false, signs: true }, async () => {
  const supply = await createAiraloSupply();
  return {
    get provider() {
      return supply.provider;
    },
    now: supply.now,
    advance: supply.advance,
    restart: supply.restart,
    install: ({ id }) => void supply.box.controls.setProfileState(id, 'enabled'),
    loseNextAnswer: () => {
      for (const method of ['POST orders', 'POST topups'])
        supply.box.faults.add({ method, kind: 'drop_after' });
    },
    genuineWebhook: () => {
      const body =
        '{"level":"75%","package_name":"1 GB - 7 Days","remaining_percentage":25,"iccid":"8999900123"}';
      const signature = createHmac('sha512', supply.keys.clientSecret).update(body).digest('hex');
      return {
        headers: { 'content-type': 'application/json', 'airalo-signature': signature },
        rawBody: new TextEncoder().encode(body),
        ip: '127.0.0.1',
      };
    },
    plans: { allowance: 'it-5gb-30d', unlimited: 'jp-unl-5d', elsewhere: 'kr-3gb-30d' },
    close: supply.close,
  };
});
