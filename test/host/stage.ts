// One stage of `npm test`: a command with a time limit, and what it counts for.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { projectFolder } from './folders';
import { type Count, judgeStage } from './results';

export interface Stage {
  readonly name: string;
  /** A shell command, run in the project folder with node_modules/.bin on the PATH. */
  readonly command: string;
  readonly limitSeconds: number;
  /** The report to count; a stage without one counts as one test. */
  readonly report?: { readonly file: string; readonly count: (json: string) => Count };
  /** Print while it runs; otherwise all at once at its end, so that stages side by side do not mix. */
  readonly live?: boolean;
}

const nothingRan: Count = { passed: 0, failed: 0 };
const runningStages = new Set<ChildProcess>();

export async function runStage(stage: Stage): Promise<Count> {
  const startTime = Date.now();
  if (stage.report) fs.rmSync(stage.report.file, { force: true });
  console.log(`── ${stage.name} …`);
  const { exitCode, output } = await runCommand(stage);
  const seconds = ((Date.now() - startTime) / 1000).toFixed(1);
  const count = judgeStage(exitCode, countStage(stage, exitCode));
  const verdict = `${String(count.passed)} passed, ${String(count.failed)} failed`;
  console.log(
    `${output.trimEnd()}\n── ${stage.name}: ${verdict} (${seconds} s, exit ${String(exitCode)})\n`.trimStart(),
  );
  return count;
}

/** For a stage that cannot run because an earlier one failed. */
export function reportNotRun(stage: Stage, reason: string): Count {
  console.log(`── ${stage.name}: not run, because ${reason}\n`);
  return { passed: 0, failed: 1 };
}

/** Ends whatever still runs. */
export function stopStages(): void {
  for (const child of runningStages) killTree(child);
}

function countStage(stage: Stage, exitCode: number): Count {
  if (!stage.report) return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    return stage.report.count(fs.readFileSync(stage.report.file, 'utf8'));
  } catch {
    // no report, or half of one: the run crashed before it could write it
    return nothingRan;
  }
}

function runCommand({ command, limitSeconds, live }: Stage): Promise<{ exitCode: number; output: string }> {
  const isWindows = process.platform === 'win32';
  const binaries = path.join(projectFolder, 'node_modules', '.bin');
  return new Promise((resolve) => {
    const child = spawn(command, {
      cwd: projectFolder,
      env: { ...process.env, PATH: `${binaries}${path.delimiter}${process.env.PATH ?? ''}`, FORCE_COLOR: '0' },
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // a process group of its own, so that all of it can be ended
      detached: !isWindows,
    });
    runningStages.add(child);
    let output = '';
    const take = (chunk: string) => {
      if (live) process.stdout.write(chunk);
      else output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const timer = setTimeout(() => {
      take(`\nEnded after ${String(limitSeconds)} s: the stage's time limit.\n`);
      killTree(child);
    }, limitSeconds * 1000);
    child.once('exit', () => {
      // a process it left behind would keep the pipes open
      setTimeout(() => {
        killTree(child);
      }, 2000).unref();
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      runningStages.delete(child);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // the group has ended already
  }
}
