import { get } from './api.js';
import { createDrawer } from './drawer.js';
import { drawing, h, key } from './dom.js';
import { about, letter } from './letter.js';
import { t } from './words.js';

/**
 * Everybody's mails, newest first. `reader` is who holds the phone in front; `follow` opens a link of a mail on the phone of
 * whom it was written to; `scanned` is told what the camera of the other phone read in its pictures.
 */
export function createMailbox({ root, button, box, reader, follow, scanned }) {
  const badge = h('span', { class: 'badge', hidden: true });
  const news = h('p', { class: 'news', role: 'status' });
  const body = h('div', { class: 'mailbox' });
  let mails = [];
  /** How many of them were seen before the drawer was opened. */
  let known = 0;
  /** The mail that is read, else whose address stands above the list. */
  let reading;
  let listedFor;
  let asked = 0;
  const drawer = createDrawer({ root, button, title: t('box-mail'), onOpen: open });
  root.append(news, body);
  button.append(drawing('letter'), badge);
  void refresh();

  /** A world that began anew has fewer mails than were seen. */
  function seen() {
    const count = Number(localStorage.mailsSeen ?? 0);
    return count > mails.length ? 0 : count;
  }

  async function refresh() {
    const turn = ++asked;
    const told = await get('mail').catch(() => undefined);
    // An answer that was overtaken by a later one knows less.
    if (!told || turn !== asked) return;
    const before = mails.length;
    mails = told.mails;
    if (!root.hidden && !reading && mails.length !== before) list();
    count();
  }

  function count() {
    const fresh = mails.length - seen();
    badge.hidden = fresh === 0;
    badge.textContent = `${fresh}`;
    button.ariaLabel = fresh > 0 ? `${t('box-mail')} ${fresh} ${t('box-new')}` : t('box-mail');
  }

  function open() {
    known = seen();
    list();
  }

  function list() {
    const focused = document.activeElement?.dataset.mail;
    const { id, name, email } = reader();
    reading = undefined;
    listedFor = id;
    news.textContent = '';
    body.replaceChildren(
      h('p', { class: 'small' }, t('box-mail-address', { name })),
      copier(email),
      mails.length === 0
        ? h('p', { class: 'small' }, t('box-mail-none'))
        : h('ul', {}, ...mails.map((mail, index) => h('li', {}, entry(mail, index < mails.length - known)))),
    );
    focus(focused);
    localStorage.mailsSeen = mails.length;
    count();
  }

  function focus(id) {
    if (id) body.querySelector(`[data-mail="${CSS.escape(id)}"]`)?.focus();
  }

  function entry(mail, fresh) {
    const line = key('', () => read(mail), fresh ? 'letter fresh' : 'letter', { 'data-mail': mail.id });
    line.append(h('b', {}, mail.subject), about(mail));
    return line;
  }

  function read(mail) {
    const person = box.people.find(({ email }) => email === mail.to) ?? reader();
    reading = mail.id;
    news.textContent = '';
    const parts = letter(mail, {
      reader: person,
      copier,
      back() {
        list();
        focus(mail.id);
      },
      follow(url) {
        drawer.close();
        follow(person.id, url);
      },
      scanned(text) {
        if (getComputedStyle(root).position === 'fixed') drawer.close();
        scanned(text, person.id);
      },
    });
    body.replaceChildren(...parts);
    body.querySelector('h3').focus();
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
    /** Another phone may be in front: its owner's address is shown. */
    redraw: () => !root.hidden && !reading && listedFor !== reader().id && list(),
  };
}
