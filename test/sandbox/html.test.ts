import { expect, it } from 'vitest';
import { format } from '../../src/sandbox/telegram/formatting.ts';

const html = (text: string) => format(text, { parseMode: 'HTML' });

it.for([
  ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
  ['字<p>x</p>', 'Unsupported start tag "p" at byte offset 3'],
  ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['x</b>', 'Unexpected end tag at byte offset 1'],
  ['a < b', 'Unclosed start tag at byte offset 2'],
  ['<a href="x', 'Unclosed start tag at byte offset 0'],
  ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['<tg-time unix="soon">x</tg-time>', 'Invalid date-time entity at byte offset 0'],
] as const)('HTML that does not parse is refused with the place: %s', ([text, problem]) => {
  expect(() => html(text)).toThrow(`Bad Request: can't parse entities: ${problem}`);
});

it.for([
  [
    '<b>a<i>b</i></b>',
    'ab',
    [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'italic', offset: 1, length: 1 },
    ],
  ],
  [
    '<a href="https://x.y/?a=1&amp;b=2">l</a>',
    'l',
    [{ type: 'text_link', url: 'https://x.y/?a=1&b=2', offset: 0, length: 1 }],
  ],
  ['<pre>x</pre>', 'x', [{ type: 'pre', offset: 0, length: 1 }]],
  [
    '<pre><code class="language-ts">x</code></pre>',
    'x',
    [{ type: 'pre', language: 'ts', offset: 0, length: 1 }],
  ],
  ['<code>1&lt;2</code>', '1<2', [{ type: 'code', offset: 0, length: 3 }]],
  [
    '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>',
    'xy',
    [
      { type: 'spoiler', offset: 0, length: 1 },
      { type: 'spoiler', offset: 1, length: 1 },
    ],
  ],
  ['<blockquote expandable>x</blockquote>', 'x', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
  ['<blockquote>x</blockquote>', 'x', [{ type: 'blockquote', offset: 0, length: 1 }]],
  [
    '😀<tg-time unix="1781259600" format="wDT">now</tg-time>',
    '😀now',
    [{ type: 'date_time', unix_time: 1781259600, date_time_format: 'wDT', offset: 2, length: 3 }],
  ],
  [
    '<u>a</u><ins>b</ins><s>c</s><del>d</del><strong>e</strong><em>f</em>',
    'abcdef',
    ['underline', 'underline', 'strikethrough', 'strikethrough', 'bold', 'italic'].map((type, offset) => ({
      type,
      offset,
      length: 1,
    })),
  ],
  ['&amp;lt; &#20320; &#x4f60; & &nbsp;', '&lt; 你 你 & &nbsp;', []],
  ['  <b> x </b>\n', 'x', [{ type: 'bold', offset: 0, length: 1 }]],
] as const)('HTML becomes text and entities: %s', ([source, text, entities]) => {
  expect(html(source)).toEqual({ text, entities });
});

it('commands, links and addresses are found as Telegram finds them', () => {
  const found = format('/start ab@c.de https://t.me/x. @someone #tag', {}).entities;
  expect(found.map(({ type }) => type)).toEqual(['bot_command', 'email', 'url', 'mention', 'hashtag']);
  expect(found[2]).toEqual({ type: 'url', offset: 15, length: 14 });
  expect(html('<code>/start https://x.yz</code>').entities).toHaveLength(1);
});

it('Markdown is not read by the box', () => {
  expect(() => format('*x*', { parseMode: 'MarkdownV2' })).toThrow('the box reads HTML only');
});
