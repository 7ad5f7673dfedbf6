// Ends a process together with those that it has started, which would go on without it. It must lead a group: `leadsGroup`.

import { spawn, type ChildProcess } from 'node:child_process';

const isWindows = process.platform === 'win32';

/** For the options of `spawn` and `fork`. Windows knows trees of processes instead. */
export const leadsGroup = { detached: !isWindows } as const;

export function killTree(child: ChildProcess): void {
  if (isWindows && child.pid !== undefined) {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' }).on('error', () => undefined);
  }
  killGroup(child);
}

/** Also what a process that has ended left behind; where there are no groups, nothing. */
export function killGroup({ pid }: Pick<ChildProcess, 'pid'>): void {
  if (pid === undefined || isWindows) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // all of it has ended
  }
}
