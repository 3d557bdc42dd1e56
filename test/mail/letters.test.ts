import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activationCodeFrom } from '../../src/domain/activation-code.ts';
import type { IssuedCode } from '../../src/domain/issued-code.ts';
import { createSmtp } from '../../src/mail/smtp.ts';
import type { Letter, ReceiptFacts } from '../../src/services/mail-port.ts';
import { bot, lettersOf, plainLetters } from '../support/letters.ts';
import { openMailServer } from '../support/mail-server.ts';
import { readQr } from '../support/picture.ts';
import { aCard, aCustomer, anOrder, aPayment, plan } from '../support/samples.ts';
import { nonsense } from '../support/witness.ts';
import { languages } from '../support/world.ts';

const reader = aCustomer();
const lpa = 'LPA:1$smdp.example.com$MATCHING-ID-1';
const card = aCard({ ref: { id: 'p', iccid: '8901000000000004821' } });

function factsFor(changes: Partial<ReceiptFacts> = {}): ReceiptFacts {
  const order = anOrder(card, {
    state: 'fulfilled',
    plan: { ...plan, coverage: 'IT' },
    price: { amount: 1120, currency: 'EUR' },
  });
  const money = { amount: 672, currency: 'XTR' } as const;
  const payments = [aPayment({ money, receivedAt: Date.UTC(2026, 5, 14, 10, 3) })];
  return { order, card, code: undefined, payments, refunds: [], lpa: null, ...changes };
}

describe.each(languages)('A receipt in %s', (locale) => {
  const here = { ...reader, chosenLocale: locale };

  test.each(['stars', 'invoice', 'stripe'] as const)('paid by %s says all that it has to', (rail) => {
    const money =
      rail === 'stars'
        ? ({ amount: 672, currency: 'XTR' } as const)
        : ({ amount: 1120, currency: 'EUR' } as const);
    const payments = [aPayment({ rail, money, receivedAt: Date.UTC(2026, 5, 14, 10, 3) })];
    const { text, html } = plainLetters.receipt(here, factsFor({ payments }));
    for (const words of ['·4821', '2026', '12:03', '11', '10 GB', 'Yuanyou', 'Via Esempio 1']) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
    for (const line of text.split('\n'))
      expect(nonsense(line, { locale, own: ['Yuanyou', 'Via Esempio', 'Stripe', bot] })).toEqual([]);
    expect(html).toContain(`<html lang="${locale}">`);
  });

  test('has nothing from elsewhere in it, and its pictures are its own', () => {
    const { html, pictures } = plainLetters.receipt(here, factsFor({ lpa }));
    expect(html.match(/src="[^"]*"/g)).toEqual(['src="cid:qr"']);
    expect(html).not.toMatch(/<(script|link|style|iframe|form)|url\(|@import|\bon\w+=/i);
    expect(pictures.map(({ cid }) => cid)).toEqual(['qr']);
  });
});

test('on a test deployment every mail says so first, in its subject and in its text', () => {
  const seller = { brand: '遠遊卡', seller: 'Yuanyou', address: null };
  const letters = (mark: string | null) => {
    const { oneTimeCode, receipt } = lettersOf(seller, mark);
    return [oneTimeCode(reader, '123456'), receipt(reader, factsFor())];
  };
  for (const { subject, text, html } of letters('🧪 TEST')) {
    expect(subject).toMatch(/^🧪 TEST ./u);
    expect(text).toMatch(/^🧪 TEST\n/u);
    expect(html).toMatch(/<p[^>]*>🧪 TEST<\/p>/u);
  }
  for (const letter of letters(null)) expect(JSON.stringify(letter)).not.toContain('TEST');
});

test('the receipt of an activation code has the code while it can be used, and never in its subject', () => {
  const { order } = factsFor();
  const sold = { ...order, delivery: 'code' as const };
  const issued: IssuedCode = {
    id: 'code_1',
    orderId: order.id,
    payerId: order.payerId,
    plan: order.plan,
    state: 'active',
    redeemedBy: null,
    redemptionOrderId: null,
    createdAt: 1,
    expiresAt: Date.UTC(2026, 11, 11),
  };
  const secret = activationCodeFrom(new Uint8Array(11).fill(7));
  const here = { ...reader, chosenLocale: 'en' };
  const letter = plainLetters.receipt(
    here,
    factsFor({ order: sold, card: undefined, code: { issued, secret } }),
  );
  expect(letter.text).toContain(secret);
  expect(letter.text).toContain('11 December');
  expect(letter.html).toContain(secret);
  const link = `${bot}?start=act_${secret.replaceAll('-', '')}`;
  expect(letter.text, 'a friend who gets the mail needs no typing').toContain(link);
  expect(letter.html).toContain(`href="${link}"`);
  expect(letter.pictures.map(({ png }) => readQr(png))).toEqual([link]);
  expect(letter.subject).not.toContain('YY');
  const used = { issued: { ...issued, state: 'redeemed' as const }, secret: null };
  expect(plainLetters.receipt(here, factsFor({ order: sold, code: used })).text).not.toContain('YY-');
});

test.each(languages)('every mail in %s leads back into the chat', (locale) => {
  const here = { ...reader, chosenLocale: locale };
  for (const letter of [plainLetters.oneTimeCode(here, '482913'), plainLetters.receipt(here, factsFor())]) {
    expect(letter.text).toContain(bot);
    expect(letter.html).toContain(`href="${bot}"`);
  }
});

test('subjects hold neither codes nor secrets', () => {
  const code = plainLetters.oneTimeCode(reader, '482913');
  expect(code.subject).not.toMatch(/\d/);
  expect(code.text).toContain('482913');
  const { subject } = plainLetters.receipt(reader, factsFor({ lpa }));
  expect(subject).not.toContain('MATCHING');
  expect(subject).not.toContain('4821');
});

describe('Whatever the shop calls itself', () => {
  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\u2028',
        '\0',
        '<',
        '>',
        '"',
        "'",
        '&',
        '</td>',
        '<script>',
        'Bcc: x@y.example',
        ' ',
        '遠',
        '🇮🇹',
        '=?utf-8?Q?',
        '?=',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  });
  const names = fc.record({ brand: hostile, seller: hostile, address: hostile });
  const written = fc.sample(names, 150).flatMap((seller): Letter[] => {
    const letters = lettersOf(seller);
    return [letters.oneTimeCode(reader, '482913'), letters.receipt(reader, factsFor({ lpa }))];
  });

  test('a subject is one line, and no word becomes markup', () => {
    const tags = (html: string): string[] => html.match(/<\/?[a-z][a-z0-9]*/gi) ?? [];
    const harmless = [
      plainLetters.oneTimeCode(reader, '482913'),
      plainLetters.receipt(reader, factsFor({ lpa })),
    ];
    const known = new Set(harmless.flatMap(({ html }) => tags(html)));
    known.add('<br');
    expect(written.filter(({ subject }) => /[\r\n\0]/.test(subject))).toEqual([]);
    expect(written.flatMap(({ html }) => tags(html)).filter((tag) => !known.has(tag))).toEqual([]);
  });

  test('no header comes in over the wire', async () => {
    const server = await openMailServer();
    const smtp = createSmtp({ url: server.url, from: { name: 'Shop', address: 'shop@yuanyou.example' } });
    for (const [n, letter] of written.slice(0, 60).entries())
      await smtp.send({ ...letter, id: `mail_${n}`, to: `jane+${n}@example.com` });
    smtp.close();
    const headers = new Set(server.received.flatMap((mail) => [...mail.headers.keys()]));
    expect([...headers].toSorted()).toEqual(
      ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']
        .concat(headers.has('content-transfer-encoding') ? ['content-transfer-encoding'] : [])
        .toSorted(),
    );
    expect(server.received).toHaveLength(60);
    expect(new Set(server.received.map(({ to }) => to)).size).toBe(60);
  });
});
