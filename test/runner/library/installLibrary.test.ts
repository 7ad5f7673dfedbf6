// The installation by npm: with a stand-in for npm that does what the real one was seen to do.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { explainFailure } from '../../../src/runner/library/explainFailure';
import {
  InstallError,
  LIBRARY_VERSIONS,
  installLibrary,
  listPackagesFor,
} from '../../../src/runner/library/installLibrary';
import { isAlive } from '../../support/isAlive';

const packageName = '@tensorflow/tfjs-node-gpu';
const install = `
  const fs = require('node:fs');
  const folder = 'node_modules/${packageName}/';
  fs.mkdirSync(folder + 'lib/napi-v8', { recursive: true });
  fs.writeFileSync(folder + 'package.json', '{ "name": "${packageName}", "version": "4.22.0" }');
  const compile = () => fs.writeFileSync(folder + 'lib/napi-v8/tfjs_binding.node', '');
`;

/** @param program of the stand-in for npm */
function prepare(program: string) {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-install-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const bin = path.join(folder, 'bin');
  fs.mkdirSync(bin);
  fs.writeFileSync(path.join(bin, 'npm.js'), `${install}${program}`);
  const node = process.execPath;
  fs.writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\nexec "${node}" "${bin}/npm.js" "$@"\n`, { mode: 0o755 });
  fs.writeFileSync(path.join(bin, 'npm.cmd'), `@"${node}" "${bin}\\npm.js" %*\r\n`);
  const lines: string[] = [];
  const cancel = new AbortController();
  const target = path.join(folder, 'tensorflow');
  const environment = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  const start = (env: NodeJS.ProcessEnv = environment) =>
    installLibrary({
      packageName,
      folder: target,
      signal: cancel.signal,
      onLine: (line) => lines.push(line),
      environment: env,
    });
  return { folder, target, lines, cancel, start, listFiles: () => fs.readdirSync(folder).sort() };
}

async function messageOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => new Error('the call did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InstallError)) throw error;
  return error.message;
}

describe('an installation', () => {
  it('puts the complete package into its folder, in place of one before, and shows what npm says', async () => {
    const { target, lines, start, listFiles } = prepare(`
      console.log(process.argv.slice(2).join(' '));
      process.stderr.write('half a line');
      setTimeout(() => { compile(); console.error(', and the rest'); }, 50);
    `);
    fs.mkdirSync(target);
    fs.writeFileSync(path.join(target, 'old'), '');
    expect(await start()).toBe(true);
    expect(fs.readdirSync(target).sort()).toEqual(['node_modules', 'package.json']);
    expect(listFiles()).toEqual(['bin', 'tensorflow']);
    expect(lines[0]).toMatch(`install ${packageName}@${LIBRARY_VERSIONS[packageName]} `);
    expect(lines[0]).toContain('--ignore-scripts=false');
    expect(lines[1]).toBe('half a line, and the rest');
    const manifest = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ allowScripts: { [packageName]: true } });
  });

  it('installs the version of the TensorFlow.js that the runner has', () => {
    const manifest = path.resolve(import.meta.dirname, '../../../node_modules/@tensorflow/tfjs/package.json');
    expect((JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version).toBe(
      LIBRARY_VERSIONS[packageName],
    );
  });

  it('when it is cancelled ends npm with all that npm has started, and leaves nothing', async () => {
    const { lines, cancel, start, listFiles } = prepare(`
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      console.log(process.pid + ' ' + child.pid);
      process.on('SIGTERM', () => {});
    `);
    const installation = start();
    await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 20_000 });
    const processIds = lines[0]!.split(' ').map(Number);
    expect(processIds.map(isAlive)).toEqual([true, true]);
    cancel.abort();
    expect(await installation).toBe(false);
    await vi.waitFor(() => expect(processIds.map(isAlive)).toEqual([false, false]), { timeout: 20_000 });
    expect(listFiles()).toEqual(['bin']);
  });

  it('keeps the one before when it fails', async () => {
    const { target, start, listFiles } = prepare(`console.error('npm error code E404'); process.exitCode = 1;`);
    fs.mkdirSync(target);
    fs.writeFileSync(path.join(target, 'old'), '');
    expect(await messageOf(start())).toBe(`npm could not install ${packageName}: code E404`);
    expect(listFiles()).toEqual(['bin', 'tensorflow']);
    expect(fs.readdirSync(target)).toEqual(['old']);
  });

  it('says so when the package has come without its library', async () => {
    expect(await messageOf(prepare('').start())).toBe(`npm installed ${packageName}, but not its native library.`);
  });

  it('says so when there is no npm', async () => {
    const { start, listFiles } = prepare('');
    expect(await messageOf(start({ PATH: path.join(os.tmpdir(), 'nowhere') }))).toMatch(
      /^npm was not found on the PATH\./,
    );
    expect(listFiles()).toEqual(['bin']);
  });
});

describe('a failure in one sentence', () => {
  it.each<readonly [string, string, string]>([
    [
      'the registry cannot be reached',
      `npm error code ENOTFOUND
npm error network request to https://registry.example.org/@tensorflow%2ftfjs-node-gpu failed, reason: getaddrinfo ENOTFOUND registry.example.org`,
      'registry.example.org could not be reached (ENOTFOUND). Is this machine offline, or does it need a proxy (npm\'s setting "proxy", HTTPS_PROXY)?',
    ],
    [
      'the script cannot download',
      `npm http fetch GET 200 https://registry.example.org/x 12ms attempt 1 failed with ECONNRESET
* Downloading libtensorflow
Error: getaddrinfo ENOTFOUND storage.example.org
    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)
npm error code 1
npm error command failed
npm error command sh -c node scripts/install.js gpu download`,
      'storage.example.org could not be reached (ENOTFOUND). Is this machine offline, or does it need a proxy (npm\'s setting "proxy", HTTPS_PROXY)?',
    ],
    [
      'the script fails',
      `npm http fetch GET 200 https://registry.example.org/x 12ms attempt 1 failed with ECONNRESET
Error: Unsupported system: gpu-linux-riscv64
    at getPlatformLibtensorflowUri (install.js:120:11)
Node.js v20.20.2
npm error code 1
npm error command failed
npm error command sh -c node scripts/install.js gpu download`,
      'The install script of @tensorflow/tfjs-node-gpu failed: Error: Unsupported system: gpu-linux-riscv64',
    ],
    [
      'the disk is full',
      'npm error code ENOSPC\nnpm error nospc There appears to be insufficient space on your system to finish.',
      'There is no room left on the disk for @tensorflow/tfjs-node-gpu.',
    ],
    [
      'npm may not write',
      `npm error code EACCES\nnpm error path /home/user/.npm/_cacache`,
      'npm may not write where it has to: code EACCES',
    ],
    [
      'anything else',
      `npm error code ETARGET
npm error notarget No matching version found for @tensorflow/tfjs-node-gpu@4.22.0.
npm error A complete log of this run can be found in: /home/user/.npm/_logs/x.log`,
      'npm could not install @tensorflow/tfjs-node-gpu: notarget No matching version found for @tensorflow/tfjs-node-gpu@4.22.0.',
    ],
  ])('%s', (_, output, sentence) => {
    expect(explainFailure(packageName, output.split('\n'))).toBe(sentence);
  });
});

it.each<readonly [NodeJS.Platform, string, readonly string[]]>([
  ['linux', 'x64', ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']],
  ['win32', 'x64', ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']],
  ['linux', 'arm64', ['@tensorflow/tfjs-node']],
  ['darwin', 'arm64', ['@tensorflow/tfjs-node']],
  ['win32', 'arm64', []],
  ['freebsd', 'x64', []],
])('offers the packages that exist for %s on %s', (platform, architecture, packages) => {
  expect(listPackagesFor('tensorflow', platform, architecture)).toEqual(packages);
  expect(listPackagesFor('webgpu', platform, architecture)).toEqual(platform === 'freebsd' ? [] : ['webgpu']);
});
