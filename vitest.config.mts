// Unit tests, conformance tests against the real TensorFlow.js, and tests that start the built programs as processes: three projects,
// so that each can be run alone.

import { defineConfig } from 'vitest/config';

/** What loads TensorFlow.js or stands in for Node.js and VS Code, each with modules of its own: they keep state. */
const withState = ['test/editor/**', 'test/host/**', 'test/networks/**', 'test/runner/**', 'test/webview/**'];
const processTests = ['test/**/process/*.test.ts'];
const elsewhere = ['test/conformance/**', 'test/extension/**', 'test/e2e/**', 'test/workspaces/**', ...processTests];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...elsewhere, ...withState],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'unit with state',
          include: withState.map((folder) => `${folder}/*.test.ts`),
          exclude: elsewhere,
          testTimeout: 30_000,
        },
      },
      { test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'process',
          include: processTests,
          globalSetup: 'test/support/installConvLens.ts',
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
