import { h, tool } from './dom.js';
import { t } from './words.js';

let closeOpen = () => {};

/** A drawer at the side of the page with its heading in it; one at a time is open. `onOpen` fills it when it opens. */
export function createDrawer({ root, button, title, onOpen }) {
  const close = tool('close', t('box-close'), () => show(false));
  root.append(h('header', {}, h('h2', {}, title), close));
  button.addEventListener('click', () => show(root.hidden));
  root.addEventListener('keydown', (event) => event.key === 'Escape' && show(false));
  const shut = () => {
    root.hidden = true;
    button.ariaExpanded = 'false';
    closeOpen = () => {};
  };

  function show(wanted) {
    if (!wanted) {
      shut();
      return button.focus();
    }
    closeOpen();
    closeOpen = shut;
    root.hidden = false;
    button.ariaExpanded = 'true';
    root.focus();
    onOpen();
  }
  return { close: () => show(false) };
}
