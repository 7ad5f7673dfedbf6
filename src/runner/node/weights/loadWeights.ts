// From the user's wish to an opened file of weights: on disk, or downloaded into the cache first.

import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunnerEvent, WeightsRequest } from '../../../protocol/runner';
import { RunError } from '../../core/failure';
import { describeSystemError } from './describeSystemError';
import { download } from './download';
import { hashFile } from './hashFile';
import { parseLocation, type Location } from './location';
import { checkIsFile, openWeightsFile, type WeightsFile } from './weightsFile';

export interface LoadedWeights {
  readonly file: WeightsFile;
  /** Where the file lies, when it is the user's own: labels may lie beside it. */
  readonly folder: string | undefined;
}

/** Progress is told this often at most. */
const PROGRESS_MILLISECONDS = 200;

function reportProgress(
  name: string,
  sendEvent: (event: RunnerEvent) => void,
): (received: number, total: number | undefined) => void {
  let next = 0;
  return (receivedBytes, totalBytes) => {
    const now = performance.now();
    if (now < next && receivedBytes !== totalBytes) return;
    // the first bytes are told at once, after none
    if (receivedBytes > 0) next = now + PROGRESS_MILLISECONDS;
    sendEvent({ kind: 'download', name, receivedBytes, totalBytes });
  };
}

async function checkHash({ place, label, sha256 }: Location): Promise<void> {
  if (sha256 === undefined) return;
  const found = await checkIsFile(place, label)
    .then(() => hashFile(place))
    .catch((error: unknown) => {
      throw error instanceof RunError ? error : new RunError(`${label} cannot be read: ${describeSystemError(error)}.`);
    });
  if (found !== sha256) {
    throw new RunError(`${label} has the SHA-256 ${found}, not ${sha256}: it is not the file that was meant.`);
  }
}

/** A shard's address: beside the model.json, with the same query. */
function resolveShard(model: string, shard: string): Location {
  const address = new URL(shard.split('/').map(encodeURIComponent).join('/'), model);
  address.search = new URL(model).search;
  return { place: address.href, isRemote: true, label: address.href, sha256: undefined };
}

/** @throws RunError that names the file or the address */
export async function loadWeights(
  { location: text, cacheFolder }: WeightsRequest,
  sendEvent: (event: RunnerEvent) => void,
): Promise<LoadedWeights> {
  const location = parseLocation(text);
  if (!location.isRemote) {
    await checkHash(location);
    const folder = path.dirname(location.place);
    const findShard = (shard: string): Promise<string> => Promise.resolve(path.join(folder, shard));
    return { file: await openWeightsFile(location.place, location.label, findShard), folder };
  }
  const fetched: string[] = [];
  const fetchFile = async (from: Location): Promise<string> => {
    const name = path.posix.basename(new URL(from.place).pathname);
    const file = await download(from, { cacheFolder, onProgress: reportProgress(name, sendEvent) });
    fetched.push(file);
    return file;
  };
  const findShard = (shard: string): Promise<string> => fetchFile(resolveShard(location.place, shard));
  const model = await fetchFile(location);
  try {
    return { file: await openWeightsFile(model, location.label, findShard), folder: undefined };
  } catch (error) {
    // a page that asks to sign in, or shards that do not belong together: next time they may be other ones
    await Promise.all(fetched.map((file) => rm(file, { force: true })));
    throw error;
  }
}
