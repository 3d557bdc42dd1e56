import { get, post } from './api.js';
import { drawing, h, key } from './dom.js';
import { t } from './words.js';

const day = 86_400_000;

// What there is to try, in a good order: a chip says the word for the person, and is ticked once it stands in the chat.
const travelling = [
  { label: 'box-chip-renew', text: '/renew' },
  { label: 'box-chip-pay', text: '/renew', done: paidOtherwise },
  { label: 'box-chip-buy', text: '/buy' },
  { label: 'box-chip-claim', text: '/claim', done: claimed },
  { label: 'box-chip-language', text: '/language' },
  { label: 'box-chip-help', text: '/help' },
  { label: 'box-chip-time' },
];
const operating = [
  { label: 'box-chip-cases', text: '/review' },
  { label: 'box-chip-status', text: '/status' },
  { label: 'box-chip-inbox', text: '/inbox' },
  { label: 'box-chip-pause', text: '/pause' },
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
  const row = (steps) =>
    steps.map((step) => {
      const { label, text } = step;
      const say = () => (text ? phone.say(text) : post('world', { advance_ms: day }));
      const chip = key(drawing('check'), say, 'chip');
      chip.append(t(label));
      return { ...step, chip };
    });
  const rows = { traveller: row(travelling), operator: row(operating) };
  let shown;
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
    node: h('div', { class: 'chips', role: 'group', 'aria-label': t('box-chips') }),
    refresh({ messages, hidden, host }) {
      phone = host;
      void lookInBox(this, { messages, hidden, host });
      this.node.hidden = hidden;
      const { role } = box.people.find(({ id }) => id === host.id);
      const chips = rows[role] ?? rows.traveller;
      if (chips !== shown) this.node.replaceChildren(...chips.map(({ chip }) => chip));
      shown = chips;
      for (const { label, text, done: test, chip } of chips) {
        const said = messages.some((message) => message.outgoing && message.text === text);
        const done = test ? test(messages, box, host.id) : text ? said : box.now() - Date.now() > day / 2;
        chip.classList.toggle('done', done);
        chip.ariaLabel = done ? t('box-chip-done', { name: t(label) }) : t(label);
      }
    },
  };
}
