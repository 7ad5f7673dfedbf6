// Takes the README's pictures of the comparison and the graph, in media/readme/; in other themes than dark for looking at.

import fs from 'node:fs';
import path from 'node:path';
import { copyWorkspaces, expect, openWindow, test } from '../../host/fixtures';
import { projectFolder } from '../../host/folders';

const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' };
const loadTimeout = { timeout: 60_000 };

for (const [theme, name] of Object.entries(THEMES)) {
  test(`the comparison and the graph, ${theme}`, async ({ browser, server }) => {
    test.setTimeout(300_000);
    const folder = copyWorkspaces();
    fs.mkdirSync(path.join(folder, '.vscode'));
    const settings = {
      'workbench.colorTheme': name,
      'workbench.activityBar.location': 'hidden',
      'workbench.statusBar.visible': false,
      'window.title': '${activeEditorShort}',
      'typescript.validate.enable': false,
    };
    fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    const workbench = await openWindow(browser, server, folder);
    const { page } = workbench;
    const save = async (picture: string): Promise<void> => {
      const target = path.join(
        projectFolder,
        theme === 'dark' ? 'media/readme' : 'out/screenshots',
        `${picture}-${theme}.png`,
      );
      fs.mkdirSync(path.dirname(target), { recursive: true });
      await page.screenshot({ path: target });
    };
    await page.setViewportSize({ width: 1280, height: 780 });
    await workbench.openFile('residual.ts');
    await workbench.runCommand('View: Close Primary Side Bar');
    await expect(workbench.codeLens('Graph')).toBeVisible(loadTimeout);

    await workbench.codeLens('Graph').click();
    const graph = workbench.webview();
    await graph.getByRole('treeitem', { name: /^block 2, / }).click();
    const { x, y } = await workbench.pointOf('tf.layers.add()', 'add');
    await page.mouse.click(x, y);
    await expect(graph.locator('.item[aria-current]')).not.toHaveCount(0);
    await save('graph');

    await workbench.runCommand('View: Close All Editors');
    await workbench.openFile('residual.ts');
    await expect(workbench.codeLens('Compare')).toBeVisible(loadTimeout);
    await page.setViewportSize({ width: 1280, height: 1500 });
    await workbench.codeLens('Compare').click();
    const comparison = workbench.webview();
    await expect(comparison.getByRole('row', { name: /ShuffleNet v1, 8 groups/ })).toBeVisible(loadTimeout);
    // the page alone, with all of the charts
    await workbench.runCommand('View: Close All Editors in Group');
    await expect(workbench.tab(/^residual.ts/)).toBeHidden();
    await save('compare');
    await page.context().close();
    fs.rmSync(folder, { recursive: true, force: true });
  });
}
