import { h, key } from './dom.js';
import { t, written } from './words.js';

const tags = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

/** Telegram text with its entities as nodes. Offsets count UTF-16 units, as strings do here; entities may nest. */
export function rich(text, entities, host) {
  const waiting = (entities ?? []).toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const fill = (parent, from, to) => {
    let at = from;
    while (waiting.length > 0 && waiting[0].offset < to) {
      const entity = waiting.shift();
      const end = Math.min(entity.offset + entity.length, to);
      if (entity.offset < at || end <= entity.offset) continue;
      const node = wrap(entity, text.slice(entity.offset, end), host);
      parent.append(text.slice(at, entity.offset), node);
      if (entity.type !== 'date_time') fill(node, entity.offset, end);
      if (entity.type === 'spoiler') hide(node);
      at = end;
    }
    parent.append(text.slice(at, to));
    return parent;
  };
  return fill(document.createDocumentFragment(), 0, text.length);
}

function wrap(entity, text, host) {
  switch (entity.type) {
    case 'url':
      return link(text.includes(':') ? text : `https://${text}`, host);
    case 'text_link':
      return link(entity.url, host);
    case 'email':
      return link(`mailto:${text}`, host);
    case 'bot_command':
      return key('', () => host.say(text), 'link');
    case 'date_time':
      return moment(entity, text, host);
    default:
      return h(tags[entity.type] ?? 'span');
  }
}

function link(url, host) {
  const follow = (event) => {
    event.preventDefault();
    host.open(url);
  };
  return h('a', { href: /^(https?|mailto):/.test(url) ? url : '#', onclick: follow });
}

/** Puts a button over what is hidden: until it is pressed the words are not in the document at all. */
function hide(node) {
  const hidden = [...node.childNodes];
  const shade = h('span', { 'aria-hidden': 'true' }, '▒'.repeat(Math.max(3, node.textContent.length)));
  const reveal = () => node.replaceChildren(...hidden);
  node.replaceChildren(key(shade, reveal, 'link spoiler', { 'aria-label': t('box-spoiler') }));
}

function moment({ unix_time: seconds, date_time_format: format = '' }, text, { lang, now }) {
  const time = seconds * 1000;
  const title = written(time, { dateStyle: 'full', timeStyle: 'long' }, lang);
  const own = format === 'r' ? relative(time - now(), lang) : format && written(time, parts(format), lang);
  return h('time', { datetime: new Date(time).toISOString(), title }, own || text);
}

function parts(format) {
  return {
    ...(format.includes('w') && { weekday: 'long' }),
    ...(format.includes('d') && { day: 'numeric', month: 'numeric', year: '2-digit' }),
    ...(format.includes('D') && { day: 'numeric', month: 'long', year: 'numeric' }),
    ...(/t/i.test(format) && { hour: '2-digit', minute: '2-digit' }),
    ...(format.includes('T') && { second: '2-digit' }),
  };
}

function relative(ms, lang) {
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const minutes = Math.round(ms / 60_000);
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 36 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 1440), 'day');
}
