import { existsSync, statfsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { createReporter } from './support/reporter.ts';

// Every test has files of its own, durable at each commit: in memory, where there is room, the disk does not set the pace.
const memory = '/dev/shm';
if (existsSync(memory)) {
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize > 2 * 2 ** 30) process.env['TMPDIR'] = memory;
}

export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    include: ['test/**/*.test.ts'],
    reporters: [createReporter()],
    globalSetup: ['./test/global-setup.ts'],
    maxWorkers: 3,
    // Each test has its own world; loading every module anew for each of two hundred files would take longer than the tests.
    isolate: false,
    silent: 'passed-only',
    taskTitleValueFormatTruncate: 0,
    // Only for what hangs: a busy machine takes ten times as long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
