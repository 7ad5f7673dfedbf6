// Browser tests of the panel's page alone and of the packed extension, and the pictures for the README.

import path from 'node:path';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test',
  workers: 1,
  timeout: 180_000,
  retries: 0,
  forbidOnly: true,
  expect: { timeout: 30_000 },
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: path.join(__dirname, 'out/results/e2e.json') }]],
  projects: [
    { name: 'page', testMatch: 'webview/*.spec.ts' },
    { name: 'e2e', testMatch: 'e2e/*.spec.ts' },
    { name: 'screenshots', testMatch: 'e2e/screenshots/*.ts' },
  ],
});
