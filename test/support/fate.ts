/** One life of a process: what it calls on outside of itself may be the last thing it does. */
export interface Fate {
  /** Counts down at the edges of every call, before it and after it; at zero the process is dead. */
  callsLeft: number;
  /** Counts down at every call; the one that reaches zero throws instead of being made. */
  untilMishap: number;
  readonly dead: boolean;
  /** Resolves with the death. */
  readonly death: Promise<void>;
  /** The same object, but its calls are this life's. Whoever is dead calls nothing, and no answer comes back to the dead. */
  bind<T extends object>(target: T): T;
}

export function createFate(): Fate {
  const death = Promise.withResolvers<void>();
  let dead = false;
  const never = new Promise<never>(() => {});

  function edge(): void {
    fate.callsLeft--;
    if (fate.callsLeft > 0) return;
    dead = true;
    death.resolve();
  }

  async function live(call: () => unknown): Promise<unknown> {
    if (!dead) edge();
    if (dead) return never;
    if (--fate.untilMishap === 0) throw new Error('There is no room left on the disk');
    const answer = await call();
    if (!dead) edge();
    return dead ? never : answer;
  }

  const fate: Fate = {
    callsLeft: Infinity,
    untilMishap: Infinity,
    get dead() {
      return dead;
    },
    death: death.promise,
    bind: <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (from, name) => {
          const value: unknown = Reflect.get(from, name);
          if (typeof value === 'function')
            return (...given: unknown[]) => live(() => Reflect.apply(value, from, given));
          return typeof value === 'object' && value !== null ? fate.bind(value) : value;
        },
      }),
  };
  return fate;
}
