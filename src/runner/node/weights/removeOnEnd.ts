// A file that is not complete goes when the process ends before it is: by its parent's end, or by Ctrl+C in a terminal.

import { rmSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** @returns what ends the watch, because the file is complete or gone */
export function removeOnEnd(file: string): () => void {
  const remove = (): void => rmSync(file, { force: true });
  // the runner ends when its parent is gone: then, other than by a signal, `exit` is told
  const endAsWithParent = (): void => {
    if (process.connected) process.disconnect();
  };
  process.once('exit', remove);
  for (const signal of SIGNALS) process.once(signal, endAsWithParent);
  return () => {
    process.off('exit', remove);
    for (const signal of SIGNALS) process.off(signal, endAsWithParent);
  };
}
