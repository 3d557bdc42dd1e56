import type { CardNotifier } from '../services/ports.ts';
import type { Notice } from './customer-chat.ts';
import { collectedScreen } from './views/claim.ts';
import { cameNotice, gaveNotice } from './views/sharing.ts';

/** Tells people what became of their cards without their doing. */
export function createCardNotifier({ notice }: { notice: Notice }): CardNotifier {
  return {
    came: (ownerId, card, name) => notice(ownerId, (speech) => cameNotice(speech, card, name)),
    brought: (customerId, cards) =>
      notice(customerId, (speech) =>
        collectedScreen(speech, { cards, silent: false }, { offer: undefined, receipts: false }),
      ),
    gone: (formerOwnerId, card) => notice(formerOwnerId, (speech) => gaveNotice(speech, card)),
  };
}
