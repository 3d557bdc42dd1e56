import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQrReader } from '../../src/esim/qr-reader.ts';
import type { ClientMessage } from '../../src/sandbox/telegram/messages.ts';
import { openChatPage, seriousFindings } from '../support/chat-page.ts';
import { launchBrowser } from '../support/chromium.ts';
import { PIXEL } from '../support/picture.ts';
import { openWorld, people } from '../support/world.ts';
import type { World } from '../support/world.ts';

const operator = 100005;
let browser: Browser;

beforeAll(async () => void (browser = await launchBrowser()), 60_000);
afterAll(() => browser.close());

test('The screenshots that a person sends are JPEG photos of a phone, with a code that can be read', async () => {
  await using world = await openWorld();
  const page = await open(world);
  const { lpa, foreign } = await elsewhere(world, people.en);
  const read = createQrReader();
  const sent = sentBy(world, people.en);
  for (const [name, code] of [
    ['Screenshot of my eSIM from elsewhere', lpa],
    ['Screenshot of an eSIM that isn’t ours', foreign],
  ] as const) {
    await choose(page, name);
    const photo = (await sent()).photo?.at(-1);
    expect(photo).toMatchObject({ width: 720, height: 1280 });
    const answer = await fetch(`${base(world)}/box/file/${photo?.file_id}`);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    const texts = await read(new Uint8Array(await answer.arrayBuffer()));
    expect(texts).toEqual({ kind: 'texts', texts: [code] });
  }
});

test('The code, the number and the address can be sent as text', async () => {
  await using world = await openWorld();
  const page = await open(world);
  const { lpa, iccid } = await elsewhere(world, people.en);
  const sent = sentBy(world, people.en);
  const texts: unknown[] = [];
  for (const name of ['Its code as text', 'Its card number', 'My e-mail address']) {
    await choose(page, name);
    texts.push((await sent()).text);
  }
  expect(texts).toEqual([lpa, iccid, 'traveller@box.invalid']);
});

test('The operator alone is offered the list of cards sold', async () => {
  await using world = await openWorld();
  const page = await open(world);
  await attach(page).click();
  const list = page.getByRole('dialog').getByRole('button', { name: 'The list of cards sold (CSV)' });
  expect(await list.count()).toBe(0);
  await page.keyboard.press('Escape');

  await page.locator('#rail').getByRole('button', { name: '运营' }).click();
  await page.locator('#front').getByRole('button', { name: 'Start', exact: true }).click();
  const sent = sentBy(world, operator);
  await choose(page, 'The list of cards sold (CSV)');
  const { document } = await sent();
  expect(document).toMatchObject({ file_name: 'cards-sold.csv', mime_type: 'text/csv' });
  const link = page.locator('#front').getByRole('link', { name: 'cards-sold.csv' });
  const download = page.waitForEvent('download');
  await link.click();
  const saved = await readFile(await (await download).path(), 'utf8');
  expect(saved.split('\r\n')[0]).toBe('iccid,email,order');
});

test("A file of the reader's own goes as it is, a picture as a photo, and a refusal is told on the sheet", async () => {
  await using world = await openWorld();
  const page = await open(world);
  const sent = sentBy(world, people.en);
  await upload(page, 'notes.txt', 'text/plain', Buffer.from('hello'));
  expect((await sent()).document).toMatchObject({ file_name: 'notes.txt', file_size: 5 });
  await upload(page, 'pixel.png', 'image/png', PIXEL);
  expect((await sent()).photo).toMatchObject([{ width: 1, height: 1 }]);
  await upload(page, 'empty.txt', 'text/plain', Buffer.alloc(0));
  await page.getByRole('dialog').getByText('That didn’t work').waitFor();
});

test.each([
  { person: '旅客', id: people['zh-CN'], width: 1440 },
  { person: '家人', id: people['zh-TW'], width: 390 },
  { person: 'Traveller', id: people.en, width: 320 },
  { person: 'Viaggiatrice', id: people.it, width: 390 },
])('$person claims a card by the chip and a screenshot, at $width px; the chip ticks itself', async (who) => {
  await using world = await openWorld();
  await world.person(who.id).start();
  const page = await openChatPage(browser, world, who);
  const chip = page.locator('#front .chip').nth(3);
  await chip.click();
  await page.locator('#front .bubble', { hasText: 'LPA:' }).waitFor();
  await page.locator('#front .composer .tool').nth(1).click();
  await page.locator('dialog .choices button').first().click();
  await page.locator('#front .bubble', { hasText: '✅' }).waitFor();
  await page.locator('#front .chip:nth-child(4).done').waitFor();
  expect(await page.locator('#front .own img').count()).toBe(0);
});

test.each([
  { width: 1440, colorScheme: 'light' },
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
] as const)('The attach sheet is open to everybody at $width px, $colorScheme', async (look) => {
  await using world = await openWorld();
  const page = await open(world, look);
  await attach(page).focus();
  await page.keyboard.press('Enter');
  expect(await seriousFindings(page)).toEqual([]);
  const heights = await page
    .getByRole('dialog')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  await page.keyboard.press('Escape');
  await attach(page).and(page.locator(':focus')).waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width);
});

async function open(
  world: World,
  look: { width: number; colorScheme?: 'light' | 'dark' } = { width: 1440 },
): Promise<Page> {
  await world.person(people.en).start();
  const page = await openChatPage(browser, world, { ...look, person: 'Traveller' });
  await attach(page).waitFor();
  return page;
}

const attach = (page: Page) => page.locator('#front').getByRole('button', { name: 'Attach' });

async function choose(page: Page, name: string): Promise<void> {
  await attach(page).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function upload(page: Page, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await attach(page).click();
  await page.getByRole('dialog').getByRole('button', { name: 'A file of yours…' }).click();
  await (await chooser).setFiles({ name, mimeType, buffer });
  if (buffer.length > 0) await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const base = (world: World): string => `http://127.0.0.1:${world.app.port}`;

async function elsewhere(world: World, person: number): Promise<Record<string, string>> {
  return (await (await fetch(`${base(world)}/box/elsewhere/${person}`)).json()) as Record<string, string>;
}

/** What this person sent last, each time it is asked. The bot may delete it at once, so it is caught on its way. */
function sentBy(world: World, person: number): () => Promise<ClientMessage> {
  const sent: ClientMessage[] = [];
  world.box.events.subscribe(({ event, data }) => {
    if (event === 'message' && data.person === person && data.message.outgoing) sent.push(data.message);
  });
  return async () => {
    await world.settle();
    const last = sent.at(-1);
    if (!last) throw new Error(`${person} has sent nothing`);
    return last;
  };
}
