// How far a download is, in words.

import type { RunnerEvent } from '../protocol/runner';

type Download = Extract<RunnerEvent, { kind: 'download' }>;

function formatSize(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

export function describeDownload({ name, receivedBytes, totalBytes }: Download): string {
  const total = totalBytes === undefined ? '' : ` of ${formatSize(totalBytes)}`;
  return `Downloading ${name}: ${formatSize(receivedBytes)}${total}`;
}
