/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly met: boolean;
  /** The numbers behind `measured`. */
  readonly numbers: readonly number[];
}

/** Says what is going on. */
export type Progress = (what: string) => void;

/** The table: row, what, measured, goal, met or not. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [
    ['', 'what', 'measured', 'goal', ''],
    ...rows.map(({ what, measured, goal, met }, index) => [
      String(index + 1),
      what,
      measured,
      goal,
      met ? 'met' : 'NOT MET',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that at least `share` percent do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? NaN;
}

/** `12`, `3.4`, `0.56`: three digits say enough. */
export function short(value: number): string {
  return Number(value.toPrecision(value >= 100 ? 4 : 2)).toString();
}
