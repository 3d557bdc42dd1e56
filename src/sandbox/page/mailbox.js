import { get } from './api.js';
import { createDrawer } from './drawer.js';
import { drawing, h, key } from './dom.js';
import { scan } from './scan.js';
import { t, written } from './words.js';

/** What is worth copying from a mail: activation codes, installation codes, one-time codes. */
const codes = /\bYY(?:-[0-9A-Z]{4}){3}\b|LPA:1\$\S+|(?<![\w-])\d{6}(?![\w-])/g;
const links = /https:\/\/t\.me\/\S+\?start=[\w-]+/g;

/**
 * Everybody's mails, newest first. `reader` is who holds the phone in front; `follow` opens a link of a mail on the phone of
 * whom it was written to; `scanned` is told what the camera of the other phone read in its pictures.
 */
export function createMailbox({ root, button, box, reader, follow, scanned }) {
  const badge = h('span', { class: 'badge', hidden: true });
  const news = h('p', { class: 'news', role: 'status' });
  const body = h('div', { class: 'mailbox' });
  let mails = [];
  let reading;
  const drawer = createDrawer({ root, button, title: t('box-mail'), onOpen: list });
  root.append(news, body);
  button.append(drawing('letter'), badge);
  void refresh();

  /** How many of the oldest were seen; a world that began anew has fewer. */
  function seen() {
    const count = Number(localStorage.mailsSeen ?? 0);
    return count > mails.length ? 0 : count;
  }

  async function refresh() {
    const before = mails.length;
    ({ mails } = await get('mail'));
    if (!root.hidden && !reading && mails.length !== before) list();
    count();
  }

  function count() {
    const fresh = mails.length - seen();
    badge.hidden = fresh === 0;
    badge.textContent = `${fresh}`;
    button.ariaLabel = fresh > 0 ? `${t('box-mail')} ${fresh} ${t('box-new')}` : t('box-mail');
  }

  function list() {
    const fresh = mails.length - seen();
    const { name, email } = reader();
    const focused = document.activeElement?.dataset.mail;
    reading = undefined;
    body.replaceChildren(
      h('p', { class: 'small' }, t('box-mail-address', { name })),
      copier(email),
      mails.length === 0
        ? h('p', { class: 'small' }, t('box-mail-none'))
        : h('ul', {}, ...mails.map((mail, index) => h('li', {}, entry(mail, index < fresh)))),
    );
    if (focused) body.querySelector(`[data-mail="${CSS.escape(focused)}"]`)?.focus();
    localStorage.mailsSeen = mails.length;
    count();
  }

  function entry(mail, fresh) {
    const line = key('', () => read(mail), fresh ? 'letter fresh' : 'letter', { 'data-mail': mail.id });
    line.append(h('b', {}, mail.subject), about(mail));
    return line;
  }

  function about({ to, at }) {
    const time = written(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
    return h('span', { class: 'small' }, `${t('box-mail-to', { address: to })} · ${time}`);
  }

  function read(mail) {
    reading = mail.id;
    news.textContent = '';
    const title = h('h3', { tabindex: '-1' }, mail.subject);
    const frame = h('iframe', {
      sandbox: true,
      src: `/box/mail/${encodeURIComponent(mail.id)}`,
      title: mail.subject,
    });
    const text = h('pre', { tabindex: '0', hidden: true }, mail.text);
    const plain = key(
      t('box-mail-plain'),
      () => {
        text.hidden = !text.hidden;
        frame.hidden = !frame.hidden;
        plain.ariaPressed = String(frame.hidden);
      },
      'key plain',
      { 'aria-pressed': 'false' },
    );
    const found = (pattern) => [...new Set(mail.text.match(pattern) ?? [])];
    body.replaceChildren(
      h('div', { class: 'row' }, key(`‹ ${t('box-mail-back')}`, back), plain),
      title,
      about(mail),
      frame,
      text,
      ...found(codes).map(copier),
      ...found(links).map((url) => opener(mail, url)),
    );
    title.focus();
    for (const cid of mail.pictures) void offerScan(mail, cid);
  }

  /** A picture that holds a code can be read by the other phone. */
  async function offerScan(mail, cid) {
    const picture = new Image();
    picture.src = `/box/mail/${encodeURIComponent(mail.id)}/${encodeURIComponent(cid)}`;
    const text = await picture
      .decode()
      .then(() => scan(picture))
      .catch(() => '');
    if (text === '' || reading !== mail.id) return;
    const offer = key(drawing('camera'), () => {
      if (getComputedStyle(root).position === 'fixed') drawer.close();
      scanned(text, writtenTo(mail).id);
    });
    offer.append(t('box-scan'));
    body.append(offer);
  }

  const writtenTo = ({ to }) => box.people.find(({ email }) => email === to) ?? reader();

  function back() {
    const former = reading;
    news.textContent = '';
    list();
    body.querySelector(`[data-mail="${CSS.escape(former)}"]`)?.focus();
  }

  function opener(mail, url) {
    const person = writtenTo(mail);
    const open = () => {
      drawer.close();
      follow(person.id, url);
    };
    return key(t('box-open-as', person), open, 'key primary', { title: url });
  }

  function copier(text) {
    const copy = async () => {
      await navigator.clipboard.writeText(text).catch(() => undefined);
      news.textContent = t('box-copied', { text });
    };
    const node = key(h('span', { class: 'address' }, text), copy, 'key plain', {
      'aria-label': t('box-copy', { text }),
    });
    node.append(drawing('copy', 'mark'));
    return node;
  }

  return {
    refresh,
    /** Another phone is in front: its owner's address is shown. */
    redraw: () => !root.hidden && !reading && list(),
  };
}
