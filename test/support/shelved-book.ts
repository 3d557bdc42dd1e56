import type { Chronicle, RailBook, RailEntry } from '../../src/services/rail-port.ts';

/** A rail's book as a list of lines, to which a test adds. It tells two at a time, so that few lines make many steps. */
export function createShelvedBook(lines: readonly RailEntry[]): RailBook & { chronicle: Chronicle } {
  return {
    since: async (at) => lines.filter((line) => line.at >= at),
    chronicle: {
      account: 'shelf',
      placeAt: async (at) => String(lines.filter((line) => line.at < at).length),
      after: async (place) => {
        const from = Number(place);
        if (from > lines.length) return undefined;
        return lines
          .slice(from, from + 2)
          .map((entry, index) => ({ entry, place: String(from + index + 1) }));
      },
    },
  };
}
