import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // In this order, and ended in the other: the server's files are in the folder.
    globalSetup: ['test/global-temporary-folder.ts', 'test/postgres/global-server.ts'],
    // Four times what the longest takes here, and more: a slower machine that is busy, too, is no failure.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
  },
});
