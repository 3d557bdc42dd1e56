import type { Api } from 'grammy';
import { telegramUserIdOf } from '../domain/ids.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { ClaimNotifier } from '../services/ports.ts';
import type { Customers } from '../services/storage-port.ts';
import { isUnreachable } from './screen.ts';
import type { Screen, Screens } from './screen.ts';
import { askOwnerScreen, handedOverScreen } from './views/claim.ts';

/** Tells owners and claimants of cards, each in their language; who blocked the bot cannot be told. */
export function createClaimNotifier({
  api,
  customers,
  speeches,
  screens,
}: {
  api: Api;
  customers: Customers;
  speeches: Speeches;
  screens: Screens;
}): ClaimNotifier {
  async function tell(id: CustomerId, screen: (speech: Speech) => Screen): Promise<void> {
    const customer = await customers.byId(id);
    if (!customer) return;
    try {
      await screens.send(api, telegramUserIdOf(id), screen(speeches.forCustomer(customer)));
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
  }

  return {
    asked: (request, card) => tell(request.ownerId, (speech) => askOwnerScreen(speech, request, card)),
    handedOver: (request, card) => tell(request.claimantId, (speech) => handedOverScreen(speech, card)),
  };
}
