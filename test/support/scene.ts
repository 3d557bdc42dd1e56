import path from 'node:path';
import { expect } from 'vitest';
import type { Locale } from '../../src/domain/customer.ts';
import { createSpeeches } from '../../src/i18n/speech.ts';
import type { Speech } from '../../src/i18n/speech.ts';
import { openAuditedWorld } from './audited-world.ts';
import type { AuditedWorld } from './audited-world.ts';
import type { Bubble, Person } from './person.ts';
import { openShelf } from './shelf.ts';
import type { Shelf } from './shelf.ts';
import { createWitness, nonsenseIn } from './witness.ts';
import type { Witness } from './witness.ts';
import { people } from './world.ts';

export const speeches = createSpeeches(path.join(import.meta.dirname, '../../locales'));

/** A world in which somebody clumsy, curious or hostile comes along, under observation. */
export interface Scene extends AuditedWorld {
  readonly shelf: Shelf;
  readonly witness: Witness;
  /** Reads English, in these words. */
  readonly person: Person;
  readonly t: Speech['t'];
  /** Every tap was answered once, Telegram refused nothing, nothing waits for an operator, and no bubble is garbled. */
  allIsWell(): void;
}

/** A button as an attacker or a slow thumb sees it: what it sends, and from which bubble. */
export interface Press {
  readonly id: number;
  readonly data: string;
}

export async function openScene(
  options: Parameters<typeof openAuditedWorld>[0] = {},
): Promise<Scene & AsyncDisposable> {
  const audited = await openAuditedWorld(options);
  const { world, books, folder } = audited;
  const witness = createWitness(world);
  return {
    ...audited,
    shelf: openShelf(folder),
    witness,
    person: world.person(people.en),
    t: speeches('en').t,
    allIsWell: () => {
      expect(witness.unanswered()).toEqual([]);
      expect(witness.refused()).toEqual([]);
      expect(books.reviews()).toEqual([]);
      for (const locale of Object.keys(people) as Locale[])
        expect(
          nonsenseIn(world.person(people[locale as keyof typeof people]).bubbles(), {
            locale,
            // Our own name, and what people are called.
            own: ['遠遊卡', 'Traveller', 'Viaggiatrice', '家人', '旅客'],
          }),
        ).toEqual([]);
    },
  };
}

/** All callback buttons that a person's bubbles have now. */
export function pressesOf(person: Person): Press[] {
  return person
    .bubbles()
    .flatMap(({ id, buttons }) =>
      buttons
        .flat()
        .flatMap((button) => ('callback_data' in button ? [{ id, data: button.callback_data }] : [])),
    );
}

/** A message as it is read, without its markup. */
export function plain(html: string): string {
  return html.replaceAll(/<[^>]+>/g, '');
}

/** The payment screen, by its pay button. */
export function isReview({ buttons }: Bubble): boolean {
  return buttons.flat().some((button) => 'url' in button && button.url.includes('/$'));
}

/** Opens the invoice behind a payment screen, as whoever taps on it; answers its slug. */
export function invoiceOf({ world }: Scene, { buttons }: Bubble, reader: Person): string {
  const link = buttons.flat().find((button) => 'url' in button);
  const opened = world.box.openLink(reader.id, link && 'url' in link ? link.url : '');
  if (opened.kind !== 'invoice') throw new Error('The payment screen has no invoice');
  return opened.slug;
}
