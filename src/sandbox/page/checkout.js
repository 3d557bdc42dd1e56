import { drawing, h, key } from './dom.js';
import { closest } from './words.js';

// Stripe's page as the box shows it: what is paid for, by which method, and, quietly, what the bank should do.
const id = location.pathname.split('/').at(-1);
const session = await ask();
const lang = closest(session.locale === 'auto' ? navigator.language : session.locale);
const words = await (await fetch(`/box/words?lang=${lang}`)).json();
const t = (name) => words[`box-stripe-${name}`];
const amount = new Intl.NumberFormat(lang, { style: 'currency', currency: session.currency }).format(
  session.amount_total / 100,
);
const framed = parent !== window;
const others = [
  ['decline', 'decline'],
  ['challenge', 'challenge'],
  ['pending_then_paid', 'waitpaid'],
  ['pending_then_failed', 'waitfailed'],
];
const news = h('p', { class: 'news', role: 'status' });
document.documentElement.lang = lang;
document.documentElement.style.colorScheme = localStorage.theme ?? '';
document.title = `${t('title')} · 遠遊卡`;
draw(session);

async function ask(body) {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(`/box/stripe/session/${id}`, body && init);
  return response.ok ? response.json() : { status: 'expired', currency: 'EUR', amount_total: 0 };
}

function draw({ status, name, description, note, back, payment_method_types: methods = [] }) {
  const root = document.getElementById('checkout');
  const before = root.querySelector('input:checked')?.value ?? methods[0];
  const busy = root.contains(document.activeElement);
  if (status !== 'open') {
    root.replaceChildren(
      drawing('card', 'face'),
      h('h1', {}, t(status === 'complete' ? 'complete' : 'expired')),
      ...(framed || back ? [key(t('back'), () => leave(framed ? null : back), 'key primary')] : []),
    );
    return;
  }
  const radios = methods.map((method) =>
    h(
      'label',
      { class: 'method' },
      h('input', { type: 'radio', name: 'method', value: method, checked: method === before }),
      t(method.split('_')[0]),
    ),
  );
  const asked = note === 'challenge';
  news.textContent = note ? (asked ? t('asked') : `⚠️ ${t('declined')}`) : '';
  news.classList.toggle('bad', note === 'declined');
  root.replaceChildren(
    h('header', {}, drawing('card', 'face'), h('p', {}, '遠遊卡'), h('p', { class: 'small' }, t('note'))),
    h('h1', {}, name),
    h('p', { class: 'small' }, description),
    h('p', { class: 'amount' }, amount),
    h('fieldset', {}, h('legend', { class: 'small' }, t('method')), ...radios),
    news,
    act('pay', asked ? t('confirm') : `${t('pay')} ${amount}`, 'key success'),
    act('leave', t('leave')),
    h(
      'details',
      { ontoggle: ({ target }) => target.open && target.scrollIntoView({ block: 'end' }) },
      h('summary', { class: 'small' }, t('otherwise')),
      h('div', { class: 'keys' }, ...others.map(([outcome, label]) => act(outcome, t(label)))),
    ),
  );
  // The answer came in place of what was pressed; the next press is the large button's.
  if (busy) root.querySelector('[data-outcome=pay]').focus();
}

function act(outcome, label, style) {
  return key(
    label,
    async ({ target }) => {
      target.ariaBusy = 'true';
      const method = document.querySelector('input:checked').value;
      try {
        const { redirect } = await ask({ method, outcome });
        if (redirect) leave(redirect);
        else draw(await ask());
      } catch {
        // The process is away; nothing was done.
        target.ariaBusy = null;
        news.textContent = words['box-failed'];
      }
    },
    style,
    { 'data-outcome': outcome },
  );
}

/** The phone that this page is shown on opens links into Telegram, and its chat when there is no link. */
function leave(url) {
  if (framed && !url) parent.postMessage({ close: true }, location.origin);
  else if (framed && url.startsWith('https://t.me/')) parent.postMessage({ open: url }, location.origin);
  else location.assign(url);
}
