// From what the user names to an opened file of weights, or to one sentence that says why not.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunnerEvent } from '../../../../src/protocol/runner';
import { RunError } from '../../../../src/runner/core/failure';
import { loadWeights } from '../../../../src/runner/node/weights/loadWeights';
import { readTensor } from '../../../../src/runner/node/weights/weightsFile';
import { weightFixtures } from '../../core/weights/madeUpWeights';
import { sendBytes, startFileServer, type Answer, type FileServer } from './fileServer';

/** Of the test that runs. */
const current: { folder: string; server: FileServer | undefined } = { folder: '', server: undefined };

beforeEach(() => {
  current.folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-load-'));
});

afterEach(async () => {
  await current.server?.close();
  current.server = undefined;
  fs.rmSync(current.folder, { recursive: true, force: true });
});

function load(location: string, events: RunnerEvent[] = []) {
  const cacheFolder = path.join(current.folder, 'cache');
  return loadWeights({ location, cacheFolder }, (event) => events.push(event));
}

async function failureOf(location: string): Promise<string> {
  const error = await load(location).then(
    () => new Error('loading did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RunError)) throw error;
  return error.message;
}

function copyKeras(): string {
  fs.cpSync(path.join(weightFixtures, 'keras'), current.folder, { recursive: true });
  return path.join(current.folder, 'model.json');
}

function write(name: string, content: string | Uint8Array): string {
  const file = path.join(current.folder, name);
  fs.writeFileSync(file, content);
  return file;
}

const narrowVgg = path.join(weightFixtures, 'narrowVgg.safetensors');

/** All files of a fixture's folder below `/m/`. */
function answersOf(folder: string, query = ''): Record<string, Answer> {
  const names = fs.readdirSync(path.join(weightFixtures, folder));
  return Object.fromEntries(
    names.map((name) => [`/m/${name}${query}`, sendBytes(fs.readFileSync(path.join(weightFixtures, folder, name)))]),
  );
}

describe('from disk', () => {
  it('a tensor that lies in several shards is put together', async () => {
    const { file, folder } = await load(copyKeras());
    expect(folder).toBe(current.folder);
    const kernel = file.tensors.find(({ name }) => name === 'classes/kernel')!;
    const shards = fs.readdirSync(current.folder).filter((name) => name.endsWith('.bin'));
    const all = Buffer.concat(shards.sort().map((name) => fs.readFileSync(path.join(current.folder, name))));
    const values = new Float32Array(all.buffer.slice(all.byteOffset, all.byteOffset + all.length));
    expect(await readTensor(file, kernel)).toEqual(values.subarray(0, 1680));
  });

  const refused: readonly (readonly [what: string, make: () => string, message: string | RegExp])[] = [
    [
      'a file that is not there',
      () => 'nowhere/net.safetensors',
      'net.safetensors cannot be read: there is no such file.',
    ],
    ['a folder', () => current.folder, / is a folder: name the safetensors file or the model.json in it\.$/],
    ['an empty file', () => write('a.safetensors', ''), 'a.safetensors is empty.'],
    [
      "PyTorch's own file",
      () => write('a.pth', 'PK\u0003\u0004...........'),
      /a\.pth is a PyTorch or Keras file \(zip\)/,
    ],
    [
      "Keras's own file",
      () => write('a.h5', Buffer.from('894844460d0a1a0a00', 'hex')),
      /a\.h5 is a Keras file \(HDF5\)/,
    ],
    ['an old file of PyTorch', () => write('a.pt', Buffer.from('80028a0a6cfc9c46f9', 'hex')), /old PyTorch file/],
    ['text', () => write('a.txt', 'no weights'), /a\.txt cannot be read as weights/],
    [
      'a header that is cut off',
      () => write('a', fs.readFileSync(narrowVgg).subarray(0, 200)),
      /ends before the end of its header/,
    ],
    [
      'a tensor that is cut off',
      () => write('a', fs.readFileSync(narrowVgg).subarray(0, -10)),
      /ends 10 bytes before the end of its tensor "features\.\d+\.\w+"\.$/,
    ],
  ];
  it.each(refused)('%s is refused', async (_, make, message) => {
    expect(await failureOf(make())).toMatch(message);
  });

  it('a pipe or device is refused, with a hash and without, instead of waited for', async () => {
    const endless = process.platform === 'win32' ? os.devNull : path.join(current.folder, 'pipe');
    if (endless !== os.devNull) execFileSync('mkfifo', [endless]);
    for (const location of [endless, `${endless}#sha256=${'0'.repeat(64)}`]) {
      expect(await failureOf(location)).toBe(`${path.basename(endless)} is not an ordinary file.`);
    }
  });

  it('a missing, short or long shard is refused', async () => {
    const model = copyKeras();
    const shard = path.join(current.folder, 'group1-shard8of8.bin');
    const bytes = fs.readFileSync(shard);
    fs.writeFileSync(shard, bytes.subarray(0, -4));
    expect(await failureOf(model)).toMatch(
      /but its list asks for 8088; tensor "stem_norm\/moving_variance" is cut off\.$/,
    );
    fs.writeFileSync(shard, Buffer.concat([bytes, bytes]));
    expect(await failureOf(model)).toMatch(
      /^The weights of model\.json have 9008 bytes in .* but its list asks for 8088\.$/,
    );
    fs.rmSync(shard);
    expect(await failureOf(model)).toBe('"group1-shard8of8.bin" of model.json cannot be read: there is no such file.');
  });

  it('a file with another hash than the stated one is refused', async () => {
    expect(await failureOf(`${narrowVgg}#sha256=${'1'.repeat(64)}`)).toMatch(
      /^narrowVgg\.safetensors has the SHA-256 [0-9a-f]{64}, not 1{64}: it is not the file that was meant\.$/,
    );
  });
});

describe('from an address', () => {
  it('the model.json, then its shards with the same query', async () => {
    current.server = await startFileServer(answersOf('keras', '?key=1'));
    const events: RunnerEvent[] = [];
    const { file, folder } = await load(`${current.server.address}/m/model.json?key=1`, events);
    expect(folder).toBeUndefined();
    const bias = file.tensors.find(({ name }) => name === 'stem/bias')!;
    const { file: onDisk } = await load(path.join(weightFixtures, 'keras/model.json'));
    expect(await readTensor(file, bias)).toEqual(await readTensor(onDisk, bias));
    const names = new Set(events.map((event) => (event.kind === 'download' ? event.name : '')));
    expect([...names].sort()).toEqual(fs.readdirSync(path.join(weightFixtures, 'keras')).sort());
  });

  it('a shard that is missing is named with its address', async () => {
    const { '/m/group1-shard3of8.bin': _, ...answers } = answersOf('keras');
    current.server = await startFileServer(answers);
    const { address } = current.server;
    expect(await failureOf(`${address}/m/model.json`)).toBe(
      `${address}/m/group1-shard3of8.bin cannot be downloaded: the answer is 404 Not Found.`,
    );
  });

  it('a page in place of the file is refused, and can be fetched again when it is mended', async () => {
    const answers: Record<string, Answer> = { '/net': sendBytes(Buffer.from('<html>Sign in</html>')) };
    current.server = await startFileServer(answers);
    const address = `${current.server.address}/net`;
    expect(await failureOf(address)).toMatch(/\/net cannot be read as weights: it is neither/);
    answers['/net'] = sendBytes(fs.readFileSync(narrowVgg));
    expect((await load(address)).file.tensors).toHaveLength(22);
  });
});
