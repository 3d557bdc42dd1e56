import { drawing, h, key } from './dom.js';
import { rich } from './entities.js';
import { scan } from './scan.js';
import { language, money, t, written } from './words.js';

/**
 * One message of the Bot API as a bubble with its buttons. `host` is the phone it stands on: whose it is, its language,
 * and what a tap does there.
 */
export function bubble(message, host) {
  const { successful_payment: paid, refunded_payment: refunded, outgoing, invoice } = message;
  if (paid) return pill(t('box-paid', { amount: money(paid) }));
  if (refunded) return pill(t('box-refunded', { amount: money(refunded) }));
  const picture = message.photo && photo(message.photo.at(-1), host);
  const about = invoice && [h('strong', {}, invoice.title), '\n', invoice.description, '\n', money(invoice)];
  const time = written(message.date * 1000, { hour: '2-digit', minute: '2-digit' });
  const clock = h('time', { class: 'clock', lang: language }, time);
  const speaker = h('span', { class: 'unseen' }, `${outgoing ? host.name : host.botName}: `);
  const file = message.document && document(message.document);
  const body = h(
    'div',
    { class: 'bubble' },
    speaker,
    picture,
    file,
    ...(about ?? [content(message, host)]),
    clock,
  );
  const node = h(
    'div',
    { class: outgoing ? 'message own' : 'message', lang: host.lang, tabindex: '-1' },
    body,
  );
  if (picture && !outgoing) node.append(scanner(picture.firstChild, host));
  for (const row of rowsOf(message))
    node.append(h('div', { class: 'row' }, ...row.map((each) => button(each, message, host))));
  return node;
}

/** A line of the chat that nobody said. */
export function pill(text, attributes = {}) {
  return h('p', { class: 'pill', lang: language, ...attributes }, text);
}

/** Whether the message asks for money. */
export function asksMoney(message) {
  return rowsOf(message).flat().some(isPayment);
}

function rowsOf({ reply_markup: markup, invoice }) {
  return markup?.inline_keyboard ?? (invoice ? [[{ text: t('box-pay'), pay: true }]] : []);
}

function isPayment({ pay, url }) {
  return pay === true || /^https:\/\/t\.me\/(\$|invoice\/)/.test(url ?? '') || isPage(url);
}

/** A payment page of ours, which the phone's own browser shows. */
function isPage(url) {
  return url?.startsWith(`${location.origin}/pay/`) ?? false;
}

function content(message, host) {
  const text = message.text ?? message.caption;
  if (text !== undefined) return rich(text, message.entities ?? message.caption_entities, host);
  return message.photo || message.document ? '' : h('em', {}, t('box-attachment'));
}

function photo({ file_id: id, width, height }, host) {
  const src = `/box/file/${encodeURIComponent(id)}`;
  const picture = h('img', { src, alt: t('box-photo'), width, height, onload: () => host.settle() });
  return key(picture, () => host.enlarge(src), 'photo', { 'aria-label': t('box-enlarge') });
}

/** A file to be saved. */
function document({ file_id: id, file_name: name, file_size: size }) {
  const weight = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 1,
  });
  const link = h('a', { class: 'file', href: `/box/file/${encodeURIComponent(id)}`, download: name });
  const about = h('span', { class: 'small' }, weight.format(Math.max(size / 1000, 0.1)));
  link.append(drawing('file'), h('b', {}, name), about);
  return link;
}

/** Offers to scan the picture, once its pixels have turned out to hold a code. */
function scanner(picture, host) {
  const read = async () => host.scanned(await scan(picture));
  const offer = key(drawing('camera'), read, 'key plain scan', { lang: language, hidden: true });
  offer.append(t('box-scan'));
  picture.addEventListener('load', async () => {
    offer.hidden = (await scan(picture).catch(() => '')) === '';
    host.settle();
  });
  return offer;
}

function button(wanted, message, host) {
  const style = ['primary', 'success', 'danger'].includes(wanted.style) ? wanted.style : 'plain';
  const node = key(h('span', {}, wanted.text), () => act(wanted, message, host, node), `key ${style}`);
  if (isPayment(wanted)) node.dataset.pay = '';
  if (wanted.url && !wanted.url.startsWith('https://t.me/')) node.append(drawing('away', 'mark'));
  if (wanted.copy_text) node.append(drawing('copy', 'mark'));
  return node;
}

async function act({ pay, url, copy_text: copied, callback_data: data }, message, host, node) {
  if (node.ariaBusy === 'true') return;
  node.ariaBusy = 'true';
  if (pay) host.pay(message.invoice);
  else if (url) await host.open(url);
  else if (copied) await host.copy(copied.text);
  else if (data) await host.tap(message, data);
  else host.toast(t('box-not-here'));
  node.ariaBusy = null;
}
