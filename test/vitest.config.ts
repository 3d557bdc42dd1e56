import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { createReporter } from './support/reporter.ts';

export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    include: ['test/**/*.test.ts'],
    reporters: [createReporter()],
    globalSetup: ['./test/global-setup.ts'],
    maxWorkers: 4,
    silent: 'passed-only',
    taskTitleValueFormatTruncate: 0,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
