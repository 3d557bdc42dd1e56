import type { CustomerId } from '../domain/ids.ts';
import type { SandboxControls } from '../esim/sandbox/controls.ts';
import type { CardService } from '../services/cards.ts';
import type { Store } from '../services/storage-port.ts';
import type { SupplierControls } from './box.ts';

/** What the world drawer does to the supply, by the people of the sandbox. Everything is there by the time that somebody opens it. */
export function createDrawerSupply({
  selling,
  controls,
  cards,
  store,
}: {
  /** The supplier in the box. */
  selling: string;
  controls: () => SandboxControls | undefined;
  cards: () => Pick<CardService, 'list'>;
  store: () => Pick<Store, 'cards'>;
}): SupplierControls {
  const ownerOf = (person: number): CustomerId => `customer_${person}`;
  return {
    useBytes: async (person, bytes) => {
      const [card] = await cards().list(ownerOf(person));
      if (card) controls()?.useBytes(card.ref.id, bytes);
    },
    setCredit: (amount) => controls()?.setCredit(amount),
    stall: (seconds) => controls()?.stall(seconds),
    cardElsewhere: (person) => {
      const supply = controls();
      if (!supply) throw new RangeError('nobody in the box makes cards');
      return supply.cardElsewhere(ownerOf(person));
    },
    hasClaimed: async (person) => {
      const id = controls()?.idElsewhere(ownerOf(person));
      const card = id === undefined ? undefined : await store().cards.byProfile(selling, id);
      return card?.ownerId === ownerOf(person);
    },
  };
}
