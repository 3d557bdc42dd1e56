import path from 'node:path';
import { codeLink } from '../../src/bot/deep-links.ts';
import { receiptWords } from '../../src/bot/views/receipt.ts';
import { zoneOf } from '../../src/bot/views/plan-words.ts';
import { installKit } from '../../src/esim/lpa.ts';
import { qrPng } from '../../src/esim/qr.ts';
import { createLetters } from '../../src/mail/letters.ts';
import type { Seller } from '../../src/mail/receipt.ts';
import type { Letters } from '../../src/services/mail-port.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { speeches } from './scene.ts';

const catalogue = readCatalogue(path.join(import.meta.dirname, '../../db/catalogue.json'));

/** Where the chat with the shop is. */
export const bot = 'https://t.me/yuanyou_box_bot';

/** The letters of a shop that calls itself so. */
export function lettersOf(seller: Seller, testMark: string | null = null): Letters {
  return createLetters({
    speeches,
    seller,
    testMark,
    describe: (speech, facts) => receiptWords(speech, { ...facts, catalogue }),
    zoneOf: (speech, coverage) => zoneOf(speech, catalogue, coverage),
    installKit,
    links: { bot, code: (code) => codeLink('yuanyou_box_bot', code) },
    qrPng: (text) => qrPng(text, { watermark: 'TEST' }),
  });
}

export const plainLetters = lettersOf({ brand: '遠遊卡', seller: 'Yuanyou', address: 'Via Esempio 1' });
