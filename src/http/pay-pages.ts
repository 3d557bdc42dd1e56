import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Locale } from '../domain/customer.ts';
import { escapeHtml } from '../i18n/html.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { CheckoutSessions, Opening, PayStatus } from '../services/checkout-sessions.ts';

/** Whoever waits for a bank looks again this often, in seconds, and this many times. */
const refresh = { seconds: 3, times: 20 };

/**
 * `/pay/start?t=` makes the rail's page and sends the traveller there; `/pay/return?t=` is where they come back to. Neither grants
 * anything: both only ask the rail. They show a state in words and the way back to the chat, nothing of the order.
 */
export function createPayPages({
  sessions,
  speeches,
  botUsername,
}: {
  sessions: () => Pick<CheckoutSessions, 'open' | 'status'> | undefined;
  speeches: Speeches;
  botUsername: () => string;
}): Hono {
  const routes = new Hono();

  const speechFor = (c: Context, locale: Locale | undefined): Speech =>
    locale ? speeches(locale) : speeches.forCode(c.req.header('accept-language')?.split(/[,;]/)[0]);

  const show = (c: Context, speech: Speech, state: PageState, next: { href: string; label: string } | null) =>
    c.html(
      page({ speech, state, next, chat: `https://t.me/${botUsername()}`, again: againAfter(c, state) }),
      state === 'unknown' ? 404 : 200,
      headers,
    );

  // Hono answers HEAD by the GET handler; a preview must not open a page of the rail.
  routes.use('/pay/*', (c, next) =>
    c.req.method === 'HEAD' ? Promise.resolve(c.body(null, 200, headers)) : next(),
  );

  routes.get('/pay/start', async (c) => {
    const token = c.req.query('t') ?? '';
    const opening: Opening = (await sessions()?.open(token)) ?? { kind: 'unknown' };
    if (opening.kind === 'opened') {
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
      return c.redirect(opening.url, 303);
    }
    const speech = speechFor(c, opening.locale);
    const retry = opening.kind === 'silent' || opening.kind === 'refused' || opening.kind === 'paused';
    const next = retry ? { href: hrefOf('start', token), label: speech.t('button-retry') } : null;
    return show(c, speech, opening.kind, next);
  });

  routes.get('/pay/return', async (c) => {
    const token = c.req.query('t') ?? '';
    const { kind, locale }: PayStatus = (await sessions()?.status(token)) ?? { kind: 'unknown' };
    const speech = speechFor(c, locale);
    const goOn = kind === 'open' || kind === 'failed' || kind === 'paused';
    const label = kind === 'paused' ? speech.t('button-retry') : speech.t('page-pay-go-on');
    const next = goOn ? { href: hrefOf('start', token), label } : null;
    return show(c, speech, kind, next);
  });
  return routes;
}

type PageState = Exclude<Opening['kind'], 'opened'> | PayStatus['kind'];

function hrefOf(page: 'start' | 'return', token: string): string {
  return `/pay/${page}?t=${encodeURIComponent(token)}`;
}

/** While the bank decides, or does not say, the page looks again by itself, for a minute. */
function againAfter(c: Context, state: PageState): string | null {
  const times = Number(c.req.query('n') ?? '0');
  const waits = state === 'processing' || state === 'checking';
  if (!waits || !(times < refresh.times)) return null;
  return `${refresh.seconds};url=${hrefOf('return', c.req.query('t') ?? '')}&n=${times + 1}`;
}

const marks: Readonly<Partial<Record<PageState, string>>> = {
  paid: '✓',
  processing: '…',
  checking: '…',
  failed: '✕',
};

function words({ t }: Speech, state: PageState): { title: string; text: string } {
  switch (state) {
    case 'paid':
      return { title: t('page-pay-paid'), text: t('page-pay-paid-text') };
    case 'processing':
      return { title: t('page-pay-processing'), text: t('page-pay-processing-text') };
    case 'checking':
      return { title: t('page-pay-checking'), text: t('page-pay-checking-text') };
    case 'failed':
      return { title: t('page-pay-failed'), text: t('page-pay-nothing-charged') };
    case 'open':
      return { title: t('page-pay-open'), text: t('page-pay-nothing-charged') };
    case 'expired':
    case 'replaced':
      return { title: t('page-pay-expired'), text: t('page-pay-expired-text') };
    case 'card_gone':
      return { title: t('page-pay-expired'), text: t('refused-card-gone') };
    case 'not_shared':
      return { title: t('page-pay-expired'), text: t('refused-not-shared') };
    case 'test_only':
      return { title: t('page-pay-expired'), text: t('refused-test-only') };
    case 'paused':
      return { title: t('page-pay-paused'), text: t('refused-paused') };
    case 'silent':
    case 'refused':
      return { title: t('page-pay-silent'), text: t('page-pay-silent-text') };
    case 'unknown':
      return { title: t('page-pay-unknown'), text: t('page-pay-unknown-text') };
  }
}

function page({
  speech,
  state,
  next,
  chat,
  again,
}: {
  speech: Speech;
  state: PageState;
  next: { href: string; label: string } | null;
  chat: string;
  again: string | null;
}): string {
  const { title, text } = words(speech, state);
  const mark = marks[state];
  const back = `<a class="${next ? 'quiet' : 'main'}" href="${chat}">${escapeHtml(speech.t('page-pay-back'))}</a>`;
  const go = next ? `<a class="main" href="${escapeHtml(next.href)}">${escapeHtml(next.label)}</a>` : '';
  return `<!doctype html>
<html lang="${speech.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${again ? `<meta http-equiv="refresh" content="${escapeHtml(again)}">` : ''}
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main class="${state}">
${mark ? `<p class="mark" aria-hidden="true">${mark}</p>` : ''}
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<nav>${go}${back}</nav>
</main>
</body>
</html>`;
}

const style = `
:root{color-scheme:light dark;--paper:light-dark(#f4eddf,#0e1828);--ink:light-dark(#21303f,#efe9dc);--soft:light-dark(#566069,#aab6c6);--accent:light-dark(#28557f,#93c1ec);--on:light-dark(#fff,#0e1828);--card:light-dark(#fffdf9,#1a2942);--bad:light-dark(#a2362a,#f2a497)}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1.5rem;background:var(--paper);color:var(--ink);font:16px/24px system-ui,sans-serif}
main{width:100%;max-width:24rem;padding:2rem 1.5rem;border-radius:1.25rem;background:var(--card);text-align:center}
.mark{display:grid;place-items:center;width:4rem;height:4rem;margin:0 auto 1rem;border-radius:50%;border:2px solid var(--soft);color:var(--soft);font-size:2rem}
.paid .mark{border-color:var(--accent);background:var(--accent);color:var(--on)}
.failed .mark{border-color:var(--bad);color:var(--bad)}
h1{margin:0 0 .5rem;font-size:1.375rem;line-height:1.3}
p{margin:0;color:var(--soft);overflow-wrap:anywhere}
nav{display:grid;gap:.5rem;margin-top:1.5rem}
a{display:block;padding:.75rem 1rem;border-radius:.75rem;color:var(--accent);text-decoration:none;font-weight:600}
a.main{background:var(--accent);color:var(--on)}
a:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
`;

const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};
