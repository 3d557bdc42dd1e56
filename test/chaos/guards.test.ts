import { expect, test } from 'vitest';
import { copyTree } from './broken-tree.ts';
import { guards } from './guards.ts';

test('Every guard that chaos takes away is where the list says, once', () => {
  using tree = copyTree();
  for (const guard of guards) tree.without(guard)();
  expect(guards.length).toBeGreaterThanOrEqual(20);
  expect(new Set(guards.map(({ name }) => name)).size).toBe(guards.length);
});
