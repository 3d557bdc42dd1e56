import type { Box } from '../../src/sandbox/box.ts';

/** The time of a run: faster than ours, and moved by jumps. The shop's own clock may go wrong beside it. */
export interface WorldTime {
  /** Where both clocks began, in milliseconds since the epoch. */
  readonly openedAt: number;
  /** How much faster than ours it runs. */
  readonly speed: number;
  /** How far the shop's clock is ahead of the running time now: all jumps, and what is wrong with it. */
  shopAhead(): number;
  /** Everybody's clock jumps forward; from now on `box` is the world's. */
  jump(milliseconds: number): void;
  /** Sets how wrong the shop's clock is. */
  skew(milliseconds: number): void;
  /** Hears of every change of the shop's clock. */
  onChange(listener: () => void): void;
}

/** Without jumps: what the box's clock is built on. */
export function runningTime(openedAt: number, speed: number): () => number {
  return () => openedAt + (Date.now() - openedAt) * speed;
}

export function createWorldTime({
  box,
  openedAt,
  speed,
}: {
  box: Box;
  openedAt: number;
  speed: number;
}): WorldTime {
  const listeners: (() => void)[] = [];
  let jumped = 0;
  let skewed = 0;
  const tell = (): void => listeners.forEach((listener) => listener());
  return {
    openedAt,
    speed,
    shopAhead: () => jumped + skewed,
    jump: (milliseconds) => {
      jumped += milliseconds;
      // The shop first: what becomes due in the box is then not in its future.
      tell();
      box.clock.advance(milliseconds);
    },
    skew: (milliseconds) => {
      skewed = milliseconds;
      tell();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
