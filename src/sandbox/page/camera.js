import { drawing, h, key, tool } from './dom.js';
import { t } from './words.js';

/**
 * What the other phone says after its camera read a code. `openAs` are the people who may follow a link to the bot: the
 * first is the one who got the picture, on their other phone. Or, instead, the people whom a link can be sent to.
 */
export function finding({ text, openAs, sendTo, close }) {
  const [scheme, address = '', code = ''] = text.split('$');
  if (scheme.toUpperCase() === 'LPA:1')
    return view('sim', t('box-found-esim'), close, ...profile(text, address, code));
  const people = text.startsWith('https://t.me/') ? (sendTo ?? openAs) : [];
  const follow = (person) => () => {
    close();
    person.follow(text);
  };
  const buttons = people.map((person, index) =>
    key(
      sendTo ? person.name : t('box-open-as', person),
      follow(person),
      index === 0 ? 'key primary' : 'key plain',
    ),
  );
  return view(
    'link',
    t(sendTo ? 'box-send-to' : 'box-found-link'),
    close,
    h('p', { class: 'address' }, text),
    ...buttons,
  );
}

function profile(text, address, code) {
  const said = h('p', { role: 'status' });
  const install = () => (said.textContent = t('box-installed'));
  const line = (name, value) => [h('dt', {}, name), h('dd', { class: 'address' }, value)];
  return [
    h('p', {}, t('box-found-ask')),
    h('dl', {}, ...line(t('box-found-server'), address), ...line(t('box-found-code'), code)),
    key(t('box-install'), install, 'key primary', { 'data-code': text }),
    said,
  ];
}

function view(name, title, close, ...children) {
  const heading = h('h2', { tabindex: '-1', autofocus: true }, title);
  return h(
    'div',
    { class: 'finding' },
    tool('close', t('box-close'), close),
    drawing(name, 'emblem'),
    heading,
    ...children,
  );
}
