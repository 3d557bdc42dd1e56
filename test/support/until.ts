import type { Box } from '../../src/sandbox/box.ts';

/** Resolves when this has become true; looked at whenever something happens in the box. */
export function until(box: Box, what: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const forget = box.events.subscribe(look);
    function look(): void {
      if (!what()) return;
      forget();
      resolve();
    }
    look();
  });
}
