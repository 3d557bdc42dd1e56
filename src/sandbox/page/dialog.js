import { drawing, h, key, tool } from './dom.js';
import { money, t } from './words.js';

/** Opens a modal dialog; the browser keeps the focus inside, closes it on Escape and gives the focus back. */
function open(className, label, ...children) {
  const dialog = h('dialog', { class: className, 'aria-label': label }, ...children);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A sheet that rises from the foot of a phone. */
export function sheet(phone, label, ...children) {
  const { left, bottom, width } = phone.getBoundingClientRect();
  const dialog = open('sheet', label, ...children);
  Object.assign(dialog.style, {
    left: `${left}px`,
    bottom: `${innerHeight - bottom}px`,
    width: `${width}px`,
  });
  return dialog;
}

const closer = (text, style) => key(text, (event) => event.target.closest('dialog').close(), style);

/** A bot's answer that asks to be confirmed. */
export function alert(text, lang) {
  open('alert', t('box-answer'), h('p', { lang }, text), closer(t('box-ok'), 'key primary'));
}

/** A picture as large as the screen, on white. */
export function enlarge(src) {
  open(
    'picture',
    t('box-photo'),
    h('img', { src, alt: t('box-photo') }),
    closer(t('box-close'), 'key primary'),
  );
}

/** Asks before leaving for another site. */
export function leave(url) {
  const known = /^(https?|mailto|tel):/.test(url);
  const go = h(
    'a',
    { href: known && url, target: '_blank', rel: 'noreferrer', class: 'key primary' },
    t('box-open'),
  );
  go.addEventListener('click', () => go.closest('dialog').close());
  const row = h('div', { class: 'row' }, closer(t('box-close')), known && go);
  open('alert', t('box-leave'), h('p', {}, t('box-leave')), h('p', { class: 'address' }, url), row);
}

/** A page in the phone's own browser; a link into Telegram closes it and is followed by `open`. */
export function browse({ phone, url, open: follow }) {
  const frame = h('iframe', { src: url, title: new URL(url).host });
  const lost = h('p', { class: 'news', role: 'status' });
  let last = url;
  const bar = h(
    'header',
    {},
    h('p', { class: 'small' }, frame.title),
    tool('close', t('box-close'), () => dialog.close()),
  );
  const dialog = sheet(phone, t('box-browser'), bar, frame, lost);
  dialog.classList.add('browser');
  dialog.style.height = `${phone.getBoundingClientRect().height}px`;
  const leaveTo = (target) => {
    dialog.close();
    follow(target);
  };
  const told = ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    if (data.open) leaveTo(data.open);
    else if (data.close) dialog.close();
  };
  addEventListener('message', told);
  dialog.addEventListener('close', () => removeEventListener('message', told));
  /** A page that asked for itself while the process was away is gone: it comes back with the process. */
  async function restore() {
    if (!dialog.open) return;
    lost.textContent = t('box-lost');
    frame.hidden = true;
    const back = await fetch('/box/state').catch(() => ({}));
    if (back.ok) frame.src = last;
    else setTimeout(restore, 1000);
  }
  frame.addEventListener('load', () => {
    const page = frame.contentDocument;
    if (!page) return void restore();
    last = frame.contentWindow.location.href;
    lost.textContent = '';
    frame.hidden = false;
    page.documentElement.style.colorScheme = localStorage.theme ?? '';
    page.addEventListener('keydown', (event) => event.key === 'Escape' && dialog.close());
    page.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="https://t.me/"]');
      if (!link) return;
      event.preventDefault();
      leaveTo(link.href);
    });
  });
}

const outcomes = {
  refused: 'box-outcome-refused',
  timed_out: 'box-outcome-timed-out',
  declined: 'box-outcome-declined',
};

/** The pay sheet. `pay` resolves with the outcome; a paid sheet goes away by itself, since the chat shows the rest. */
export function paySheet({ phone, invoice, balance, lang, pay }) {
  const amount = money(invoice);
  const news = h('p', { class: 'news', role: 'status' });
  const purse =
    invoice.currency === 'XTR' ? t('box-balance', { amount: `⭐${balance}` }) : t('box-test-card');
  const rest = h('p', { class: 'small' }, purse);
  const button = key(t('box-pay-amount', { amount }), press, 'key primary large', { autofocus: true });
  const cancel = closer(t('box-cancel'));
  const texts = [
    h('h2', { lang }, invoice.title),
    h('p', { lang }, invoice.description),
    h('p', { class: 'amount' }, amount),
  ];
  const dialog = sheet(phone, t('box-payment'), ...texts, rest, news, button, cancel);

  async function press() {
    if (button.ariaBusy === 'true') return;
    button.ariaBusy = 'true';
    news.textContent = t('box-paying');
    const { outcome, message } = await pay().catch(() => ({ outcome: 'failed' }));
    button.ariaBusy = null;
    dialog.dataset.outcome = outcome;
    if (outcome === 'paid') {
      news.replaceChildren(drawing('check'), t('box-outcome-paid'));
      button.hidden = cancel.hidden = true;
      setTimeout(() => dialog.close(), 900);
    } else {
      news.replaceChildren(message ? h('span', { lang }, message) : t(outcomes[outcome] ?? 'box-failed'));
      button.textContent = t('box-again');
    }
  }
}
