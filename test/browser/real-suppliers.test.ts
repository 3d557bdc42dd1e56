import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { openChatPage } from '../support/chat-page.ts';
import { launchBrowser } from '../support/chromium.ts';
import { readQr } from '../support/picture.ts';
import { openWorld } from '../support/world.ts';

let browser: Browser;

beforeAll(async () => void (browser = await launchBrowser()), 60_000);
afterAll(() => browser.close());

describe.each([
  { supplier: 'esimaccess', words: '立即到账：共 5.8 GB' },
  { supplier: 'airalo', words: '加到这张卡上，再用 30 天' },
])('On the chat page, with $supplier in a box', ({ supplier, words }) => {
  test('a renewal goes from home to the picture, in the words of how it starts', async () => {
    await using world = await openWorld({ env: { ESIM_PROVIDER: supplier } });
    const page = await openChatPage(browser, world, { width: 1440 });
    await page.locator('#front').getByRole('button', { name: '开始' }).click();
    await page.getByRole('button', { name: '★' }).click();
    await page.locator('#front .bubble', { hasText: words }).waitFor();
    await page.getByRole('button', { name: /^付款 ⭐/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '付款' }).click();
    const picture = page.locator('#front .bubble img');
    await picture.waitFor();
    expect(await scan(picture)).toMatch(/^https:\/\/t\.me\/yuanyou_box_bot\?start=card_[\w-]{22}$/);
    await page.locator('#front .bubble', { hasText: '✅' }).getByText(words).waitFor();
  });

  test('a card that takes nothing more is followed by a new one, with its installation code in the picture', async () => {
    await using world = await openWorld({ env: { ESIM_PROVIDER: supplier } });
    const page = await openChatPage(browser, world, { width: 1440, person: 'Traveller' });
    await page.locator('#front').getByRole('button', { name: 'Start' }).click();
    await page.getByRole('button', { name: '🇯🇵' }).click();
    await page.getByRole('button', { name: '★ Unlimited' }).click();
    await page.getByRole('button', { name: /^Pay ⭐/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Pay ⭐/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await world.pass(minute);
    const picture = page.locator('#front .bubble img');
    await picture.waitFor();
    expect(await scan(picture)).toMatch(/^LPA:1\$smdp\.sandbox\.invalid\$SBX-/);
  });
});

/** What a camera would read from this part of the screen. */
async function scan(picture: Locator): Promise<string | undefined> {
  await picture.scrollIntoViewIfNeeded();
  return readQr(await picture.screenshot());
}
