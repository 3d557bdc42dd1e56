import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qrPng } from '../../src/esim/qr.ts';
import type { Mail } from '../../src/services/mail-port.ts';
import { openChatPage, seriousFindings } from '../support/chat-page.ts';
import { launchBrowser } from '../support/chromium.ts';
import { PIXEL } from '../support/picture.ts';
import { openWorld, people } from '../support/world.ts';
import type { World } from '../support/world.ts';

const link = 'https://t.me/yuanyou_box_bot?start=help';
const receipt: Mail = {
  id: 'mail/1?a=b',
  to: 'traveller@box.invalid',
  subject: 'Receipt: <b>Italy</b> 5 GB',
  text: `Paid €11.20\nActivation code: YY-7K2M-9QXD-4TBH\n${link}\nCode 482913`,
  html: `<h1 style="color: rgb(1, 2, 3)">Paid €11.20</h1><img src="cid:qr" alt="QR" />
    <script>parent.document.title = 'taken'; document.body.textContent = 'taken';</script>
    <img src="https://elsewhere.example/pixel.png" alt="" />`,
  pictures: [{ cid: 'qr', png: PIXEL }],
};
let browser: Browser;

beforeAll(async () => void (browser = await launchBrowser()), 60_000);
afterAll(() => browser.close());

test('A mail that comes is counted, listed with its subject as text, and read with its picture and styles', async () => {
  await using world = await openWorld();
  const page = await open(world);
  const asked: string[] = [];
  page.on('requestfinished', (request) => void asked.push(request.url()));
  await world.box.mail.send(receipt);
  await mailbox(page, 'Mailbox 1 new').click();
  await page.locator('#mail').getByText('To traveller@box.invalid').waitFor();
  await page.getByRole('button', { name: 'Receipt: <b>Italy</b> 5 GB' }).click();

  const letter = page.frameLocator('#mail iframe');
  await letter.getByRole('heading', { name: 'Paid €11.20' }).waitFor();
  const [, frame] = page.frames();
  expect(await page.evaluate(`document.querySelector('#mail iframe').contentDocument === null`)).toBe(true);
  expect(await frame?.evaluate(`getComputedStyle(document.querySelector('h1')).color`)).toBe('rgb(1, 2, 3)');
  expect(await frame?.evaluate(`document.querySelector('[alt=QR]').naturalWidth`)).toBe(1);
  expect(await page.title()).toBe('遠遊卡');
  expect(asked.filter((url) => !url.startsWith('data:') && !url.includes('127.0.0.1'))).toEqual([]);

  await page.getByRole('button', { name: 'Plain text' }).click();
  await page.locator('#mail pre').getByText('Paid €11.20').waitFor();
  await page.getByRole('button', { name: 'All mails' }).click();
  await mailbox(page, 'Mailbox').waitFor();
});

test('What is in a mail can be copied, and its link opens on the phone of whom it was written to', async () => {
  await using world = await openWorld();
  const page = await open(world);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await world.box.mail.send({ ...receipt, to: 'viaggiatrice@box.invalid' });
  await mailbox(page, 'Mailbox 1 new').click();
  await page.getByRole('button', { name: 'Receipt' }).click();
  for (const code of ['YY-7K2M-9QXD-4TBH', '482913']) {
    await page.getByRole('button', { name: `Copy ${code}` }).click();
    await page.locator('#mail').getByText(`Copied: ${code}`).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code);
  }
  await page.getByRole('button', { name: 'Open as Viaggiatrice' }).click();
  await page.locator('#front .own', { hasText: '/start help' }).waitFor();
  expect(world.box.messages(people.it).map(({ text }) => text)).toContain('/start help');
});

test.each([1440, 390])('A code in a picture of a mail is read by the other phone: %s px', async (width) => {
  await using world = await openWorld();
  const page = await open(world, { width });
  const lpa = 'LPA:1$smdp.sandbox.invalid$SBX-AAAAA-BBBBB';
  await world.box.mail.send({ ...receipt, pictures: [{ cid: 'qr', png: qrPng(lpa) }] });
  await mailbox(page, 'Mailbox 1 new').click();
  await page.getByRole('button', { name: 'Receipt' }).click();
  await page.getByRole('button', { name: 'Scan with the other phone' }).click();
  expect(await page.getByRole('button', { name: 'Install' }).getAttribute('data-code')).toBe(lpa);
});

test('An empty mailbox says so, and whose address mails can be sent to', async () => {
  await using world = await openWorld();
  const page = await open(world);
  await mailbox(page, 'Mailbox').click();
  await page.locator('#mail').getByText('No mail yet.').waitFor();
  await page.getByRole('button', { name: 'Copy traveller@box.invalid' }).waitFor();
  await page.locator('#world-button').click();
  expect(await page.locator('aside:visible').count()).toBe(1);
});

test('What came since the mailbox was last open stays marked while it is looked at, whatever else happens', async () => {
  await using world = await openWorld();
  const page = await open(world);
  await world.box.mail.send(receipt);
  await mailbox(page, 'Mailbox 1 new').click();
  world.box.clock.advance(1000);
  await world.box.mail.send({ ...receipt, id: 'another', subject: 'Another' });
  await page.locator('#mail .fresh', { hasText: 'Another' }).waitFor();
  expect(await page.locator('#mail .fresh').count()).toBe(2);
  await page.locator('#rail').getByRole('button', { name: 'Viaggiatrice' }).click();
  await page.getByRole('button', { name: 'Copy viaggiatrice@box.invalid' }).waitFor();
  expect(await page.locator('#mail .fresh').count()).toBe(2);
});

test('What was read stays read, and a mail sent while the process was away is counted', async () => {
  await using world = await openWorld();
  const page = await open(world);
  await world.box.mail.send(receipt);
  await mailbox(page, 'Mailbox 1 new').click();
  await page.keyboard.press('Escape');
  await page.reload();
  await mailbox(page, 'Mailbox').waitFor();
  await world.box.mail.send({ ...receipt, id: 'another' });
  await page.reload();
  await mailbox(page, 'Mailbox 1 new').waitFor();
  expect(await page.locator('#mail-button .badge').textContent()).toBe('1');
});

test.each([
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
] as const)('The mailbox is open to everybody at $width px, $colorScheme', async (look) => {
  await using world = await openWorld();
  const page = await open(world, look);
  await world.box.mail.send(receipt);
  await mailbox(page, 'Mailbox 1 new').click();
  expect.soft(await seriousFindings(page), 'list').toEqual([]);
  await page.getByRole('button', { name: 'Receipt' }).click();
  expect.soft(await seriousFindings(page), 'letter').toEqual([]);
  await page.getByRole('button', { name: 'Plain text' }).click();
  expect.soft(await seriousFindings(page), 'plain text').toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width);
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement.id')).toBe('mail-button');
});

async function open(
  world: World,
  look: { width: number; colorScheme?: 'light' | 'dark' } = { width: 1440 },
): Promise<Page> {
  await world.person(people.en).start();
  const page = await openChatPage(browser, world, { ...look, person: 'Traveller' });
  await page.locator('#front .message').first().waitFor();
  return page;
}

const mailbox = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
