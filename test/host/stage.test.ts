// A stage that fails, crashes, hangs or leaves no report is counted as failed, and nothing of it goes on running.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countVitestReport } from './results';
import { type Stage, reportNotRun, runStage } from './stage';

describe('runStage', () => {
  let folder: string;
  let printed: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-stage-'));
    printed = '';
    vi.spyOn(console, 'log').mockImplementation((text: string) => {
      printed += `${text}\n`;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const stageOf = (code: string, more: Partial<Stage> = {}): Stage => {
    const file = path.join(folder, 'stage.js');
    fs.writeFileSync(file, code);
    return { name: 'made up', command: `"${process.execPath}" "${file}"`, limitSeconds: 30, ...more };
  };

  it('shows the output and counts one', async () => {
    expect(await runStage(stageOf(`console.log('all is well')`))).toEqual({ passed: 1, failed: 0 });
    expect(printed).toContain('all is well');
  });

  it('counts a failing command', async () => {
    expect(await runStage(stageOf('process.exit(3)'))).toEqual({ passed: 0, failed: 1 });
  });

  it('ends a command that hangs, with its children', async () => {
    const pidFile = JSON.stringify(path.join(folder, 'pid'));
    const code = `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('node:fs').writeFileSync(${pidFile}, String(child.pid));`;
    expect(await runStage(stageOf(`${code} setInterval(() => {}, 1000);`, { limitSeconds: 1 }))).toEqual({
      passed: 0,
      failed: 1,
    });
    expect(printed).toContain('time limit');
    const childId = Number(fs.readFileSync(path.join(folder, 'pid'), 'utf8'));
    await vi.waitFor(() => expect(() => process.kill(childId, 0)).toThrow(), 5000);
  });

  it('does not believe a report that an earlier run left', async () => {
    const file = path.join(folder, 'report.json');
    fs.writeFileSync(
      file,
      JSON.stringify({ testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }] }),
    );
    const count = await runStage(stageOf('', { report: { file, count: countVitestReport } }));
    expect(count).toEqual({ passed: 0, failed: 1 });
  });

  it('says why a stage was not run', () => {
    expect(reportNotRun(stageOf(''), 'the build failed.')).toEqual({ passed: 0, failed: 1 });
    expect(printed).toContain('not run, because the build failed.');
  });
});
