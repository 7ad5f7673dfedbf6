// Ends the runner when its parent goes away, even while the user's code loops: a thread of its own looks for the parent.

import { Worker } from 'node:worker_threads';

const INTERVAL_MILLISECONDS = 500;

/** Text, because the thread must start without a file of its own. Windows keeps the number of a parent that has ended. */
const watcher = `
  const parent = process.ppid;
  const isGone = () => {
    if (process.ppid !== parent) return true;
    try { process.kill(parent, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
  };
  setInterval(() => { if (isGone()) process.kill(process.pid, 'SIGKILL'); }, ${INTERVAL_MILLISECONDS});
`;

export function watchParent(): void {
  const worker = new Worker(watcher, { eval: true, stdout: true, stderr: true });
  worker.on('error', () => undefined);
  worker.unref();
}
