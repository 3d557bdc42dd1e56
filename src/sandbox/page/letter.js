import { drawing, h, key } from './dom.js';
import { scan } from './scan.js';
import { t, written } from './words.js';

/** What is worth copying from a mail: activation codes, installation codes, one-time codes. */
const codes = /\bYY(?:-[0-9A-Z]{4}){3}\b|LPA:1\$\S+|(?<![\w-])\d{6}(?![\w-])/g;
const links = /https:\/\/t\.me\/\S+\?start=[\w-]+/g;
const address = ({ id }) => `/box/mail/${encodeURIComponent(id)}`;

/** To whom and when. */
export function about({ to, at }) {
  const time = written(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return h('span', { class: 'small' }, `${t('box-mail-to', { address: to })} · ${time}`);
}

/**
 * One mail to be read: as it was written, in a frame that runs and fetches nothing, or as plain text; with its codes to copy, its links
 * to open as `reader`, and its pictures for the camera of the other phone. Nodes in order, the heading among them.
 */
export function letter(mail, { reader, back, copier, follow, scanned }) {
  const frame = h('iframe', { sandbox: true, src: address(mail), title: mail.subject });
  const text = h('pre', { tabindex: '0', hidden: true }, mail.text);
  const plain = key(t('box-mail-plain'), turn, 'key plain', { 'aria-pressed': 'false' });
  const found = (pattern) => [...new Set(mail.text.match(pattern) ?? [])];

  function turn() {
    text.hidden = !text.hidden;
    frame.hidden = !frame.hidden;
    plain.ariaPressed = String(frame.hidden);
  }

  return [
    h('div', { class: 'row' }, key(`‹ ${t('box-mail-back')}`, back), plain),
    h('h3', { tabindex: '-1' }, mail.subject),
    about(mail),
    frame,
    text,
    ...found(codes).map(copier),
    ...found(links).map((url) =>
      key(t('box-open-as', reader), () => follow(url), 'key primary', { title: url }),
    ),
    ...mail.pictures.map((cid) => scanner(`${address(mail)}/${encodeURIComponent(cid)}`, scanned)),
  ];
}

/** Offers to scan a picture, once its pixels have turned out to hold a code. */
function scanner(src, scanned) {
  let text = '';
  const offer = key(drawing('camera'), () => scanned(text), 'key plain', { hidden: true });
  offer.append(t('box-scan'));
  void read(src).then((found) => {
    text = found;
    offer.hidden = text === '';
  });
  return offer;
}

async function read(src) {
  const picture = new Image();
  picture.src = src;
  return picture
    .decode()
    .then(() => scan(picture))
    .catch(() => '');
}
