// Fetches a file over http(s) once: into a temporary file that gets its name when all of it has arrived and its hash is right.

import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { nameTemporaryFile, removeAbandonedDownloads } from '../../abandonedDownloads';
import { RunError } from '../../core/failure';
import { describeSystemError, isDiskFull } from './describeSystemError';
import { hashFile } from './hashFile';
import type { Location } from './location';
import { openAddress } from './openAddress';
import { removeOnEnd } from './removeOnEnd';

export interface DownloadOptions {
  readonly cacheFolder: string;
  /** Bytes so far, and in all where the server says so. */
  readonly onProgress: (receivedBytes: number, totalBytes: number | undefined) => void;
  /** A server that sends nothing for this long is given up. */
  readonly stallMilliseconds?: number;
  readonly maxBytes?: number;
  readonly createFile?: (file: string) => Promise<FileHandle>;
}

/** Larger than the weights of any network that could run here. */
const MAX_DOWNLOAD_BYTES = 2_000_000_000;
const DEFAULT_STALL_MILLISECONDS = 30_000;

/** The same address has the same name; people recognise it by its end. */
function nameCachedFile(address: string): string {
  const key = createHash('sha256').update(address).digest('hex').slice(0, 24);
  const name = (new URL(address).pathname.split('/').at(-1) ?? '').replace(/[^\w.-]+/g, '_').slice(-60);
  return `${key}-${name === '' ? 'weights' : name}`;
}

async function isCached(file: string, sha256: string | undefined): Promise<boolean> {
  const status = await stat(file).catch(() => undefined);
  if (status?.isFile() !== true || status.size === 0) return false;
  return sha256 === undefined || (await hashFile(file)) === sha256;
}

interface Received {
  readonly sha256: string;
  readonly byteCount: number;
}

async function writeBody(
  response: Response,
  output: FileHandle,
  options: DownloadOptions,
  watch: () => void,
): Promise<Received> {
  const { maxBytes = MAX_DOWNLOAD_BYTES, onProgress } = options;
  const length = Number(response.headers.get('content-length') ?? NaN);
  const total = Number.isFinite(length) && !response.headers.has('content-encoding') ? length : undefined;
  const refuse = (): never => {
    throw new RunError(`${response.url} is larger than ${maxBytes / 1e6} MB, the most that is downloaded.`);
  };
  if ((total ?? 0) > maxBytes) refuse();
  const hash = createHash('sha256');
  let byteCount = 0;
  onProgress(0, total);
  for await (const chunk of response.body ?? []) {
    watch();
    const bytes = chunk as Uint8Array;
    byteCount += bytes.length;
    if (byteCount > maxBytes) refuse();
    hash.update(bytes);
    for (let at = 0; at < bytes.length;) at += (await output.write(bytes, at)).bytesWritten;
    onProgress(byteCount, total);
  }
  if (total !== undefined && byteCount !== total) {
    throw new RunError(`${response.url} broke off after ${byteCount} of ${total} bytes: try again.`);
  }
  return { sha256: hash.digest('hex'), byteCount };
}

function describeFailure(error: unknown, address: string, folder: string, stallMilliseconds: number): RunError {
  if (error instanceof RunError) return error;
  if (isDiskFull(error)) {
    return new RunError(`The disk is full: ${address} does not fit into ${folder}. Nothing of it was kept.`);
  }
  const reason =
    error instanceof Error && error.name === 'AbortError'
      ? `the host has sent nothing for ${stallMilliseconds / 1000} s`
      : describeSystemError(error);
  return new RunError(
    `${address} could not be downloaded: ${reason}.`,
    error instanceof Error ? (error.stack ?? '') : '',
  );
}

async function fetchInto(temporary: string, location: Location, options: DownloadOptions): Promise<void> {
  const { stallMilliseconds = DEFAULT_STALL_MILLISECONDS, createFile = (file: string) => open(file, 'wx') } = options;
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), stallMilliseconds);
  };
  watch();
  let output: FileHandle | undefined;
  try {
    const { response, sha256: told } = await openAddress(location.place, abort.signal);
    output = await createFile(temporary);
    const { sha256, byteCount } = await writeBody(response, output, options, watch);
    if (byteCount === 0) throw new RunError(`${location.label} is empty.`);
    const wanted = location.sha256 ?? told;
    if (wanted !== undefined && sha256 !== wanted) {
      throw new RunError(
        `${location.label} has the SHA-256 ${sha256}, not ${wanted}: it is not the file that was meant, or was damaged on the way. It was not kept.`,
      );
    }
    await output.sync();
  } catch (error) {
    throw describeFailure(error, location.label, options.cacheFolder, stallMilliseconds);
  } finally {
    clearTimeout(timer);
    // ends a transfer that was refused half way
    abort.abort();
    await output?.close();
  }
}

/**
 * @returns the file in the cache folder; it is complete, and has the hash that was asked for
 * @throws RunError that names the address
 */
export async function download(location: Location, options: DownloadOptions): Promise<string> {
  const file = path.join(options.cacheFolder, nameCachedFile(location.place));
  if (await isCached(file, location.sha256)) return file;
  const temporary = nameTemporaryFile(file);
  const keepOnEnd = removeOnEnd(temporary);
  try {
    await mkdir(options.cacheFolder, { recursive: true });
    await removeAbandonedDownloads(options.cacheFolder);
    await rm(temporary, { force: true });
    await fetchInto(temporary, location, options);
    await rename(temporary, file);
    return file;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error instanceof RunError
      ? error
      : new RunError(`${location.label} cannot be kept in ${options.cacheFolder}: ${describeSystemError(error)}.`);
  } finally {
    keepOnEnd();
  }
}
