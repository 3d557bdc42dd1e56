import { expect, test } from 'vitest';
import { createTypedWords } from '../../src/bot/typed-words.ts';
import { speeches } from '../support/scene.ts';

const { wishOf, isWord } = createTypedWords(speeches);

test.each([
  [
    'cards',
    '共享',
    '转让',
    '分享',
    '轉讓',
    'share',
    'hand over',
    'condividi',
    'cedi',
    'my eSIMs',
    'le mie eSIM',
  ],
  ['cards', '删除卡', 'delete my eSIM'],
  ['balance', '我的卡', 'My eSIM', 'my esim?', 'la mia eSIM'],
  [
    'email',
    '邮箱',
    '邮件',
    '信箱',
    '電子郵件',
    'email',
    'e-mail',
    'E-Mail!',
    'my email',
    'change email',
    'posta',
  ],
  [
    'code',
    '激活码',
    '送人',
    '礼物',
    '啟用碼',
    '禮物',
    'gift',
    'activation code',
    'regalo',
    'codice di attivazione',
  ],
  [
    'data',
    '我的数据',
    '删除',
    '导出',
    '我的資料',
    '刪除',
    '匯出',
    'my data',
    'delete',
    'export',
    'i miei dati',
  ],
  ['data', 'elimina', 'esporta'],
  ['renew', 'renew my eSIM', 'ricarica la mia eSIM'],
  ['offline', 'my eSIM: no internet'],
])('wish for %s', (wish, ...texts) => {
  expect(texts.filter((text) => wishOf(text) !== wish)).toEqual([]);
});

test('only a word of ours alone is one', () => {
  expect(['续费', ' Ricarica! ', '=买', '買', 'e-mail'].filter((text) => !isWord(text))).toEqual([]);
  expect(['续费卡', 'ricarica di Anna', '', 'x'.repeat(99)].filter(isWord)).toEqual([]);
});
