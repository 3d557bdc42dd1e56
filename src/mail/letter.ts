import { escapeHtml } from '../i18n/html.ts';
import type { Speech } from '../i18n/speech.ts';
import type { Letter } from '../services/mail-port.ts';

/** A part of a letter, in plain words: how it looks is decided here, once for text and once for HTML. */
export type Block =
  | { readonly kind: 'title' | 'paragraph' | 'small' | 'big'; readonly text: string }
  /** A list of label and value. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** Shown inside the letter; `alt` where pictures are off. */
  | { readonly kind: 'picture'; readonly cid: string; readonly png: Uint8Array; readonly alt: string };

/** What a letter says. */
export interface Draft {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/**
 * A letter as text and as HTML: plain tables, inline styles, no colours of its own but white below a picture, so that it reads by day
 * and in the dark, and nothing from elsewhere.
 */
export function writeLetter(
  { locale, t }: Pick<Speech, 'locale' | 't'>,
  { subject: title, blocks }: Draft,
): Letter {
  // One line, whatever the words in it were.
  const subject = title.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return {
    subject,
    text: `${blocks
      .map((block) => asText(t, block))
      .filter((part) => part !== '')
      .join('\n\n')}\n`,
    html: page(locale, subject, blocks.map(asHtml).join('\n')),
    pictures: blocks.flatMap((block) =>
      block.kind === 'picture' ? [{ cid: block.cid, png: block.png }] : [],
    ),
  };
}

function asText(t: Speech['t'], block: Block): string {
  switch (block.kind) {
    case 'facts':
      return block.facts.map(([label, value]) => t('mail-fact', { label, value })).join('\n');
    case 'link':
      return t('mail-fact', { label: block.text, value: block.url });
    case 'picture':
      return '';
    default:
      return block.text;
  }
}

function asHtml(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${escaped(block.text)}</h1>`;
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escaped(block.text)}</p>`;
    case 'small':
      return `<p style="margin:16px 0 0;font-size:13px">${escaped(block.text)}</p>`;
    case 'big':
      return `<p style="margin:0 0 16px;font:bold 26px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:2px">${escaped(block.text)}</p>`;
    case 'facts':
      return `<table style="margin:0 0 16px;border-collapse:collapse">${block.facts
        .map(
          ([label, value]) =>
            `<tr><th scope="row" style="text-align:left;vertical-align:top;font-weight:normal;white-space:nowrap;padding:2px 16px 2px 0">${escaped(label)}</th><td style="padding:2px 0;font-weight:bold">${escaped(value)}</td></tr>`,
        )
        .join('')}</table>`;
    case 'link':
      return `<p style="margin:0 0 16px"><a href="${escaped(block.url)}">${escaped(block.text)}</a></p>`;
    case 'picture':
      return `<p style="margin:0 0 16px"><img src="cid:${escaped(block.cid)}" alt="${escaped(block.alt)}" width="240" height="240" style="background:#fff;padding:12px;border-radius:8px"></p>`;
  }
}

function page(locale: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
</head>
<body style="margin:0">
<table role="presentation" width="100%" style="max-width:560px;margin:0 auto;border-collapse:collapse"><tr><td style="padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','PingFang TC','Noto Sans CJK SC',sans-serif">
${body}
</td></tr></table>
</body>
</html>
`;
}

/** With its line breaks. */
function escaped(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}
