import { get, load } from './api.js';
import { sheet } from './dialog.js';
import { h, key } from './dom.js';
import { photo, screenshot } from './screenshot.js';
import { t } from './words.js';

/** What a person can send from their phone: what they have of cards bought elsewhere, and files of the reader's own. */
export function attach({ root, person, host }) {
  const here = `elsewhere/${person.id}`;
  const news = h('p', { class: 'news', role: 'status' });
  const own = key(t('box-attach-file'), () => input.click());
  const input = h('input', { type: 'file', hidden: true, onchange: () => run(own, sendOwn) });
  const choices = [
    choice('box-attach-own', () => sendShot('own')),
    choice('box-attach-code', () => say('lpa')),
    choice('box-attach-number', () => say('iccid')),
    choice('box-attach-address', () => say('email')),
    choice('box-attach-foreign', () => sendShot('foreign')),
    person.role === 'operator' && choice('box-attach-sold', sendSold),
    own,
  ];
  const dialog = sheet(
    root,
    t('box-attach'),
    h('h2', {}, t('box-attach')),
    h('div', { class: 'choices' }, ...choices.filter(Boolean), input),
    news,
    key(t('box-cancel'), () => dialog.close()),
  );

  function choice(label, act) {
    const button = key(t(label), () => run(button, act));
    return button;
  }

  async function run(button, act) {
    if (dialog.ariaBusy === 'true') return;
    dialog.ariaBusy = button.ariaBusy = 'true';
    news.textContent = t('box-sending');
    try {
      await act();
      dialog.close();
    } catch (error) {
      news.textContent = `${t('box-failed')} (${error.message})`;
    }
    dialog.ariaBusy = button.ariaBusy = null;
  }

  async function say(field) {
    await host.ask('say', { text: (await get(here))[field] });
  }

  async function sendShot(whose) {
    const words = { title: t('box-shot-title'), hint: t('box-shot-hint') };
    await host.send('photo', await screenshot(await load(`${here}/${whose}.png`), words), 'screenshot.jpg');
  }

  async function sendSold() {
    await host.send('document', await load('elsewhere/sold.csv'), 'cards-sold.csv');
  }

  /** A picture goes as a photo, all else as it is. */
  async function sendOwn() {
    const [file] = input.files;
    input.value = '';
    if (!file) return;
    const picture = file.type.startsWith('image/') && (await photo(file).catch(() => undefined));
    await (picture ? host.send('photo', picture, 'photo.jpg') : host.send('document', file, file.name));
  }
}
