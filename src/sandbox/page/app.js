import { get, listen } from './api.js';
import { finding } from './camera.js';
import { createChips } from './chips.js';
import * as dialog from './dialog.js';
import { drawing, face, h, key } from './dom.js';
import { createMailbox } from './mailbox.js';
import { createPhone } from './phone.js';
import { closest, language, loadWords, offerLanguages, t } from './words.js';
import { createWorld } from './world.js';

const at = (id) => document.getElementById(id);
const wide = matchMedia('(min-width: 64rem)');
const dark = matchMedia('(prefers-color-scheme: dark)');
const unread = new Map();
const box = {
  people: [],
  bot: {},
  claimed: new Set(),
  paidOtherwise: new Set(),
  ahead: 0,
  now: () => Date.now() + box.ahead,
};

await loadWords();
await look();

const picker = h('select', { 'aria-label': t('box-other'), onchange: () => showSide(Number(picker.value)) });
const front = createPhone({ root: at('front'), box, scanned, shared, chips: createChips({ box }) });
const side = createPhone({ root: at('side'), box, scanned, shared, picker });
const phones = [front, side];
const world = createWorld({ root: at('world'), button: at('world-button'), box, front: front.person });
const mailbox = createMailbox({
  root: at('mail'),
  button: at('mail-button'),
  box,
  reader: () => box.people.find(({ id }) => id === front.person()),
  follow: (id, url) => phoneOf(id).host.open(url),
  scanned,
});

at('world-button').append(drawing('globe'));
at('theme').append(drawing('moon'));
at('theme').addEventListener('click', () => paint(isDark() ? 'light' : 'dark'));
offerLanguages(at('language'));
paint(localStorage.theme ?? '');
wide.addEventListener('change', arrange);
arrange();
for (const { id, unread: count } of box.people) unread.set(id, count);
showSide((box.people.find(({ role }) => role === 'family') ?? box.people.at(-1)).id);
showFront(host().id);

let known = true;
listen({
  onOpen: () => void again(),
  onLost() {
    known = false;
    at('lost').textContent = t('box-lost');
  },
  events: {
    message: ({ person, message }) => arrived(person, message),
    edited: ({ person, message }) => on(person).forEach((phone) => phone.receive(message)),
    deleted: ({ person, message_id: id }) => on(person).forEach((phone) => phone.forget(id)),
    people({ people }) {
      box.people = people;
      redraw();
    },
    clock({ now }) {
      box.ahead = now - Date.now();
      phones.forEach((phone) => phone.redate());
      world.refresh();
    },
    wire: ({ entry }) => world.wired(entry),
    mail: () => mailbox.refresh(),
  },
});

/** Who is met first: a traveller who speaks the page's language, or nearly. */
function host() {
  const travellers = box.people.filter(({ role }) => role === 'traveller');
  const speaks = (test) => travellers.find(({ language_code: code }) => test(closest(code)));
  const near = language.slice(0, 2);
  return speaks((own) => own === language) ?? speaks((own) => own.startsWith(near)) ?? box.people[0];
}

function on(person) {
  return phones.filter((phone) => phone.person() === person);
}

async function look() {
  const state = await get('state');
  Object.assign(box, { people: state.people, bot: state.bot, ahead: state.now - Date.now() });
  box.webhooks = state.stripe_webhooks;
}

/** After the process was away, bubbles, people and clock may all have moved. */
async function again() {
  at('lost').textContent = '';
  if (known) return;
  known = true;
  await look();
  phones.forEach((phone) => phone.show(phone.person()));
  redraw();
  await mailbox.refresh();
}

function arrived(person, message) {
  on(person).forEach((phone) => phone.receive(message));
  if (message.outgoing || on(person).some(({ root }) => root.checkVisibility())) return;
  unread.set(person, (unread.get(person) ?? 0) + 1);
  drawRail();
}

function showFront(id) {
  const former = front.person();
  front.show(id);
  unread.set(id, 0);
  if (id === side.person() && former) showSide(former);
  else redraw();
}

function showSide(id) {
  side.show(id);
  if (wide.matches) unread.set(id, 0);
  if (front.person()) redraw();
}

function redraw() {
  drawRail();
  phones.forEach((phone) => phone.refresh());
  world.refresh();
  mailbox.redraw();
  const others = box.people.filter(({ id }) => id !== front.person());
  picker.replaceChildren(...others.map(({ id, name }) => new Option(name, id, false, id === side.person())));
}

function drawRail() {
  const focused = document.activeElement?.dataset.person;
  at('people').replaceChildren(...box.people.map(entry));
  at('people').querySelector(`[data-person="${focused}"]`)?.focus();
}

function entry({ id, name }) {
  const count = unread.get(id) ?? 0;
  const badge = h('span', { class: 'badge' }, `${count}`, h('span', { class: 'unseen' }, ` ${t('box-new')}`));
  const current = id === front.person() && 'true';
  const button = key(face(box.people, id), () => showFront(id), '', {
    'data-person': id,
    'aria-current': current,
  });
  button.append(h('span', { class: 'name' }, name), count > 0 ? badge : '');
  return h('li', {}, button);
}

/** The phone of this person that is to be seen, else the one in front, from now on theirs. */
function phoneOf(id) {
  const shown = on(id).find(({ root }) => root.checkVisibility());
  if (!shown) showFront(id);
  return shown ?? front;
}

/** A picture was read: the second phone answers, or a sheet where there is room for one phone only. */
function scanned(text, owner) {
  const openAs = [...new Set([owner, side.person(), front.person()])].slice(0, 2).map(follower);
  lay(side, t('box-scan'), { text, openAs });
}

/** Telegram asks whom to send a link to: who holds the other phone comes first. */
function shared(text, sender) {
  const all = new Set([side.person(), front.person(), ...box.people.map(({ id }) => id)]);
  all.delete(sender);
  lay(phoneOf(sender), t('box-send-to'), { text, sendTo: [...all].map(follower) });
}

function follower(id) {
  const follow = (url) => {
    if (wide.matches && on(id).length === 0) showSide(id);
    return phoneOf(id).host.open(url);
  };
  return { name: box.people.find((person) => person.id === id).name, follow };
}

/** Lays a finding over a phone, or on a sheet where there is room for one phone only. */
function lay(phone, label, found) {
  if (wide.matches) return phone.cover((close) => finding({ ...found, close }));
  const sheet = dialog.sheet(front.root, label);
  sheet.append(finding({ ...found, close: () => sheet.close() }));
}

function isDark() {
  return localStorage.theme ? localStorage.theme === 'dark' : dark.matches;
}

function paint(theme) {
  localStorage.theme = theme;
  document.documentElement.style.colorScheme = theme;
  at('theme').ariaPressed = String(isDark());
}

/** The page's own settings stand at the foot of the rail, or in the drawer on a narrow screen; there the mailbox is on the phone. */
function arrange() {
  if (wide.matches) at('world-button').before(at('mail-button'));
  else front.head.append(at('mail-button'));
  (wide.matches ? at('rail') : at('world')).append(at('tools'));
}
