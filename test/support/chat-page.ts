import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { addChineseFont } from './chromium.ts';
import type { World } from './world.ts';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** How wide and bright a screen is, and whose phone is in front on it. */
export interface Look {
  readonly width: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly person?: string;
}

/** The chat page of a world in a browser of its own, in the language of the person in front. */
export async function openChatPage(
  browser: Browser,
  world: World,
  { width, colorScheme = 'light', person }: Look,
): Promise<Page> {
  await world.settle();
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme,
    locale: person === 'Viaggiatrice' ? 'it' : person === 'Traveller' ? 'en' : 'zh-CN',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${world.app.port}/`);
  await addChineseFont(page);
  if (person) await page.locator('#rail').getByRole('button', { name: person }).click();
  return page;
}

/** What stands in the way of a reader with other means. */
export async function seriousFindings(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0].html]))`);
}
