import type { SellingCurrency } from '../domain/money.ts';
import { paymentMethods } from '../domain/payment.ts';
import type { PaymentMethod } from '../domain/payment.ts';
import type { Endpoint, MethodState, StripeAccount } from '../payments/stripe-account.ts';
import { advice, silent, well, wrong } from './finding.ts';
import type { Check, Finding, Words } from './finding.ts';

const topic: Words = () => 'Stripe';
const names: Readonly<Record<PaymentMethod, string>> = {
  card: 'Visa, Mastercard …',
  paypal: 'PayPal',
  alipay: 'Alipay',
  wechat_pay: 'WeChat Pay',
};

/** The account, the methods of its payment page, and where it reports to. */
export function checkStripe({
  account,
  live,
  currency,
  possible,
  events,
}: {
  account: StripeAccount;
  /** Whether the key moves real money. */
  live: boolean;
  currency: SellingCurrency;
  /** The methods that Stripe takes in this currency. */
  possible: readonly PaymentMethod[];
  /** `url`: where events should come, if the bot can be found from outside. */
  events: { readonly url: string | undefined; readonly hasSecret: boolean; readonly version: string };
}): Check {
  return {
    topic,
    ask: async function* () {
      const standing = await account.standing().catch(() => undefined);
      if (!standing) yield silent(topic);
      else if (standing.kind === 'unknown_key')
        yield wrong(
          ({ t }) => t('doctor-stripe-key'),
          ({ t }) => t('doctor-stripe-key-todo', { mode: live ? 'live' : 'test' }),
        );
      if (!standing || standing.kind === 'unknown_key') return;
      if (standing.kind === 'forbidden') yield forbidden('Account');
      else yield* standingOf(standing.value.country, standing.value.may);

      const methods = await account.methods();
      if (methods.kind === 'told') yield* methodsOf(methods.value);
      else yield forbidden('Payment Method Configurations');

      if (events.url === undefined) {
        yield well(({ t }) => t('doctor-events-asked'));
        return;
      }
      const endpoints = await account.endpoints();
      if (endpoints.kind === 'told')
        yield* reports(
          endpoints.value.find(({ url }) => url === events.url),
          events.url,
        );
      else yield forbidden('Webhook Endpoints');
    },
  };

  function* standingOf(country: string | null, may: boolean): Iterable<Finding> {
    if (may)
      yield well((speech) =>
        speech.t('doctor-stripe-well', {
          country: country === null ? '–' : speech.countryInFull(country),
          mode: live ? 'live' : 'test',
        }),
      );
    // With test keys an account that is not reviewed yet can be paid all the same.
    else
      yield (live ? wrong : advice)(
        ({ t }) => t('doctor-stripe-review'),
        ({ t }) => t('doctor-stripe-review-todo'),
      );
  }

  function* methodsOf(states: ReadonlyMap<PaymentMethod, MethodState>): Iterable<Finding> {
    const on = possible.filter((method) => states.get(method) === 'on');
    if (on.length > 0) yield well(({ t }) => t('doctor-methods-well', { methods: namesOf(on) }));
    else
      yield wrong(
        ({ t }) => t('doctor-methods-none', { currency }),
        ({ t }) => t('doctor-method-off-todo'),
      );
    for (const method of paymentMethods) {
      const name = names[method];
      if (!possible.includes(method))
        yield advice(
          ({ t }) => t('doctor-method-currency', { name, currency }),
          ({ t }) => t('doctor-method-currency-todo'),
        );
      else if (states.get(method) === 'missing')
        yield advice(
          ({ t }) => t('doctor-method-missing', { name }),
          ({ t }) => t('doctor-method-missing-todo'),
        );
      else if (states.get(method) === 'off' && on.length > 0)
        yield advice(
          ({ t }) => t('doctor-method-off', { name }),
          ({ t }) => t('doctor-method-off-todo'),
        );
    }
  }

  /** Without reports payments are asked for, which is slower; reports that are expected and lack something lose money from sight. */
  function* reports(endpoint: Endpoint | undefined, url: string): Iterable<Finding> {
    const { hasSecret, version } = events;
    if (!endpoint)
      yield (hasSecret ? wrong : advice)(
        ({ t }) => t('doctor-events-none', { url }),
        ({ t }) => t('doctor-events-none-todo', { version }),
      );
    else if (!hasSecret)
      yield advice(
        ({ t }) => t('doctor-events-secret', { url }),
        ({ t }) => t('doctor-events-secret-todo'),
      );
    else if (!endpoint.isOn)
      yield wrong(
        ({ t }) => t('doctor-events-off', { url }),
        ({ t }) => t('doctor-events-off-todo'),
      );
    else if (endpoint.lacks.length > 0)
      yield wrong(
        ({ t }) => t('doctor-events-lacks', { url }),
        ({ t }) => t('doctor-events-lacks-todo', { events: endpoint.lacks.join(', ') }),
      );
    else if (endpoint.version !== version)
      yield advice(
        ({ t }) => t('doctor-events-version', { theirs: endpoint.version ?? '–', version }),
        ({ t }) => t('doctor-events-version-todo', { version }),
      );
    else yield well(({ t }) => t('doctor-events-well', { url }));
  }
}

/** A restricted key is a good idea, so this is no mistake. */
function forbidden(what: string): Finding {
  return advice(
    ({ t }) => t('doctor-stripe-forbidden', { what }),
    ({ t }) => t('doctor-stripe-forbidden-todo', { what }),
  );
}

function namesOf(methods: readonly PaymentMethod[]): string {
  return methods.map((method) => names[method]).join(', ');
}
