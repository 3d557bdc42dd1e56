import { get } from './api.js';
import { h } from './dom.js';
import { asksMoney, bubble, pill } from './message.js';
import { written } from './words.js';

/** The messages of one person in order. What `host` can do is passed on to the bubbles; `onChange` hears of every change. */
export function createChat({ host, onChange }) {
  const log = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: '0' });
  new ResizeObserver(() => settle()).observe(log);
  let shown = new Map();
  let wanted;
  let loading = Promise.resolve();

  const ordered = () => [...shown.values()].sort((a, b) => a.message.message_id - b.message.message_id);

  function settle(always = false) {
    if (!always && log.scrollHeight - log.scrollTop - log.clientHeight >= 400) return;
    const last = log.lastElementChild;
    const tall = last && last.offsetHeight > log.clientHeight;
    log.scrollTop = tall ? last.offsetTop - log.offsetTop : log.scrollHeight;
  }

  function put(message) {
    const id = message.message_id;
    const old = shown.get(id)?.node;
    const node = bubble(message, host);
    shown.set(id, { message, node });
    if (old) replace(old, node);
    else log.insertBefore(node, ordered().find((other) => other.message.message_id > id)?.node ?? null);
  }

  /** An edited bubble keeps the focus: on the button in the same place, or on the bubble. */
  function replace(old, node) {
    const focused = [...old.querySelectorAll('button')].indexOf(document.activeElement);
    old.replaceWith(node);
    if (focused >= 0) ([...node.querySelectorAll('button')][focused] ?? node).focus();
  }

  /** The days between the messages, and the one lit button: the newest that asks for money. */
  function decorate() {
    for (const old of log.querySelectorAll('.day')) old.remove();
    for (const old of log.querySelectorAll('.lit')) old.classList.remove('lit');
    let last = '';
    for (const { message, node } of ordered()) {
      const day = written(message.date * 1000, { month: 'long', day: 'numeric' });
      if (day !== last) node.before(pill(day, { class: 'pill day', 'aria-hidden': 'true' }));
      last = day;
    }
    const asking = ordered().findLast(({ message }) => asksMoney(message));
    asking?.node.querySelector('[data-pay]').classList.add('lit');
    onChange(ordered().map(({ message }) => message));
  }

  async function load() {
    const person = wanted;
    const { messages } = await get(`chats/${person}`);
    if (person !== wanted) return;
    log.ariaBusy = 'true';
    shown = new Map();
    log.replaceChildren();
    messages.forEach(put);
    decorate();
    settle(true);
    log.ariaBusy = null;
  }

  return {
    log,
    settle,
    /** Reads the whole chat anew. */
    show(person) {
      wanted = person;
      loading = load().catch(() => undefined);
    },
    /** A new or edited message; events that come while the chat is being read wait for it. */
    receive(message) {
      void loading.then(() => {
        if (message.chat.id !== wanted) return;
        put(message);
        decorate();
        settle(message.outgoing);
      });
    },
    forget(id) {
      void loading.then(() => {
        shown.get(id)?.node.remove();
        shown.delete(id);
        decorate();
      });
    },
    /** The clock moved: dates like "in two hours" read differently now. */
    redate() {
      const relative = ({ entities, caption_entities: others }) =>
        (entities ?? others ?? []).some(({ date_time_format: format }) => format === 'r');
      const moved = ordered().filter(({ message }) => relative(message));
      for (const { message } of moved) put(message);
      if (moved.length > 0) decorate();
    },
  };
}
