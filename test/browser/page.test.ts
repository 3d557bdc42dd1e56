import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import QRCode from 'qrcode';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type BoxedChat, openBoxedChat, type Told } from '../support/boxed-chat.ts';
import { addChineseFont, launchBrowser } from '../support/chromium.ts';

const code = 'LPA:1$smdp.sandbox.invalid$A1B2-C3D4-E5F6';
const traveller = 100001;
const folder = path.join(import.meta.dirname, '../../src/sandbox/page');
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
let browser: Browser;
let box: BoxedChat;

beforeAll(async () => void (browser = await launchBrowser()), 60_000);
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await box.close();
});

test('A renewal takes two taps, the lit button and Pay, and the sheet then goes away by itself', async () => {
  const page = await open();
  box.answers.set('pay', { outcome: 'paid' });
  await page.locator('#front .lit').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pay ⭐672' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await box.deliver(
    traveller,
    from({ message_id: 3, successful_payment: { currency: 'XTR', total_amount: 672 } }),
  );
  await page.getByText('Paid ⭐672').waitFor();
  expect(box.asked.map((each) => each.path)).toEqual(['link', 'pay']);
});

test('The other phone reads the installation code from the pixels of the picture', async () => {
  const page = await open();
  await box.deliver(
    traveller,
    from({ message_id: 3, photo: [{ file_id: 'qr', width: 296, height: 296 }], caption: '✅' }),
  );
  await page.getByRole('button', { name: 'Scan with the other phone' }).click();
  await page.locator('#side').getByText('smdp.sandbox.invalid').waitFor();
  expect(await page.getByRole('button', { name: 'Install' }).getAttribute('data-code')).toBe(code);
});

test.each([1440, 390])(
  'A gift in a picture is opened by somebody else on their own phone: %s px',
  async (width) => {
    const link = `https://t.me/yuanyou_box_bot?start=act_${'aB3-_'.repeat(5).slice(0, 22)}`;
    const page = await open({ width, picture: link });
    await box.deliver(
      traveller,
      from({ message_id: 3, photo: [{ file_id: 'qr', width: 296, height: 296 }], caption: '🎁' }),
    );
    box.answers.set('link', { kind: 'start' });
    await page.getByRole('button', { name: 'Scan with the other phone' }).click();
    await page.getByText(link).waitFor();
    await page.getByRole('button', { name: 'Open as 家人' }).click();
    await page.locator('.phone:visible', { has: page.locator('.status', { hasText: '家人' }) }).waitFor();
    expect(box.asked).toEqual([{ path: 'link', body: { person: 100004, url: link } }]);
  },
);

test('Whoever sends a link is asked to whom, and it opens there', async () => {
  const link = 'https://t.me/yuanyou_box_bot?start=act_YY1SQQZ30AHMHS';
  const page = await open();
  const url = `https://t.me/share/url?${new URLSearchParams({ url: link, text: '🎁' }).toString()}`;
  const send = { inline_keyboard: [[{ text: '发给别人', url }]] };
  await box.deliver(traveller, from({ message_id: 3, text: '🎁', reply_markup: send }));
  await page.getByRole('button', { name: '发给别人' }).click();
  await page.locator('#front').getByText(link).waitFor();
  const others = await page.locator('#front .finding .key').allTextContents();
  expect(others[0], 'who holds the other phone comes first').toBe('家人');
  expect(others, 'but not whoever sends it').not.toContain('Traveller');
  box.answers.set('link', { kind: 'start' });
  await page.locator('#front .finding').getByRole('button', { name: 'Viaggiatrice' }).click();
  await page.locator('#side .status', { hasText: 'Viaggiatrice' }).waitFor();
  expect(box.asked).toEqual([{ path: 'link', body: { person: 100002, url: link } }]);
});

test('Every code from the smallest to version 10 is read, digits, capitals and Chinese alike', async () => {
  const page = await open();
  const texts = [
    '0123456789',
    'HELLO WORLD:1',
    '旅行',
    code,
    'x'.repeat(100),
    `https://t.me/box?start=${'a_'.repeat(32)}`,
  ];
  for (const text of texts) expect(await readDrawn(page, text)).toBe(text);
});

test('A refusal shows the words of the bot and can be tried again; Escape closes the sheet', async () => {
  const page = await open();
  box.answers.set('pay', { outcome: 'refused', message: '报价已过期' });
  await page.locator('#front .lit').click();
  await page.getByRole('button', { name: 'Pay ⭐672' }).click();
  await page.getByRole('dialog').getByText('报价已过期').waitFor();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.locator('#front .pill', { hasText: 'Paid' }).count()).toBe(0);
});

test('A tap shows that it is on its way until the answer arrives, and an alert asks to be confirmed', async () => {
  const page = await open();
  const answer = Promise.withResolvers<unknown>();
  box.answers.set('tap', answer.promise);
  await page.getByRole('button', { name: '换套餐' }).click();
  await page.locator('.key[aria-busy="true"]', { hasText: '换套餐' }).waitFor();
  answer.resolve({ query_id: '1', answer: { text: '好的', show_alert: true } });
  await page.getByRole('dialog').getByText('好的').waitFor();
  await page.getByRole('button', { name: 'OK', exact: true }).click();
  expect(await page.locator('.key[aria-busy]').count()).toBe(0);
});

test('What people and bot write is shown as text, never run as markup', async () => {
  const page = await open();
  const text = '<img src=x onerror="document.title=1"> bold';
  await box.deliver(
    traveller,
    from({ message_id: 3, text, entities: [{ type: 'bold', offset: text.length - 4, length: 4 }] }),
  );
  await page.locator('#front .bubble strong', { hasText: 'bold' }).waitFor();
  expect(await page.locator('#front .bubble', { hasText: '<img src=x' }).locator('img').count()).toBe(0);
});

test('After the process was killed and started again the bubbles are there, with what was missed', async () => {
  const page = await open();
  box.silently(traveller, from({ message_id: 9, text: 'Meanwhile' }));
  await box.drop();
  await page.getByText('Meanwhile').waitFor();
  expect(await page.locator('#front .message').count()).toBe(3);
});

test('Something that happens to another person shows as a badge until it is looked at', async () => {
  const page = await open();
  const message = { ...from({ message_id: 4, text: 'Ciao' }), chat: { id: 100002, type: 'private' } };
  await box.deliver(100002, message);
  await page.getByRole('button', { name: 'Viaggiatrice 1 new' }).click();
  await page.locator('#front').getByText('Ciao').waitFor();
  expect(await page.locator('#people .badge').count()).toBe(0);
});

test('Nothing serious stands in the way of a reader with other means, by day and by night', async () => {
  for (const width of [1440, 390, 320]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open({ width, colorScheme });
      await box.deliver(
        traveller,
        from({ message_id: 3, photo: [{ file_id: 'qr', width: 296, height: 296 }] }),
      );
      await page.locator('.scan:visible').waitFor();
      expect.soft(await findings(page), `chat ${width} ${colorScheme}`).toEqual([]);
      await page.locator('#front .lit').click();
      expect.soft(await findings(page), `pay sheet ${width} ${colorScheme}`).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('#world-button').click();
      expect.soft(await findings(page), `world ${width} ${colorScheme}`).toEqual([]);
      expect.soft(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await box.close();
    }
  }
}, 60_000);

test('The page weighs under 100 kB and asks nobody else for anything', async () => {
  const sizes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
  const asked: string[] = [];
  await open({ onRequest: (url) => void asked.push(url) });
  expect(asked.filter((url) => !url.startsWith(box.url))).toEqual([]);
});

interface Wanted {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** What the picture holds. */
  readonly picture?: string;
  readonly onRequest?: (url: string) => void;
}

async function open({
  width = 1440,
  colorScheme = 'light',
  picture = code,
  onRequest,
}: Wanted = {}): Promise<Page> {
  const buttons = [
    [{ text: '付款 ⭐672', url: 'https://t.me/$slug', style: 'primary' }],
    [{ text: '换套餐', callback_data: 'other' }],
  ];
  const reminder = from({
    message_id: 2,
    text: '⏳ ·4821 今晚用完',
    reply_markup: { inline_keyboard: buttons },
  });
  const start = { ...from({ message_id: 1, text: '/start' }), outgoing: true };
  box = await openBoxedChat({ chats: new Map([[traveller, [start, reminder]]]), qr: picture });
  const invoice = {
    kind: 'invoice',
    slug: 'slug',
    title: '5 GB',
    description: '30 天',
    currency: 'XTR',
    total_amount: 672,
  };
  box.answers.set('link', invoice);
  const viewport = { width, height: 844 };
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('request', (request) => onRequest?.(request.url()));
  await page.goto(box.url);
  await page.locator('#front .lit').waitFor();
  await addChineseFont(page);
  await box.connected();
  expect(failures).toEqual([]);
  return page;
}

function from(message: Told): Told {
  const bot = { id: 1, is_bot: true, first_name: '遠遊卡' };
  return {
    date: 1_800_000_000,
    chat: { id: traveller, type: 'private' },
    from: bot,
    outgoing: false,
    ...message,
  };
}

async function findings(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0].html]))`);
}

/** Draws the modules as a picture does, three pixels each with a quiet zone, and lets the page read them. */
async function readDrawn(page: Page, text: string): Promise<unknown> {
  const { modules } = QRCode.create(text, text.length > 90 ? { version: 10 } : {});
  const width = (modules.size + 8) * 3;
  const module = (pixel: number): number => Math.floor(pixel / 3) - 4;
  const lit = (x: number, y: number): boolean =>
    Math.min(x, y) < 0 || Math.max(x, y) >= modules.size || modules.get(y, x) === 0;
  const pixels = Array.from({ length: width * width }, (_, at) =>
    lit(module(at % width), module(Math.floor(at / width))) ? '1' : '0',
  );
  return page.evaluate(`import('/box/assets/scan.js').then(({ decode }) => decode({
    data: [...'${pixels.join('')}'].flatMap((bit) => Array(4).fill(bit * 255)), width: ${width}, height: ${width} }))`);
}
