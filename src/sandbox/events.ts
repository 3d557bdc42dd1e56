import type { Person } from './people.ts';
import type { Store } from './store.ts';
import type { ClientMessage } from './telegram/messages.ts';
import type { WireEntry } from './wire.ts';

/** How a bot answered a tap. */
export interface TapAnswer {
  text?: string;
  show_alert?: boolean;
  url?: string;
}
/** How an attempt to pay ended. */
export interface PayOutcome {
  outcome: 'paid' | 'refused' | 'timed_out' | 'declined';
  message?: string;
}
/** What the chat page hears; `person` is the chat in which it happened, a mail's `id` is the sender's. */
interface BoxEvents {
  message: { person: number; message: ClientMessage };
  edited: { person: number; message: ClientMessage };
  deleted: { person: number; message_id: number };
  answer: { person: number; query_id: string } & TapAnswer;
  checkout: { person: number; checkout_id: string } & PayOutcome;
  clock: { now: number };
  wire: { entry: WireEntry };
  mail: { id: string };
  people: { people: Person[] };
}
export type BoxEvent = { [K in keyof BoxEvents]: { event: K; data: BoxEvents[K] } }[keyof BoxEvents];

export type Events = ReturnType<typeof createEvents>;

/** What happens in the box, in order, for whoever is watching. */
export function createEvents({ store }: { store: Store }) {
  const listeners = new Set<(happening: BoxEvent) => void>();
  return {
    /** Tells every listener once what is being written has been committed. */
    emit: (happening: BoxEvent) =>
      store.afterCommit(() => listeners.forEach((listener) => listener(happening))),
    subscribe(listener: (happening: BoxEvent) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
