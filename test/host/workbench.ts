// The VS Code window in a browser, as a test sees it. Uses roles, ARIA labels and long-lived class names only.

import { type FrameLocator, type Locator, type Page, expect } from '@playwright/test';

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control';

/** One attempt and all attempts together: a cold TypeScript server can keep a busy machine for 20 s. */
const attemptTimeout = { timeout: 4000 };
const retryTimeout = { timeout: 45_000 };

export class Workbench {
  constructor(readonly page: Page) {}

  line(text: string): Locator {
    return this.page.locator('.monaco-editor .view-line').filter({ hasText: text }).first();
  }

  get inlayHints(): Locator {
    return this.page.locator(
      '.monaco-editor .view-line span[class*="dyn-rule"], .monaco-editor .view-line span[class*="ced-"]',
    );
  }

  inlayHint(text: string | RegExp): Locator {
    return this.inlayHints.filter({ hasText: text }).first();
  }

  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.monaco-editor .codelens-decoration a').filter({ hasText: text }).first();
  }

  codeLensRow(text: string | RegExp): Locator {
    return this.page.locator('.monaco-editor .codelens-decoration').filter({ hasText: text }).first();
  }

  squiggles(severity: 'error' | 'warning' | 'info' | 'hint'): Locator {
    return this.page.locator(`.monaco-editor .cdr.squiggly-${severity}`);
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name }).first();
  }

  /** The names on the tabs that say exactly this. */
  tabLabel(name: string): Locator {
    return this.page.locator('.tabs-container .tab .label-name').getByText(name, { exact: true });
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The document of a webview in view (one that is hidden keeps its own), inside the two frames that VS Code puts around it. */
  webview(index = 0): FrameLocator {
    return this.page
      .locator('iframe.webview.ready')
      .filter({ visible: true })
      .nth(index)
      .contentFrame()
      .frameLocator('iframe#active-frame');
  }

  async waitUntilReady(timeout = 60_000): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout });
  }

  /**
   * Opens a quick input and picks an entry; retried, because a key pressed before the window has focus is lost, and a list
   * opened before the extensions are known stays as it is.
   */
  async pickFromQuickInput(key: string, text: string, entry: string | RegExp): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible');
    const input = box.locator('input[type=text], input:not([type])').first();
    const option = box.getByRole('option').filter({ hasText: entry }).first();
    await expect(async () => {
      if (await box.isVisible()) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press(key);
      await expect(input).toBeVisible({ timeout: 2000 });
      await input.fill(text);
      await expect(option).toBeVisible(attemptTimeout);
    }).toPass(retryTimeout);
    await option.click();
  }

  async runCommand(title: string): Promise<void> {
    await this.pickFromQuickInput('F1', `>${title}`, title);
  }

  /** Closes every editor; unsaved changes are lost. */
  async closeAllEditors(): Promise<void> {
    const tabs = this.page.locator('.tabs-container .tab');
    const dirtyTabs = this.page.locator('.tabs-container .tab.dirty');
    await expect(async () => {
      // one at a time, or VS Code would ask
      const isDirty = (await dirtyTabs.count()) > 0;
      await this.runCommand(isDirty ? 'View: Revert and Close Editor' : 'View: Close All Editors');
      await expect(tabs).toHaveCount(0, { timeout: 1000 });
    }).toPass(retryTimeout);
  }

  async reload(): Promise<void> {
    const reloaded = this.page.waitForEvent('load', { timeout: 60_000 });
    await this.runCommand('Developer: Reload Window');
    await reloaded;
    await this.waitUntilReady();
  }

  /**
   * Chooses an entry of the quick pick that a command has opened.
   * @param typed brings the entry into view in a long list, of which only a part is drawn
   */
  async pick(entry: string | RegExp, typed?: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible');
    if (typed !== undefined) await box.locator('input').first().fill(typed);
    await box.getByRole('option').filter({ hasText: entry }).first().click();
  }

  /** Answers the file dialog, which fills its box itself at some time after it has opened. */
  async enterPath(file: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible');
    const input = box.locator('input').first();
    await expect(input).toHaveValue(/[\\/]/);
    await expect(async () => {
      await input.fill(file);
      await input.press('Enter');
      await expect(box).toBeHidden({ timeout: 2000 });
    }).toPass(retryTimeout);
  }

  async openFile(name: string): Promise<void> {
    await this.pickFromQuickInput(`${modifier}+P`, name, name);
    await this.tab(new RegExp(name.replaceAll('.', '\\.'))).waitFor();
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** The middle of the first `text` in the rendered line that contains `inLine`. */
  async pointOf(inLine: string, text: string): Promise<{ x: number; y: number }> {
    const line = this.line(inLine);
    await line.waitFor();
    const point = await line.evaluate((element, wanted) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const nodes: { start: number; node: Text }[] = [];
      let rendered = '';
      while (walker.nextNode()) {
        const node = walker.currentNode as Text;
        nodes.push({ start: rendered.length, node });
        rendered += node.data.replaceAll('\u00a0', ' ');
      }
      const index = rendered.indexOf(wanted);
      const at = (offset: number) => nodes.findLast(({ start }) => start <= offset);
      const first = at(index);
      const last = at(index + wanted.length - 1);
      if (index < 0 || !first || !last) return undefined;
      const range = document.createRange();
      range.setStart(first.node, index - first.start);
      range.setEnd(last.node, index + wanted.length - last.start);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }, text);
    if (!point) throw new Error(`There is no "${text}" in the line with "${inLine}".`);
    return point;
  }

  /** Hovers until the hover shows `expected`: one that is asked for too early shows nothing or "Loading...". */
  async hoverOver(inLine: string, text: string, expected: string | RegExp): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible').filter({ hasText: expected }).first();
    await expect(async () => {
      const { x, y } = await this.pointOf(inLine, text);
      await this.page.mouse.move(x + 150, y + 200);
      await this.page.mouse.move(x, y, { steps: 4 });
      await expect(hover).toBeVisible(attemptTimeout);
    }).toPass(retryTimeout);
    return hover;
  }

  /** Replaces the word under `text` by typing, as a user would: double click, then keys. */
  async retype(inLine: string, text: string, replacement: string): Promise<void> {
    await expect(async () => {
      const { x, y } = await this.pointOf(inLine, text);
      await this.page.mouse.dblclick(x, y);
      await expect(this.page.locator('.monaco-editor.focused .selected-text').first()).toBeVisible(attemptTimeout);
    }).toPass(retryTimeout);
    await this.page.keyboard.type(replacement);
  }

  async applyQuickFix(inLine: string, text: string, title: string | RegExp): Promise<void> {
    const menu = this.page.locator('.action-widget:visible');
    await expect(async () => {
      const { x, y } = await this.pointOf(inLine, text);
      await this.page.mouse.click(x, y);
      await this.page.keyboard.press(`${modifier}+.`);
      await expect(menu.getByRole('option').filter({ hasText: title }).first()).toBeVisible(attemptTimeout);
    }).toPass(retryTimeout);
    // by keyboard: some versions lay an overlay over the menu
    const item = menu.locator('.monaco-list-row').filter({ hasText: title }).first();
    for (let press = 0; press < 30 && !/\bfocused\b/.test((await item.getAttribute('class')) ?? ''); press++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
    await expect(menu).toBeHidden();
  }

  async showProblems(): Promise<Locator> {
    await this.page.keyboard.press(`${modifier}+Shift+M`);
    const problems = this.page.locator('.markers-panel');
    await expect(problems).toBeVisible();
    return problems;
  }
}
