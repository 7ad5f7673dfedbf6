// Unit tests, and conformance tests against the real TensorFlow.js: two projects, so that each can be run alone.

import { defineConfig } from 'vitest/config';

const elsewhere = ['test/conformance/**', 'test/extension/**', 'test/e2e/**', 'test/workspaces/**'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: elsewhere, testTimeout: 30_000 } },
      { test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
