// A folder that is not trusted: reading works, running waits until the user has said yes.

import fs from 'node:fs';
import { copyWorkspaces, expect, openWindow, test } from '../host/fixtures';
import { vsixFile } from '../host/folders';
import { installServer } from '../host/installHosts';
import { startServer } from '../host/vscodeServer';
import { RunPanelPage, listRunners, runTimeout } from './runPanelPage';

test('a model in a folder that is not trusted runs only after the folder was trusted', async ({ browser }) => {
  const server = await startServer({
    installed: installServer(),
    vsixFiles: [vsixFile],
    asksForTrust: true,
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    },
  });
  const folder = copyWorkspaces();
  try {
    const workbench = await openWindow(browser, server, folder);
    const panel = new RunPanelPage(workbench);
    await workbench.openFile('model.ts');
    await expect(workbench.inlayHint('26×26×32')).toBeVisible(runTimeout);
    await workbench.codeLens('Run Model').click();
    await expect(panel.failure).toContainText('Trust the workspace first.');
    expect(listRunners(server)).toEqual([]);

    await panel.button('Manage Workspace Trust').click();
    await workbench.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
    await panel.waitUntilFinished(7);
    await workbench.page.context().close();
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
