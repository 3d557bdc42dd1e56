import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { openChatPage } from '../support/chat-page.ts';
import { launchBrowser } from '../support/chromium.ts';
import { speeches } from '../support/scene.ts';
import { openWorld, people } from '../support/world.ts';
import type { World } from '../support/world.ts';

let browser: Browser;

beforeAll(async () => void (browser = await launchBrowser()), 60_000);
afterAll(() => browser.close());

const family = { locale: 'zh-TW', name: '家人' } as const;
const traveller = { locale: 'zh-CN', name: '旅客' } as const;

describe.each([
  { person: traveller, other: family, width: 1440, asked: '发给谁？' },
  { person: family, other: traveller, width: 390, asked: '发给谁？' },
  { person: { locale: 'en', name: 'Traveller' }, other: family, width: 320, asked: 'Send it to whom?' },
  { person: { locale: 'it', name: 'Viaggiatrice' }, other: family, width: 390, asked: 'A chi lo invii?' },
] as const)('On the page at $width px, $person.name', ({ person, other, width, asked }) => {
  const { t } = speeches(person.locale);
  const { t: theirs } = speeches(other.locale);
  const me = people[person.locale];

  test('gives a plan away: the link goes to the other phone, and is activated there', async () => {
    await using world = await openWorld();
    await world.person(me).start('renew');
    const page = await open(world);
    const mine = page.locator('#front');
    await press(world, mine.getByRole('button', { name: '⋯' }));
    await press(world, mine.getByRole('button', { name: t('button-give-away') }));
    await pay(page);
    await mine.getByRole('button', { name: t('button-send-code') }).click();
    const phone = await openOnTheOther(page);
    await press(world, phone.getByRole('button', { name: '·4821' }));
    await press(world, phone.getByRole('button', { name: theirs('button-activate') }));
    await world.pass(minute);
    await phone.locator('.bubble img').waitFor();
    expect(world.person(people[other.locale]).screen().hasPicture).toBe(true);
  });

  test('shares a card: the link goes to the other phone, and the card is seen there', async () => {
    await using world = await openWorld();
    const owner = world.person(me);
    await owner.start();
    await owner.say('/settings');
    await owner.tap(t('button-my-cards'));
    await owner.tap('4821');
    const page = await open(world);
    const mine = page.locator('#front');
    await press(world, mine.getByRole('button', { name: t('button-share') }));
    await press(world, mine.getByRole('button', { name: t('button-share-link') }));
    await mine.getByRole('button', { name: t('button-send-link') }).click();
    const phone = await openOnTheOther(page);
    await press(world, phone.getByRole('button', { name: theirs('button-accept') }));
    await phone.locator('.bubble', { hasText: '👪' }).first().waitFor();
    expect(world.person(people[other.locale]).screen().text).toContain('👪');
  });

  test('proves an address by the code in the mailbox, and finds the receipt there', async () => {
    await using world = await openWorld();
    await world.person(me).start('renew');
    const page = await open(world);
    const mine = page.locator('#front');
    await pay(page);
    await press(world, mine.getByRole('button', { name: t('button-mail-receipt') }));
    await mine.locator('.composer .tool').nth(1).click();
    await page.locator('dialog .choices button').nth(3).click();
    await page.locator('#mail-button .badge', { hasText: '1' }).waitFor();

    await page.locator('#mail-button').click();
    await page.locator('#mail .letter').first().click();
    const code = await page.locator('#mail .key', { hasText: /^\d{6}$/ }).textContent();
    await page.keyboard.press('Escape');
    await mine.locator('.composer input').fill(code ?? '');
    await page.keyboard.press('Enter');
    await page.locator('#mail-button .badge', { hasText: '1' }).waitFor();
    await page.locator('#mail-button').click();
    await page.locator('#mail .letter').first().click();
    await page.frameLocator('#mail iframe').getByText('€').first().waitFor();
    expect(world.box.mail.all()).toHaveLength(2);
  });

  const open = (world: World): Promise<Page> => openChatPage(browser, world, { width, person: person.name });

  /** Telegram asks whom to send the link to: never oneself, and first of all whose phone stands beside. It opens there. */
  async function openOnTheOther(page: Page): Promise<Locator> {
    await page.locator('.finding').getByRole('heading', { name: asked }).waitFor();
    expect(await page.locator('.finding .key', { hasText: person.name }).count()).toBe(0);
    await page.locator('.finding .key.primary').click();
    const phone = page.locator('.phone:visible', { has: page.locator('.status', { hasText: other.name }) });
    await phone.waitFor();
    return phone.locator('.log');
  }
});

test('The phone of the operator offers what operators do, and that of a traveller what travellers do', async () => {
  await using world = await openWorld();
  await world.person(100_005).start();
  const page = await openChatPage(browser, world, { width: 390, person: '运营' });
  const chips = page.locator('#front .chip');
  expect(await chips.allTextContents()).toEqual(['待处理', '店铺状态', '收件箱', '暂停销售', '过一天']);
  await chips.first().click();
  await page.locator('#front .bubble', { hasText: speeches('zh-CN').t('queue-empty') }).waitFor();
  await page.locator('#front .chip.done', { hasText: '待处理' }).waitFor();
  await page.locator('#rail').getByRole('button', { name: '旅客' }).click();
  await page.locator('#front .chip', { hasText: '换个方式付款' }).waitFor({ state: 'attached' });
});

async function press(world: World, button: Locator): Promise<void> {
  await button.last().click();
  await button.page().locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await world.settle();
}

async function pay(page: Page): Promise<void> {
  await page.locator('#front .lit').click();
  await page.locator('dialog .primary').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('#front .bubble img').last().waitFor();
}
