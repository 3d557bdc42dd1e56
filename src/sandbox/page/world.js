import { get, post } from './api.js';
import { createDrawer } from './drawer.js';
import { h, key } from './dom.js';
import { t, written } from './words.js';

const hour = 3_600_000;

/** The drawer that moves the world: clock, use, payments, supplier, blocking, and what went over the wire. */
export function createWorld({ root, button, box, front }) {
  const news = h('p', { class: 'news', role: 'status' });
  const clock = h('strong');
  const wire = h('ol', { class: 'wire', tabindex: '0', 'aria-label': t('box-wire') });
  const person = () => box.people.find((one) => one.id === front());
  const act = (label, body, path = 'world') =>
    key(t(label), async () => {
      const said = await post(path, body()).then(
        () => t('box-done'),
        (error) => `${t('box-failed')} (${error.message})`,
      );
      news.textContent = said;
    });
  const block = act('box-block', () => ({ person: front(), blocked: !person().blocked }), 'block');
  const keys = [
    act('box-hour', () => ({ advance_ms: hour })),
    act('box-day', () => ({ advance_ms: 24 * hour })),
    act('box-use', () => ({ use_bytes: 2 ** 30, person: front() })),
    act('box-decline', () => ({ decline_next_payment: true })),
    act('box-stall', () => ({ stall_supplier_seconds: 30 })),
    act('box-credit-out', () => ({ supplier_credit: 0 })),
    act('box-credit-back', () => ({ supplier_credit: 100_000_000 })),
    block,
  ];
  const webhooks = h(
    'select',
    {
      'aria-label': t('box-webhooks'),
      onchange() {
        box.webhooks = webhooks.value;
        void post('world', { stripe_webhooks: webhooks.value });
      },
    },
    ...['normal', 'duplicate', 'reversed', 'off'].map(
      (mode) => new Option(`${t('box-webhooks')}: ${t(`box-webhooks-${mode}`)}`, mode),
    ),
  );
  createDrawer({ root, button, title: t('box-world'), onOpen: open });
  root.append(clock, h('div', { class: 'keys' }, ...keys), webhooks, news, h('h3', {}, t('box-wire')), wire);

  async function open() {
    refresh();
    const { entries } = await get('wire');
    wire.replaceChildren(...entries.map(line).reverse());
  }

  function refresh() {
    clock.textContent = written(box.now(), { dateStyle: 'full', timeStyle: 'short' });
    webhooks.value = box.webhooks ?? 'normal';
    block.textContent = t(person()?.blocked ? 'box-unblock' : 'box-block');
  }

  return {
    refresh,
    wired(entry) {
      wire.prepend(line(entry));
      while (wire.childElementCount > 200) wire.lastChild.remove();
    },
  };
}

function line({ at, direction, method, params, status, description = '' }) {
  const time = written(at, { timeStyle: 'medium' });
  const arrow = { to_bot: '←', to_stripe: '→ Stripe' }[direction] ?? '→';
  const result = h('b', { class: status < 400 ? 'good' : 'bad' }, String(status));
  const details = h('pre', {}, `${description}\n${JSON.stringify(params, null, 1)}`.trim());
  return h('li', {}, h('details', {}, h('summary', {}, `${time} bot ${arrow} ${method} `, result), details));
}
