// A page in a plain browser, as Playwright's tests get it. It must break no rule of its policy, and its script throw nothing.

import { test as base, expect } from '@playwright/test';
import { launchBrowser } from '../host/browser';
import { type Bundle, PageUnderTest, bundlePage, servePage } from './servedPage';

/** @param entryPoint the page's main file, relative to the project */
export function makePageTest<Told, Sent>(entryPoint: string) {
  return base.extend<{ panel: PageUnderTest<Told, Sent> }, { bundle: Bundle }>({
    browser: [
      async ({ playwright: _ }, use) => {
        const browser = await launchBrowser();
        await use(browser);
        await browser.close();
      },
      { scope: 'worker', timeout: 240_000 },
    ],
    bundle: [
      async ({ playwright: _ }, use) => {
        await use(await bundlePage(entryPoint));
      },
      { scope: 'worker' },
    ],
    panel: async ({ browser, bundle }, use) => {
      const context = await browser.newContext({ viewport: { width: 900, height: 720 } });
      const page = await context.newPage();
      await servePage(page, bundle);
      const panel = new PageUnderTest<Told, Sent>(page);
      await use(panel);
      expect(panel.problems).toEqual([]);
      await context.close();
    },
  });
}

export { expect };
export type { PageUnderTest } from './servedPage';
