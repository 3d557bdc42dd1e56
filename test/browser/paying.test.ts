import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { addChineseFont, launchBrowser } from '../support/chromium.ts';
import { openWorld, people } from '../support/world.ts';
import type { World } from '../support/world.ts';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
let browser: Browser;

beforeAll(async () => void (browser = await launchBrowser()), 60_000);
afterAll(() => browser.close());

const ways = [
  { way: 'Stars' },
  { way: 'invoice' },
  { way: 'card', outcome: 'pay' },
  { way: 'paypal', outcome: 'pay' },
  { way: 'alipay', outcome: 'pay' },
  { way: 'wechat_pay', outcome: 'pending_then_failed' },
  { way: 'wechat_pay', outcome: 'pending_then_paid' },
] as const;
type Way = (typeof ways)[number];

describe.concurrent.each(['as they come', 'none'] as const)(
  'On the chat page, with Stripe’s events: %s',
  (events) => {
    test('a renewal succeeds by every way to pay', { timeout: 90_000 }, async () => {
      await using world = await openWorld();
      const page = await open(world, events);
      for (const way of ways) {
        await say(page, '/renew');
        await pay(page, world, way);
      }
      expect(
        world
          .person(people.en)
          .bubbles()
          .filter(({ hasPicture }) => hasPicture),
      ).toHaveLength(6);
    });

    test('a first card is bought by every way to pay', { timeout: 90_000 }, async () => {
      await using world = await openWorld();
      const page = await open(world, events);
      for (const [index, way] of ways.entries()) {
        await say(page, '/buy');
        await newest(page).getByRole('button', { name: 'Italy' }).click();
        await newest(page).getByRole('button', { name: '3 GB' }).click();
        if (index === 0) await newest(page).getByRole('button', { name: 'Yes, go on' }).click();
        await pay(page, world, way);
      }
      expect(
        world
          .person(people.en)
          .bubbles()
          .filter(({ hasPicture }) => hasPicture),
      ).toHaveLength(6);
    });
  },
);

test.each([
  { width: 1440, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
] as const)(
  'Nothing serious stands in the way on the payment page and where it leads, at $width px, $colorScheme',
  async (look) => {
    await using world = await openWorld();
    const page = await open(world, 'as they come', look);
    await say(page, '/renew');
    const frame = await openPage(page);
    expect(await seriousFindings(page)).toEqual([]);
    const inside = page.frames()[1];
    expect(await seriousFindings(inside)).toEqual([]);
    expect(await inside?.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
      0,
    );
    await frame.locator('summary').click();
    await frame.locator('[data-outcome=decline]').click();
    await frame.getByText('The payment was declined').waitFor();
    await frame.locator('summary').click();
    await frame.locator('[data-outcome=challenge]').click();
    await frame.getByText('is it you who pays?').waitFor();
    await frame.locator('[data-outcome=pay]').click();
    await frame.locator('main.paid').waitFor();
    expect(await seriousFindings(page.frames()[1])).toEqual([]);
    expect(
      await page.frames()[1]?.evaluate('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0);
    await frame.getByRole('link', { name: 'Back to the chat' }).click();
    await page.locator('#front .bubble img').waitFor();
  },
);

test('Whoever closes the page without paying is not charged, and finds the review as it was', async () => {
  await using world = await openWorld();
  const page = await open(world, 'as they come');
  await say(page, '/renew');
  await openPage(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const frame = await openPage(page);
  await frame.locator('[data-outcome=leave]').click();
  await frame.getByText('Not paid yet').waitFor();
  await frame.getByRole('link', { name: 'Back to the chat' }).click();
  expect(await newest(page).getByRole('button', { name: 'PayPal' }).count()).toBe(1);
  expect(world.box.stripe.ledger()).toEqual([]);
});

test('After a decline the way that was chosen stays, and the keyboard goes on where the page does', async () => {
  await using world = await openWorld();
  const page = await open(world, 'as they come', { width: 320, colorScheme: 'light' });
  await say(page, '/renew');
  const frame = await openPage(page);
  await frame.locator('[value=alipay]').check();
  await frame.locator('summary').click();
  const decline = frame.locator('[data-outcome=decline]');
  const shown = await page.locator('iframe').boundingBox();
  await expect.poll(() => footOf(decline)).toBeLessThanOrEqual((shown?.y ?? 0) + (shown?.height ?? 0));
  await decline.click();
  await frame.locator('.bad', { hasText: '⚠️ The payment was declined' }).waitFor();
  expect(await frame.locator('[value=alipay]').isChecked()).toBe(true);
  expect(await frame.locator(':focus').getAttribute('data-outcome')).toBe('pay');
  expect((await frame.locator('summary').boundingBox())?.height).toBeGreaterThan(43);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('The page is as dark as the chat was made, and one that has expired leads back', async () => {
  await using world = await openWorld();
  const page = await open(world, 'as they come');
  await page.locator('#theme').click();
  await say(page, '/renew');
  const frame = await openPage(page);
  const paper = 'getComputedStyle(document.documentElement).colorScheme';
  expect(await page.frames()[1]?.evaluate(paper)).toBe('dark');
  await frame.locator('[data-outcome=leave]').click();
  await frame.getByText('Not paid yet').waitFor();
  expect(await page.frames()[1]?.evaluate(paper)).toBe('dark');
  expect(await frame.locator('.mark').count(), 'nothing failed').toBe(0);
  await frame.getByRole('link', { name: 'Continue to payment' }).click();
  await frame.locator('.amount').waitFor();
  await world.pass(60 * minute);
  await page.frames()[1]?.evaluate('location.reload()');
  await frame.getByText('This page has expired').waitFor();
  await frame.getByRole('button', { name: 'Back to the chat' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('While the bank takes its time the process may go away: the page says so, and comes back with it', async () => {
  await using world = await openWorld();
  const page = await open(world, 'as they come');
  await say(page, '/renew');
  const frame = await openPage(page);
  await frame.locator('summary').click();
  await frame.locator('[data-outcome=pending_then_paid]').click();
  await frame.locator('main.processing').waitFor();
  await page.route(/\/pay\/|\/box\/state/, (route) => route.abort('connectionrefused'));
  await page.getByRole('dialog').getByText('Connection lost').waitFor();
  await world.pass(20_000);
  await page.unroute(/\/pay\/|\/box\/state/);
  await frame.locator('main.paid').waitFor();
  expect(await page.getByText('Connection lost').count()).toBe(0);
});

test('What was tried is ticked for who paid, when they paid, and after a reload as well', async () => {
  await using world = await openWorld();
  const page = await open(world, 'none');
  const chip = page.getByRole('button', { name: 'Pay another way (done)' });
  await say(page, '/renew');
  const frame = await openPage(page);
  expect(await chip.count(), 'a page that is merely open').toBe(0);
  await frame.locator('[data-outcome=pay]').click();
  await frame.locator('main.paid').waitFor();
  await frame.getByRole('link', { name: 'Back to the chat' }).click();
  await chip.waitFor();
  await page.reload();
  await chip.waitFor();
  await page.locator('#world-button').click();
  const events = page.getByRole('combobox', { name: 'Stripe’s events' });
  expect(await events.inputValue(), 'the drawer knows how it was set').toBe('off');
  await page.getByRole('button', { name: '旅客' }).first().click();
  await page.locator('#front').getByText('旅客').first().waitFor();
  expect(await chip.count(), 'somebody else').toBe(0);
});

/** How far down the screen something reaches. */
async function footOf(element: Locator): Promise<number> {
  const { y = 0, height = 0 } = (await element.boundingBox()) ?? {};
  return y + height;
}

/** The bubble that the bot sent last. */
function newest(page: Page): Locator {
  return page.locator('#front .message:not(.own)').last();
}

async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator('#front .message:not(.own)').count();
  const line = page.locator('#front').getByRole('textbox');
  await line.fill(text);
  await line.press('Enter');
  await page.locator('#front .message:not(.own)').nth(before).waitFor();
}

/** The page of the review on the screen, in the phone's own browser. */
async function openPage(page: Page): Promise<FrameLocator> {
  const other = newest(page).getByRole('button', { name: 'PayPal' });
  await newest(page).getByRole('button', { name: /^Pay/ }).first().waitFor();
  await ((await other.count()) > 0 ? other : newest(page).locator('.success')).click();
  const frame = page.frameLocator('iframe');
  await frame.locator('.amount').waitFor();
  return frame;
}

/** From the review on the screen to the picture, or to the word that it did not work. */
async function pay(page: Page, world: World, way: Way): Promise<void> {
  const pictures = page.locator('#front .bubble img');
  const before = await pictures.count();
  if ('outcome' in way) {
    const frame = await openPage(page);
    await frame.locator(`[value=${way.way}]`).check();
    if (way.outcome !== 'pay') await frame.locator('summary').click();
    await frame.locator(`[data-outcome=${way.outcome}]`).click();
    await frame.locator('main.paid, main.processing').waitFor();
    await frame.getByRole('link', { name: 'Back to the chat' }).click();
    if (way.outcome !== 'pay') {
      await page.locator('#front').getByText('still confirming').last().waitFor();
      await world.pass(20_000);
    }
    // No event may come: then it is asked for, within 15 s.
    for (let passed = 0; passed < 15; passed += 5) await world.pass(5000);
  } else await payInTelegram(page, way.way === 'Stars' ? /⭐\d+$/ : /€[\d.]+$/);
  if (way.way === 'wechat_pay' && way.outcome === 'pending_then_failed') {
    await page.locator('#front').getByText('didn’t go through').last().waitFor();
    return;
  }
  await world.pass(minute);
  await pictures.nth(before).waitFor();
}

async function payInTelegram(page: Page, price: RegExp): Promise<void> {
  const chosen = newest(page).locator('.success');
  await chosen.waitFor();
  const isChosen = price.test((await chosen.textContent()) ?? '') && !(await isPage(page));
  if (!isChosen) {
    const telegram = price.source.includes('€') ? /in Telegram/ : price;
    await newest(page).getByRole('button', { name: telegram }).click();
    await chosen.getByText(price).waitFor();
    await page.waitForFunction(`document.querySelectorAll('#front .message:not(.own)').length > 0`);
  }
  await chosen.click();
  await page.getByRole('dialog').getByRole('button', { name: /^Pay/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Whether the review is about to be paid on a page: then its text names the methods. */
async function isPage(page: Page): Promise<boolean> {
  return ((await newest(page).textContent()) ?? '').includes('WeChat)');
}

async function open(
  world: World,
  events: string,
  { width, colorScheme }: { width: number; colorScheme: 'light' | 'dark' } = {
    width: 1440,
    colorScheme: 'light',
  },
): Promise<Page> {
  await world.person(people.en).start();
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme,
    locale: 'en',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${world.app.port}/`);
  await addChineseFont(page);
  if (events === 'none') {
    await page.locator('#world-button').click();
    await page
      .getByRole('combobox', { name: 'Stripe’s events' })
      .selectOption({ label: 'Stripe’s events: none' });
    await page.locator('#world').getByRole('button', { name: 'Close' }).click();
  }
  return page;
}

async function seriousFindings(
  page: { evaluate(script: string): Promise<unknown> } | undefined,
): Promise<unknown> {
  await page?.evaluate(axe);
  return page?.evaluate(`axe.run({ iframes: false }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0].html]))`);
}
