/** A new element: attributes, `on…` listeners, children (nothing is ever parsed as HTML). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** A button with words on it. */
export function key(label, onclick, style = 'key plain', attributes = {}) {
  return h('button', { type: 'button', class: style, onclick, ...attributes }, label);
}

/** A button with a drawing on it, and its name for those who do not see it. */
export function tool(name, label, onclick, attributes = {}) {
  return key(drawing(name), onclick, 'tool', { 'aria-label': label, title: label, ...attributes });
}

/** A drawing from drawings.svg, decorative: the text beside it says the same. */
export function drawing(name, className = '') {
  const [svg, use] = ['svg', 'use'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
  svg.setAttribute('class', `drawing ${className}`);
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `/box/assets/drawings.svg#${name}`);
  svg.append(use);
  return svg;
}

const faces = ['hat', 'long', 'cap', 'bun', 'short'];

/** The drawn face of a person, by the place in the list of people. */
export function face(people, id) {
  const index = people.findIndex((person) => person.id === id);
  return drawing(`face-${faces[Math.max(0, index) % faces.length]}`, 'face');
}
