/** How often a property is tried: enough for every day, or as many times as `RUNS` says. */
export function runs(usual: number): number {
  return Number(process.env['RUNS'] ?? usual);
}
