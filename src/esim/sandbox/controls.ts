import type { Catalogue } from '../../domain/plan.ts';
import type { Clock } from '../../domain/time.ts';
import type { ProfileState } from '../../domain/usage.ts';
import type { Book } from './book.ts';
import { cardElsewhere, idElsewhere } from './demo.ts';
import { viewAt } from './profile.ts';
import { stateAt } from './timeline.ts';

/** Hands on the sandbox's world; not part of the port. */
export interface SandboxControls {
  /** Uses bytes of the running plan at once; answers false when none runs. */
  useBytes(refId: string, bytes: number): boolean;
  /**
   * A profile of ours that this owner bought from somebody else and that is in nobody's account here: Italy, in use. Made at the first
   * call, the same ever after.
   */
  cardElsewhere(owner: string): { readonly iccid: string; readonly lpa: string };
  /** The supplier's id of that profile, whether it was made yet or not. */
  idElsewhere(owner: string): string;
  /** For so many seconds of world time no call is answered; the waiting ones are answered then. */
  stall(seconds: number): void;
  /** Sets what is left of our credit, in US cents. */
  setCredit(amount: number): void;
  /** Moves a profile to this state now, whatever its life would have been; answers false when there is none. */
  setProfileState(refId: string, state: ProfileState): boolean;
}

export function createControls({
  book,
  catalogue,
  clock,
  stall,
}: {
  book: Book;
  catalogue: Catalogue;
  clock: Clock;
  stall: (seconds: number) => void;
}): SandboxControls {
  return {
    useBytes: (refId, bytes) => {
      const record = book.profile(refId);
      if (!record) return false;
      const now = clock();
      const running = viewAt(record, now, 0).timeline.find((stretch) => stateAt(stretch, now) === 'active');
      if (!running) return false;
      book.write(() =>
        book.addExtra(running.purchase.id, { at: now, bytes: Math.max(0, Math.trunc(bytes)) }),
      );
      return true;
    },
    stall,
    setCredit: (amount) => book.write(() => book.setCredit(amount)),
    cardElsewhere: (owner) => cardElsewhere({ book, catalogue, owner, now: clock() }),
    idElsewhere,
    setProfileState: (refId, state) => {
      const record = book.profile(refId);
      if (!record) return false;
      const now = clock();
      const past = (at: number | null): number => (at !== null && at <= now ? at : now);
      const change = {
        installedAt: record.installedAt,
        enabledAt: record.enabledAt,
        forced: null,
        forcedAt: now,
      };
      if (state === 'ready') book.updateProfile(refId, { ...change, installedAt: null, enabledAt: null });
      else if (state === 'installed')
        book.updateProfile(refId, { ...change, installedAt: past(record.installedAt), enabledAt: null });
      else if (state === 'enabled')
        book.updateProfile(refId, {
          ...change,
          installedAt: past(record.installedAt),
          enabledAt: past(record.enabledAt),
        });
      else book.updateProfile(refId, { ...change, forced: state });
      return true;
    },
  };
}
