// How far a download is, in words.

import type { RunnerEvent } from '../protocol/runner';

type Download = Extract<RunnerEvent, { kind: 'download' }>;

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

export function describeDownload({ name, receivedBytes, totalBytes }: Download): string {
  const received = megabytes(receivedBytes);
  return totalBytes === undefined
    ? `Downloading ${name}: ${received} MB`
    : `Downloading ${name}: ${received} of ${megabytes(totalBytes)} MB`;
}
