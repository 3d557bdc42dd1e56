import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Update } from 'grammy/types';
import { openBooks } from './books.ts';
import type { Books } from './books.ts';
import type { Person } from './person.ts';
import { openWorld } from './world.ts';
import type { World } from './world.ts';

/** A world whose books lie open. */
export interface AuditedWorld {
  readonly world: World;
  readonly books: Books;
  readonly folder: string;
}

/** `badPlan`: a plan of the sandbox supplier that goes wrong, sold by the day for both demo cards. */
export async function openAuditedWorld({
  badPlan,
  ...options
}: { badPlan?: string } & Parameters<typeof openWorld>[0] = {}): Promise<AuditedWorld & AsyncDisposable> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yuanyou-'));
  const env = { DATABASE_URL: `sqlite:${folder}/yuanyou.db`, ...options.env };
  const catalogue = badPlan === undefined ? {} : { catalogueFile: catalogueWith(folder, badPlan) };
  const world = await openWorld({ ...options, ...catalogue, env });
  return {
    world,
    books: openBooks({ box: () => world.box, folder }),
    folder,
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Comes home and opens the payment screen of the bad plan, for the card in Italy or the one in Japan. */
export async function chooseBadPlan(person: Person, card: 'italy' | 'japan' = 'italy'): Promise<void> {
  await person.start();
  if (card === 'japan') await person.tap('🇯🇵');
  await person.tap('Days');
  await person.tap('⭐');
}

/** The updates by which Telegram reported payments to the shop, oldest first. */
export function paymentUpdates({ box }: World): Update[] {
  return box.wire
    .entries()
    .filter(({ direction }) => direction === 'to_bot')
    .map(({ params }) => params as Update)
    .filter(({ message }) => message?.successful_payment !== undefined);
}

function catalogueWith(folder: string, badPlan: string): string {
  const source = path.join(import.meta.dirname, '../../db/catalogue.json');
  const catalogue: { plans: { id: string }[] } = JSON.parse(readFileSync(source, 'utf8'));
  const demo = catalogue.plans.filter(({ id }) => id === 'it-5gb-30d' || id === 'jp-unl-5d');
  const bad = demo.map((plan) => ({ ...plan, id: `${badPlan}-${plan.id.slice(0, 2)}`, shown_as: 'day' }));
  const file = path.join(folder, 'catalogue.json');
  writeFileSync(file, JSON.stringify({ ...catalogue, plans: [...demo, ...bad] }));
  return file;
}
