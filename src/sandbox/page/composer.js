import { post } from './api.js';
import { drawing, h, key, tool } from './dom.js';
import { t } from './words.js';

const codes = { 'zh-CN': 'zh', 'zh-TW': 'zh', it: 'it', en: 'en' };

/** The foot of a phone: the line to write on, the command menu, Start before the first word, Unblock after blocking. */
export function createComposer({ box, host, person, chips }) {
  const label = t('box-write');
  const input = h('input', {
    autocomplete: 'off',
    maxlength: '4096',
    'aria-label': label,
    placeholder: label,
  });
  const menu = h('ul', { class: 'menu', hidden: true });
  const slash = tool('slash', t('box-commands'), () => unfold(menu.hidden), { 'aria-expanded': 'false' });
  const clip = tool('clip', t('box-attach'), () => host.attach(), { 'aria-haspopup': 'dialog' });
  const send = tool('send', t('box-send'), undefined, { type: 'submit' });
  const form = h('form', { class: 'composer', onsubmit: submit }, slash, clip, input, send);
  const about = h('div', { class: 'about' });
  const start = key(t('box-start'), () => host.say('/start'), 'key primary large');
  const unblock = key(
    t('box-unblock'),
    () => post('block', { person: person().id, blocked: false }),
    'key plain large',
  );
  input.addEventListener('input', () => unfold(/^\/\w*$/.test(input.value)));
  form.addEventListener('keydown', (event) => event.key === 'Escape' && unfold(false));

  function submit(event) {
    event.preventDefault();
    say(input.value.trim());
  }

  function say(text) {
    input.value = '';
    unfold(false);
    input.focus();
    if (text) host.say(text);
  }

  function unfold(wanted) {
    const found = inLanguage(box.bot.commands, []).filter(({ command }) =>
      `/${command}`.startsWith(input.value || '/'),
    );
    menu.hidden = !wanted || found.length === 0;
    slash.ariaExpanded = String(!menu.hidden);
    menu.replaceChildren(...found.slice(0, 6).map(entry));
  }

  function entry({ command, description }) {
    const choose = key(h('b', {}, `/${command}`), () => say(`/${command}`), '', { lang: host.lang });
    choose.append(` ${description}`);
    return h('li', {}, choose);
  }

  /** Telegram keeps a bot's lists and texts by chat, by two-letter language, and without one. */
  function inLanguage(lists = {}, nothing) {
    const names = [`chat:${person().id}`, host.lang, codes[host.lang], '', 'default'];
    return names.map((name) => lists[name]).find((list) => list?.length) ?? nothing;
  }

  return {
    nodes: [about, ...(chips ? [chips.node] : []), menu, form, start, unblock],
    /** Shows the foot that fits what the person can do now. */
    refresh(messages) {
      const { started, blocked } = person();
      const fresh = !started && messages.length === 0;
      form.hidden = fresh || blocked;
      start.hidden = !fresh || blocked;
      unblock.hidden = !blocked;
      about.hidden = !fresh;
      about.replaceChildren(
        drawing('card', 'emblem'),
        h('p', { lang: host.lang }, inLanguage(box.bot.description, '')),
      );
      if (form.hidden) unfold(false);
      chips?.refresh({ messages, hidden: form.hidden, host });
    },
  };
}
