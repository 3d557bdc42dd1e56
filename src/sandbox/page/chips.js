import { get, post } from './api.js';
import { drawing, h, key } from './dom.js';
import { t } from './words.js';

const day = 86_400_000;

// What there is to try, in a good order: a chip says the word for the person, and is ticked once it stands in the chat.
const steps = [
  { label: 'box-chip-renew', text: '/renew' },
  { label: 'box-chip-pay', text: '/renew', done: paidOtherwise },
  { label: 'box-chip-buy', text: '/buy' },
  { label: 'box-chip-claim', text: '/claim', done: claimed },
  { label: 'box-chip-language', text: '/language' },
  { label: 'box-chip-help', text: '/help' },
  { label: 'box-chip-time' },
];

/** By a page, or in other money than Stars. */
function paidOtherwise(messages, box, person) {
  const other = ({ successful_payment: paid }) => paid && paid.currency !== 'XTR';
  return box.paidOtherwise.has(person) || messages.some(other);
}

/** The card bought elsewhere is in this person's account. */
function claimed(_messages, box, person) {
  return box.claimed.has(person);
}

/** The quiet row above the composer that leads through what exists. */
export function createChips({ box }) {
  let phone;
  const chips = steps.map(({ label, text }) => {
    const chip = key(
      drawing('check'),
      () => (text ? phone.say(text) : post('world', { advance_ms: day })),
      'chip',
    );
    chip.append(t(label));
    return chip;
  });
  let looked;

  /** Asks the box whenever something in the chat has changed; the chat itself does not say who owns what, or paid on a page. */
  async function lookInBox(row, { messages, host, hidden }) {
    const { id } = host;
    if (hidden || messages === looked) return;
    looked = messages;
    const asked = [];
    if (!box.claimed.has(id))
      asked.push(get(`elsewhere/${id}/claimed`).then((found) => found.claimed && box.claimed.add(id)));
    if (!box.paidOtherwise.has(id))
      asked.push(get('state').then((state) => (box.paidOtherwise = new Set(state.paid_otherwise))));
    await Promise.allSettled(asked);
    if (asked.length > 0 && messages === looked) row.refresh({ messages, hidden, host });
  }

  return {
    node: h('div', { class: 'chips', role: 'group', 'aria-label': t('box-chips') }, ...chips),
    refresh({ messages, hidden, host }) {
      phone = host;
      void lookInBox(this, { messages, hidden, host });
      this.node.hidden = hidden;
      for (const [index, { label, text, done: test }] of steps.entries()) {
        const said = messages.some((message) => message.outgoing && message.text === text);
        const done = test ? test(messages, box, host.id) : text ? said : box.now() - Date.now() > day / 2;
        chips[index].classList.toggle('done', done);
        chips[index].ariaLabel = done ? t('box-chip-done', { name: t(label) }) : t(label);
      }
    },
  };
}
