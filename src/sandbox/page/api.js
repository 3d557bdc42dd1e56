export const get = (path) => call(path);

export const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export const postForm = (path, body) => call(path, { method: 'POST', body });

/** The bytes of a file of the box. */
export const load = async (path) => (await ask(path)).blob();

async function call(path, init) {
  return (await ask(path, init)).json().catch(() => ({}));
}

async function ask(path, init) {
  const response = await fetch(`/box/${path}`, init);
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Error(body.error ?? body.description ?? `${response.status}`);
}

/**
 * Follows the box's events for as long as the page lives. `onOpen` is called at each connection, also after the process
 * was killed and started again: what happened in between was missed and must be read again.
 */
export function listen({ events, onOpen, onLost }) {
  const source = new EventSource('/box/events');
  source.addEventListener('open', onOpen);
  for (const [name, handle] of Object.entries(events)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
  source.addEventListener('error', () => {
    onLost();
    source.close();
    setTimeout(() => listen({ events, onOpen, onLost }), 1000);
  });
}
