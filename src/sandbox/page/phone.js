import { post, postForm } from './api.js';
import { attach } from './attach.js';
import { createChat } from './chat.js';
import { createComposer } from './composer.js';
import * as dialog from './dialog.js';
import { drawing, face, h } from './dom.js';
import { closest, t, written } from './words.js';

/**
 * A phone in somebody's hand. `box` is what the page knows of the world (people, bot, now); `scanned` is told what the
 * camera of the other phone read, `shared` which link is to be sent to somebody; `chips` and `picker` stand on one phone only.
 */
export function createPhone({ root, box, scanned, shared, chips, picker }) {
  let id;
  let hush;
  let messages = [];
  const person = () => box.people.find((one) => one.id === id);
  const said = h('p', { class: 'toast', role: 'status' });
  const status = h('div', { class: 'status' });
  const title = h('h2');

  const host = {
    get id() {
      return id;
    },
    get lang() {
      return closest(person().language_code);
    },
    get name() {
      return person().name;
    },
    get botName() {
      return box.bot.first_name;
    },
    now: box.now,
    enlarge: dialog.enlarge,
    settle: () => chat.settle(),
    scanned: (text) => scanned(text, id),
    say: (text) => attempt('say', { text }),
    /** Asks the box for something in this person's name. */
    ask: (path, body) => post(path, { person: id, ...body }),
    send(kind, file, name) {
      const form = new FormData();
      form.set('person', id);
      form.set('kind', kind);
      form.set('file', file, name);
      return postForm('send', form);
    },
    attach: () => attach({ root, person: person(), host }),
    toast(text) {
      said.textContent = text;
      clearTimeout(hush);
      hush = setTimeout(() => (said.textContent = ''), 4000);
    },
    async copy(text) {
      await navigator.clipboard.writeText(text).catch(() => undefined);
      host.toast(t('box-copied', { text }));
    },
    async tap(message, data) {
      const { answer } = await attempt('tap', { message_id: message.message_id, data });
      if (answer?.url) await host.open(answer.url);
      else if (answer?.text && answer.show_alert) dialog.alert(answer.text, host.lang);
      else if (answer?.text) host.toast(answer.text);
    },
    async open(url) {
      if (url.startsWith('https://t.me/share/url?')) return shared(new URL(url).searchParams.get('url'), id);
      const target = await attempt('link', { url });
      if (target.kind === 'invoice') host.pay(target);
      else if (target.url?.startsWith(`${location.origin}/`)) host.browse(target.url);
      else if (target.kind === 'external') dialog.leave(target.url);
    },
    browse(address) {
      dialog.browse({ phone: root, url: address, open: (url) => host.open(url) });
    },
    pay(invoice) {
      const pay = () => post('pay', { person: payer.id, slug: invoice.slug });
      const payer = person();
      dialog.paySheet({
        phone: root,
        invoice,
        balance: invoice.balance ?? payer.stars,
        lang: host.lang,
        pay,
      });
    },
  };

  /** The same, and a failure is told on the phone. */
  async function attempt(path, body) {
    try {
      return await host.ask(path, body);
    } catch (error) {
      host.toast(`${t('box-failed')} (${error.message})`);
      return {};
    }
  }

  const composer = createComposer({ box, host, person, chips });
  const chat = createChat({
    host,
    onChange(all) {
      messages = all;
      composer.refresh(messages);
    },
  });
  const name = h('div', {}, title, h('p', { class: 'small' }, t('box-bot')));
  const head = h('header', {}, drawing('card', 'face'), name, picker);
  root.append(status, head, chat.log, said, ...composer.nodes);

  const phone = {
    root,
    head,
    host,
    receive: (message) => chat.receive(message),
    forget: (message) => chat.forget(message),
    person: () => id,
    show(next) {
      id = next;
      phone.refresh();
      chat.show(id);
    },
    /** What the page knows of people, bot or clock has changed. */
    refresh() {
      const moment = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
      const time = written(box.now(), moment);
      status.replaceChildren(h('span', {}, time), h('span', {}, face(box.people, id), host.name));
      root.ariaLabel = t('box-phone-of', host);
      chat.log.ariaLabel = t('box-chat', host);
      title.textContent = host.botName;
      composer.refresh(messages);
    },
    redate() {
      phone.refresh();
      chat.redate();
    },
    /** Lays a view over the chat, until it is closed. */
    cover(make) {
      root.querySelector('.finding')?.remove();
      const view = make(() => view.remove());
      root.append(view);
      view.querySelector('h2').focus();
    },
  };
  return phone;
}
