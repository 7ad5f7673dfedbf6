// Runs the bundled tests of test/extension inside an extension host: desktop VS Code where there is one, else VS Code Server.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { launchBrowser } from './browser';
import { canOpenWindow, downloadVSCode } from './desktop';
import { outputFolder, projectFolder, workspacesFolder } from './folders';
import { installServer } from './installHosts';
import { startServer } from './vscodeServer';

const timeoutMilliseconds = 240_000;
const testsPath = path.join(outputFolder, 'extension', 'index.js');

/** Resolves with the suite's exit code; its report is printed while it runs. */
async function runInServer(): Promise<number> {
  const logFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-log-')), 'mocha.log');
  fs.writeFileSync(logFile, '');
  const server = await startServer({
    installed: installServer(),
    // Off elsewhere: its background work helps no other test.
    settings: { 'git.enabled': true },
    environment: { CONVLENS_TEST_LOG: logFile },
  });
  const browser = await launchBrowser();
  let printedBytes = 0;
  const printNewLines = () => {
    const log = fs.readFileSync(logFile);
    process.stdout.write(log.subarray(printedBytes));
    printedBytes = log.length;
  };
  const printing = setInterval(printNewLines, 200);
  const consoleLines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('console', (message) => {
      consoleLines.push(`[${message.type()}] ${message.text().slice(0, 300)}`);
      consoleLines.splice(0, consoleLines.length - 60);
    });
    const exitCode = new Promise<number>((resolve, reject) => {
      page.on('crash', () => {
        reject(new Error('The window crashed.'));
      });
      server.process.once('exit', (code) => {
        reject(new Error(`The server exited (${String(code)}).`));
      });
      timer = setTimeout(() => {
        reject(new Error(`The tests gave no result within ${String(timeoutMilliseconds / 1000)} s.`));
      }, timeoutMilliseconds);
      // the workbench calls these two when it runs extension tests
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    // whatever fails before it is awaited is reported by the await
    exitCode.catch(() => undefined);
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.goto(
      server.addressOf({
        folder: workspacesFolder,
        extensionDevelopmentPath: projectFolder,
        extensionTestsPath: testsPath,
      }),
    );
    return await exitCode;
  } catch (error) {
    printNewLines();
    console.error(`${error instanceof Error ? error.message : String(error)} The window's last messages:`);
    console.error(consoleLines.join('\n'));
    return 1;
  } finally {
    clearTimeout(timer);
    clearInterval(printing);
    printNewLines();
    await browser.close();
    await server.stop();
  }
}

async function runOnDesktop(vscodeExecutablePath: string): Promise<number> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-profile-'));
  return runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: testsPath,
    launchArgs: [workspacesFolder, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', profile],
  });
}

/** CONVLENS_TEST_HOST=desktop or =server forces one. */
async function main(): Promise<void> {
  const wanted = process.env.CONVLENS_TEST_HOST ?? 'any';
  const resultFile = path.join(outputFolder, 'results', 'extension.json');
  process.env.CONVLENS_TEST_RESULT = resultFile;
  fs.rmSync(resultFile, { force: true });
  fs.mkdirSync(path.dirname(resultFile), { recursive: true });
  const named = process.env.VSCODE_EXECUTABLE;
  const desktop = wanted === 'server' || !canOpenWindow() ? undefined : (named ?? (await downloadVSCode()));
  if (desktop === undefined && wanted === 'desktop') {
    throw new Error('There is no desktop VS Code to test in: name one in VSCODE_EXECUTABLE.');
  }
  console.log(desktop === undefined ? 'Host: VS Code Server' : `Host: desktop VS Code, ${desktop}`);
  process.exitCode = desktop === undefined ? await runInServer() : await runOnDesktop(desktop);
  if (!fs.existsSync(resultFile)) throw new Error('The tests wrote no result: they did not run.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
