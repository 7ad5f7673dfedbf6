// Ends the runner, and what the user's code has started, when its parent goes away, even while that code loops: a thread of its own
// looks for the parent.

import { Worker } from 'node:worker_threads';

const INTERVAL_MILLISECONDS = 500;

/**
 * Text, because the thread must start without a file of its own. A process whose parent has ended gets another parent, but not on
 * Windows; and it may have got it before this one started, so the parent has told its own number too.
 */
const watcher = `
  const { parent, teller } = require('node:worker_threads').workerData;
  const isGone = () => {
    if (process.ppid !== parent) return true;
    try { process.kill(teller, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
  };
  const end = (pid) => { try { process.kill(pid, 'SIGKILL'); } catch {} };
  setInterval(() => { if (isGone()) { end(-process.pid); end(process.pid); } }, ${INTERVAL_MILLISECONDS});
`;

/** @param teller the number that the process which started this one has told */
export function watchParent(teller: number): void {
  const workerData = { parent: process.ppid, teller };
  const worker = new Worker(watcher, { eval: true, stdout: true, stderr: true, workerData });
  worker.on('error', () => undefined);
  worker.unref();
}
