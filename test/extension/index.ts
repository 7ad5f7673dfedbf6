// Loaded by the extension host: runs the tests beside it with Mocha and writes what became of each.

import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import type { ExtensionReport } from '../host/results';

/** CONVLENS_TEST_LOG: where to print, when nobody sees this process's output. CONVLENS_TEST_GREP: run only the tests that match. */
export async function run(): Promise<void> {
  const { CONVLENS_TEST_LOG: log, CONVLENS_TEST_RESULT: result, CONVLENS_TEST_GREP: grep } = process.env;
  if (log) {
    Mocha.reporters.Base.consoleLog = (...values: unknown[]) => fs.appendFileSync(log, `${format(...values)}\n`);
  }
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    forbidOnly: true,
    forbidPending: true,
    ...(grep ? { grep } : {}),
  });
  for (const file of fs
    .readdirSync(__dirname)
    .filter((name) => name.endsWith('.test.js'))
    .sort()) {
    mocha.addFile(path.join(__dirname, file));
  }
  const tests: ExtensionReport['tests'][number][] = [];
  // after each test, so that a run that is cut off is still counted
  const record = (test: ExtensionReport['tests'][number]) => {
    tests.push(test);
    const report: ExtensionReport = { vscode: vscode.version, tests };
    if (result) fs.writeFileSync(result, JSON.stringify(report, null, 2));
  };
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => record({ title: test.fullTitle(), state: 'passed' }))
      .on('fail', (test, error: unknown) => record({ title: test.fullTitle(), state: 'failed', error: String(error) }));
  });
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
