import type { ClaimNotifier } from '../services/ports.ts';
import type { Notice } from './customer-chat.ts';
import { askOwnerScreen, handedOverScreen } from './views/claim.ts';

/** Tells owners and claimants of cards. */
export function createClaimNotifier({ notice }: { notice: Notice }): ClaimNotifier {
  return {
    asked: (request, card) => notice(request.ownerId, (speech) => askOwnerScreen(speech, request, card)),
    handedOver: (request, card) => notice(request.claimantId, (speech) => handedOverScreen(speech, card)),
  };
}
