// Browser tests on the packed extension, and the pictures for the README. test/host/fixtures.ts brings VS Code and the browser.

import path from 'node:path';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  workers: 1,
  timeout: 120_000,
  retries: 0,
  forbidOnly: true,
  expect: { timeout: 15_000 },
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: path.join(__dirname, 'out/results/e2e.json') }]],
  projects: [
    { name: 'e2e', testMatch: '*.spec.ts' },
    { name: 'screenshots', testMatch: 'screenshots/*.ts' },
  ],
});
