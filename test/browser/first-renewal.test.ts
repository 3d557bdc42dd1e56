import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { openChatPage, seriousFindings } from '../support/chat-page.ts';
import type { Look } from '../support/chat-page.ts';
import { launchBrowser } from '../support/chromium.ts';
import { readQr } from '../support/picture.ts';
import { openWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let browser: Browser;

beforeAll(async () => void (browser = await launchBrowser()), 60_000);
afterAll(() => browser.close());

test('The first renewal takes two taps from the waiting bubble, and the QR on the screen opens the card', async () => {
  await using world = await openWorld({ story: true });
  const page = await open(world, { width: 1440 });

  await page.locator('#front .lit').click();
  await page.getByRole('dialog').getByRole('button', { name: '付款' }).click();

  const picture = page.locator('#front .bubble img');
  await picture.waitFor();
  expect(await scan(picture)).toMatch(/^https:\/\/t\.me\/yuanyou_box_bot\?start=card_[\w-]{22}$/);
  await page.locator('#front .bubble', { hasText: '✅' }).waitFor();
});

test('From Start it takes four taps, on a phone, and all is still there after the process was started anew', async () => {
  await using world = await openWorld();
  const page = await open(world, { width: 390, person: 'Viaggiatrice', colorScheme: 'dark' });

  await page.locator('#front').getByRole('button', { name: 'Avvia' }).click();
  await page.getByRole('button', { name: '★' }).click();
  await page.getByRole('button', { name: /^Paga ⭐/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Paga ⭐/ })
    .click();
  await page.locator('#front .bubble img').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await world.restart();
  const again = await open(world, { width: 390, person: 'Viaggiatrice' });
  await again.locator('#front .bubble img').waitFor();
  expect(await again.locator('#front .bubble', { hasText: 'pagato' }).count()).toBe(1);
  await again.getByRole('button', { name: 'La mia eSIM' }).click();
  await again.locator('#front .bubble', { hasText: 'in attesa' }).waitFor();
});

test('A card that cannot be topped up ends with the installation code in the picture', async () => {
  await using world = await openWorld();
  const page = await open(world, { width: 1440, person: 'Traveller' });

  await page.locator('#front').getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: '🇯🇵' }).click();
  await page.getByRole('button', { name: '★ Unlimited' }).click();
  await page.getByRole('button', { name: /^Pay ⭐/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Pay ⭐/ })
    .click();
  await page.locator('#front .bubble', { hasText: 'activating' }).waitFor();
  await world.pass(minute);

  const picture = page.locator('#front .bubble img');
  await picture.waitFor();
  expect(await scan(picture)).toMatch(/^LPA:1\$smdp\.sandbox\.invalid\$SBX-/);
});

test.each([
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const)(
  'Nothing serious stands in the way at $width px, $colorScheme, with a renewal on the screen',
  async (look) => {
    await using world = await openWorld({ story: true });
    const page = await open(world, look);
    await world.person(100001).pay();
    await page.locator('#front .bubble img').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width);
  },
);

const open = (world: World, look: Look): Promise<Page> => openChatPage(browser, world, look);

/** What a camera would read from this part of the screen. */
async function scan(picture: Locator): Promise<string | undefined> {
  await picture.scrollIntoViewIfNeeded();
  return readQr(await picture.screenshot());
}
