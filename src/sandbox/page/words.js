const names = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English', it: 'Italiano' };

/** The language of the page itself: the reader's choice, else the browser's. */
export const language = names[localStorage.language] ? localStorage.language : closest(navigator.language);

let words = {};

/** Reads the page's words and puts them where the document asks for them. */
export async function loadWords() {
  words = await (await fetch(`/box/words?lang=${language}`)).json();
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll('[data-label]')) node.ariaLabel = t(node.dataset.label);
}

/** One of the page's sentences, with its `{name}` places filled. */
export function t(id, values = {}) {
  return (words[id] ?? id).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The closest of our languages, by Telegram's codes or the browser's. */
export function closest(code) {
  const lower = (code ?? '').toLowerCase();
  if (/^zh-(hant|tw|hk|mo)/.test(lower)) return 'zh-TW';
  if (lower.startsWith('zh')) return 'zh-CN';
  return lower.startsWith('it') ? 'it' : 'en';
}

/** A date as that language writes it in the reader's own zone; English counts the day as Europe does. */
export function written(time, options, lang = language) {
  return new Date(time).toLocaleString(lang === 'en' ? 'en-GB' : lang, options);
}

/** An amount as Telegram gives it: Stars are whole, other currencies come in minor units. */
export function money({ currency, total_amount: amount }) {
  if (currency === 'XTR') return `⭐${amount}`;
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / 100);
}

/** Fills the language menu; a choice is kept and the page read again in it. */
export function offerLanguages(select) {
  select.append(
    ...Object.entries(names).map(([code, name]) => new Option(name, code, false, code === language)),
  );
  select.addEventListener('change', () => {
    localStorage.language = select.value;
    location.reload();
  });
}
