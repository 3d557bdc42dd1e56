import type { Method } from './objects.ts';

/** What the box's dashboard shows of the account itself, and can be changed in it. */
export interface Dashboard {
  country: string;
  /** False until Stripe has looked at the account. */
  charges_enabled: boolean;
  /** The payment methods that are switched on. */
  methods: readonly Method[];
  /** Those of them that Stripe does not give to this account yet. */
  withheld: readonly Method[];
  endpoints: readonly {
    url: string;
    status: 'enabled' | 'disabled';
    enabled_events: readonly string[];
    api_version: string | null;
  }[];
}

const everyMethod: readonly Method[] = ['card', 'paypal', 'alipay', 'wechat_pay'];

export function newDashboard(): Dashboard {
  return { country: 'IT', charges_enabled: true, methods: everyMethod, withheld: [], endpoints: [] };
}

/** The account, its configuration of payment methods and its webhook endpoints, as the API tells them. */
export function accountObjects(dashboard: Dashboard) {
  const { country, charges_enabled, methods, withheld, endpoints } = dashboard;
  const list = (data: readonly object[]): object => ({ object: 'list', data, has_more: false });
  const shown = everyMethod.map((method) => {
    const isOn = methods.includes(method);
    const value = isOn ? 'on' : 'off';
    const display_preference = { value, preference: value, overridable: null };
    return [method, { available: isOn && !withheld.includes(method), display_preference }] as const;
  });
  return {
    account: { id: 'acct_box', object: 'account', country, charges_enabled, details_submitted: true },
    configurations: list([
      {
        id: 'pmc_box',
        object: 'payment_method_configuration',
        active: true,
        is_default: true,
        livemode: false,
        name: 'Default',
        parent: null,
        ...Object.fromEntries(shown),
      },
    ]),
    endpoints: list(
      endpoints.map((endpoint, index) => ({
        id: `we_box_${index}`,
        object: 'webhook_endpoint',
        livemode: false,
        ...endpoint,
      })),
    ),
  };
}
