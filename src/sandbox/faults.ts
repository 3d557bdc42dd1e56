/** A way for the next calls of one Bot API method (or `*`) to fail; `ms` is real time. */
export type Fault = { method: string; times?: number } & (
  | { kind: 'status'; status: number; description?: string; retryAfter?: number }
  | { kind: 'drop_before' | 'drop_after' }
  | { kind: 'delay'; ms: number }
);
export interface Faults {
  /** `drop_after` carries the call out and then cuts the connection without an answer; `drop_before` does not carry it out. */
  add(fault: Fault): void;
  clear(): void;
  /** Uses up one turn of the oldest fault for this method. */
  take(method: string): Fault | undefined;
}

/** Failures on purpose, in the order in which they were asked for. */
export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    clear: () => void (waiting = []),
    take(method) {
      const found = waiting.find(
        ({ fault, left }) =>
          left > 0 && (fault.method === '*' || fault.method.toLowerCase() === method.toLowerCase()),
      );
      if (found) found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found?.fault;
    },
  };
}
