import type { ProfileRef } from '../../domain/card.ts';
import type { ProfileProof } from '../../services/supply-port.ts';
import { parseLpa } from '../lpa.ts';
import type { Book } from './book.ts';

/** The profile of an installation code or of a number, once it is ready. The book has its addresses in lower case. */
export function findProfile(
  book: Book,
  proof: ProfileProof,
  now: number,
): { ref: ProfileRef; coverage: string } | undefined {
  const code = 'lpa' in proof ? parseLpa(proof.lpa) : undefined;
  if ('lpa' in proof && !code) return undefined;
  const found = code
    ? book.profileBy('lpa', `LPA:1$${code.smdpAddress.toLowerCase()}$${code.matchingId}`)
    : book.profileBy('iccid', 'iccid' in proof ? proof.iccid : '');
  if (!found || now < found.readyAt) return undefined;
  return { ref: found.ref, coverage: found.coverage };
}
