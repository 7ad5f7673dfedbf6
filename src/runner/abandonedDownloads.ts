// A download that was stopped from outside leaves its temporary file behind: whoever comes next clears it away.

import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Temporary files are named after the process that writes them: `….<process id>.part`. */
export function nameTemporaryFile(file: string): string {
  return `${file}.${process.pid}.part`;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // one of another user's
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes what processes that have ended left half written. */
export async function removeAbandonedDownloads(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, processId] = /\.(\d+)\.part$/.exec(name) ?? [];
    if (processId !== undefined && !isRunning(Number(processId))) await rm(path.join(folder, name), { force: true });
  }
}
