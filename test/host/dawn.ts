// Installs Dawn out of npm, and, on Linux x64, the graphics card in software that comes with Chromium out of npm, for where there is no
// other. Tests set the environment for the processes that they start.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { install } from './installHosts';

export interface InstalledDawn {
  /** Of the npm package `webgpu`. */
  readonly folder: string;
  /** What a process needs to find the graphics card in software; nothing where the machine's own has to do. */
  readonly environment: Readonly<Record<string, string>>;
}

export function installDawn(): InstalledDawn {
  const hasSwiftShader = process.platform === 'linux' && process.arch === 'x64';
  const host = install('dawn', (building) => {
    if (!hasSwiftShader) return;
    const packed = path.join(building, 'node_modules/@sparticuz/chromium/bin/swiftshader.tar.br');
    const unpacked = path.join(building, 'swiftshader');
    fs.mkdirSync(unpacked);
    execFileSync('tar', ['-x', '-C', unpacked], { input: zlib.brotliDecompressSync(fs.readFileSync(packed)) });
  });
  const swiftShader = path.join(host, 'swiftshader');
  return {
    folder: path.join(host, 'node_modules', 'webgpu'),
    environment: hasSwiftShader
      ? { LD_LIBRARY_PATH: swiftShader, VK_ICD_FILENAMES: path.join(swiftShader, 'vk_swiftshader_icd.json') }
      : {},
  };
}
