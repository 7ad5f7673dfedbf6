// A download is whole, and what was meant, or it is not there; what went wrong is said with the address.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunError } from '../../../../src/runner/core/failure';
import { download, type DownloadOptions } from '../../../../src/runner/node/weights/download';
import { parseLocation } from '../../../../src/runner/node/weights/location';
import { redirectTo, sendBytes, startFileServer, type Answer, type FileServer } from './fileServer';

const CONTENT = Uint8Array.from({ length: 30_000 }, (_, i) => (i * 31) % 251);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

/** Of the test that runs. */
const current: { folder: string; server: FileServer | undefined } = { folder: '', server: undefined };

beforeEach(() => {
  current.folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-download-'));
});

afterEach(async () => {
  await current.server?.close();
  current.server = undefined;
  fs.rmSync(current.folder, { recursive: true, force: true });
});

async function serve(answers: Readonly<Record<string, Answer>>): Promise<string> {
  current.server = await startFileServer(answers);
  return current.server.address;
}

function fetchFile(address: string, options: Partial<DownloadOptions> = {}): Promise<string> {
  return download(parseLocation(address), { cacheFolder: current.folder, onProgress: () => undefined, ...options });
}

/** The message; nothing may be left in the cache. */
async function failureOf(address: string, options: Partial<DownloadOptions> = {}): Promise<string> {
  const error = await fetchFile(address, options).then(
    () => new Error('the download did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RunError)) throw error;
  expect(fs.readdirSync(current.folder)).toEqual([]);
  return error.message;
}

describe('a file', () => {
  it('is fetched once, whole, with progress', async () => {
    const address = await serve({ '/net.safetensors': sendBytes(CONTENT) });
    const progress: [number, number | undefined][] = [];
    const onProgress: DownloadOptions['onProgress'] = (received, total) => progress.push([received, total]);
    const file = await fetchFile(`${address}/net.safetensors`, { onProgress });
    expect(new Uint8Array(fs.readFileSync(file))).toEqual(CONTENT);
    expect(path.basename(file)).toMatch(/^[0-9a-f]{24}-net\.safetensors$/);
    expect(progress[0]).toEqual([0, CONTENT.length]);
    expect(progress.at(-1)).toEqual([CONTENT.length, CONTENT.length]);
    expect(await fetchFile(`${address}/net.safetensors`)).toBe(file);
    expect(current.server?.asked).toEqual(['/net.safetensors']);
    expect(fs.readdirSync(current.folder)).toEqual([path.basename(file)]);
  });

  it('has the hash that the user has stated', async () => {
    const address = await serve({ '/x': sendBytes(CONTENT) });
    const file = await fetchFile(`${address}/x#sha256=${SHA256.toUpperCase()}`);
    expect(new Uint8Array(fs.readFileSync(file))).toEqual(CONTENT);
  });

  it('is fetched again when the one that was kept has another hash', async () => {
    const address = await serve({ '/x': sendBytes(CONTENT) });
    const file = await fetchFile(`${address}/x`);
    fs.writeFileSync(file, 'damaged');
    await fetchFile(`${address}/x#sha256=${SHA256}`);
    expect(new Uint8Array(fs.readFileSync(file))).toEqual(CONTENT);
    expect(current.server?.asked).toHaveLength(2);
  });

  it('is found behind redirects', async () => {
    const address = await serve({
      '/a': redirectTo('/b'),
      '/b': (request, response) => redirectTo(`http://${request.headers.host}/c`)(request, response),
      '/c': sendBytes(CONTENT),
    });
    expect(fs.statSync(await fetchFile(`${address}/a`)).size).toBe(CONTENT.length);
  });

  it('may come without its length', async () => {
    const address = await serve({ '/x': (_, response) => response.end(CONTENT) });
    const totals = new Set<number | undefined>();
    await fetchFile(`${address}/x`, { onProgress: (_, total) => totals.add(total) });
    const chunked: Answer = (_, response) => {
      response.write(CONTENT.subarray(0, 1000));
      response.end(CONTENT.subarray(1000));
    };
    await current.server?.close();
    const again = await serve({ '/y': chunked });
    const file = await fetchFile(`${again}/y`, { onProgress: (_, total) => totals.add(total) });
    expect(fs.statSync(file).size).toBe(CONTENT.length);
    expect(totals).toContain(undefined);
  });

  it('clears away what a process that has ended left behind, and nothing else', async () => {
    const address = await serve({ '/x': sendBytes(CONTENT) });
    // 2 ** 22 is above every number of a process that Linux and macOS give
    fs.writeFileSync(path.join(current.folder, 'abc-y.99999999.part'), 'half');
    fs.writeFileSync(path.join(current.folder, `abc-z.${process.pid}.part`), 'of a running process');
    const file = await fetchFile(`${address}/x`);
    expect(fs.readdirSync(current.folder).sort()).toEqual([path.basename(file), `abc-z.${process.pid}.part`].sort());
  });
});

describe('says with the address', () => {
  it('that there is no such file', async () => {
    const address = await serve({});
    expect(await failureOf(`${address}/net.safetensors`)).toBe(
      `${address}/net.safetensors cannot be downloaded: the answer is 404 Not Found.`,
    );
  });

  it('where a redirect led to nothing', async () => {
    const address = await serve({ '/a': redirectTo('/gone') });
    expect(await failureOf(`${address}/a`)).toBe(
      `${address}/a cannot be downloaded: the answer is 404 Not Found (asked at ${address}/gone).`,
    );
  });

  it('that redirects go in a circle', async () => {
    const address = await serve({ '/a': redirectTo('/b'), '/b': redirectTo('/a') });
    expect(await failureOf(`${address}/a`)).toBe(
      `${address}/a redirects more than 5 times: its redirects seem to go in a circle.`,
    );
    expect(current.server?.asked.length).toBeLessThan(10);
  });

  it.each([
    ['another kind of address', 'file:///etc/hosts', /redirects to file:\/\/\/etc\/hosts, which is neither/],
    ['no address at all', 'http://', /redirects to nowhere/],
  ])('that a redirect goes to %s', async (_, location, message) => {
    const address = await serve({ '/a': redirectTo(location) });
    expect(await failureOf(`${address}/a`)).toMatch(message);
  });

  it('that its hash is another one', async () => {
    const address = await serve({ '/x': sendBytes(CONTENT) });
    const wrong = '0'.repeat(64);
    expect(await failureOf(`${address}/x#sha256=${wrong}`)).toContain(
      `${address}/x has the SHA-256 ${SHA256}, not ${wrong}`,
    );
  });

  it('that its hash is not the one that the server has told before its redirect', async () => {
    const told = 'ab'.repeat(32);
    const address = await serve({
      '/right': (_, response) => response.writeHead(302, { location: '/x', 'x-linked-etag': `"${SHA256}"` }).end(),
      '/wrong': (_, response) => response.writeHead(302, { location: '/x', 'x-linked-etag': `"${told}"` }).end(),
      '/x': sendBytes(CONTENT),
    });
    expect(await failureOf(`${address}/wrong`)).toContain(`${address}/wrong has the SHA-256 ${SHA256}, not ${told}`);
    expect(fs.statSync(await fetchFile(`${address}/right`)).size).toBe(CONTENT.length);
  });

  it('that it broke off', async () => {
    const address = await serve({
      '/x': (_, response) => {
        response.writeHead(200, { 'content-length': CONTENT.length });
        response.write(CONTENT.subarray(0, 1000), () => response.destroy());
      },
    });
    expect(await failureOf(`${address}/x`)).toBe(`${address}/x could not be downloaded: the connection was cut off.`);
  });

  it('that the host sends nothing more', async () => {
    const address = await serve({
      '/x': (_, response) => {
        response.writeHead(200, { 'content-length': CONTENT.length });
        response.write(CONTENT.subarray(0, 1000));
      },
      '/silent': () => undefined,
    });
    for (const file of ['x', 'silent']) {
      expect(await failureOf(`${address}/${file}`, { stallMilliseconds: 200 })).toBe(
        `${address}/${file} could not be downloaded: the host has sent nothing for 0.2 s.`,
      );
    }
  });

  it('that it is too large, by its length or by what arrives', async () => {
    const address = await serve({
      '/told': sendBytes(CONTENT),
      '/untold': (_, response) => {
        response.write(CONTENT.subarray(0, 1000));
        response.end(CONTENT.subarray(1000));
      },
    });
    for (const file of ['told', 'untold']) {
      expect(await failureOf(`${address}/${file}`, { maxBytes: 20_000 })).toBe(
        `${address}/${file} is larger than 0.02 MB, the most that is downloaded.`,
      );
    }
  });

  it('that it is empty', async () => {
    const address = await serve({ '/x': sendBytes(new Uint8Array()) });
    expect(await failureOf(`${address}/x`)).toBe(`${address}/x is empty.`);
  });

  it('that nobody answers', async () => {
    const address = await serve({});
    await current.server?.close();
    current.server = undefined;
    expect(await failureOf(`${address}/x`)).toBe(
      `${address}/x could not be downloaded: the host refuses the connection.`,
    );
  });

  it('that the disk is full', async () => {
    const address = await serve({ '/x': sendBytes(CONTENT) });
    const onFullDisk = async (file: string): Promise<FileHandle> => {
      if (fs.existsSync('/dev/full')) return open('/dev/full', 'w');
      const handle = await open(file, 'wx');
      const error = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return Object.assign(handle, { write: () => Promise.reject(error) });
    };
    expect(await failureOf(`${address}/x`, { createFile: onFullDisk })).toBe(
      `The disk is full: ${address}/x does not fit into ${current.folder}. Nothing of it was kept.`,
    );
  });
});
