// A package `webgpu` for a workspace: the real Dawn, or what it may be or do on another machine.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface DawnBehaviour {
  /** What happens when it is loaded. */
  readonly onLoad?: 'crash' | 'wait';
  /** There is no graphics card. */
  readonly hasNoAdapter?: boolean;
  /** The adapter says it is this graphics card, whatever it is. */
  readonly hardwareName?: string;
  /** After so many submissions the device is gone. */
  readonly losesAfter?: number;
  /** Added to every value that is read. */
  readonly error?: number;
}

/** What stands around the real package; `behaviour` and `realFile` are written before it. */
const PROGRAM = `
import { execFileSync } from 'node:child_process';
if (behaviour.onLoad === 'crash') execFileSync('kill', ['-SEGV', String(process.pid)]);
while (behaviour.onLoad === 'wait');
const real = await import(realFile);
const { globals } = real;
const { hardwareName, losesAfter, error } = behaviour;
if (losesAfter !== undefined) {
  const { GPUDevice, GPUQueue } = globals;
  const { submit } = GPUQueue.prototype;
  let left = losesAfter;
  GPUQueue.prototype.submit = function (buffers) {
    submit.call(this, buffers);
    if (left-- === 0) for (const device of devices) device.destroy();
  };
}
if (error !== undefined) {
  const { GPUBuffer, GPUBufferUsage } = globals;
  const { getMappedRange } = GPUBuffer.prototype;
  GPUBuffer.prototype.getMappedRange = function (...range) {
    const mapped = getMappedRange.apply(this, range);
    if (this.usage & GPUBufferUsage.MAP_READ) {
      const values = new Float32Array(mapped);
      values.forEach((value, i) => (values[i] = value + error));
    }
    return mapped;
  };
}
const devices = [];
function create(settings) {
  const gpu = real.create(settings);
  return {
    requestAdapter: async (options) => {
      if (behaviour.hasNoAdapter) return null;
      const adapter = await gpu.requestAdapter(options);
      const requestDevice = adapter.requestDevice.bind(adapter);
      adapter.requestDevice = async (wanted) => {
        const device = await requestDevice(wanted);
        devices.push(device);
        return device;
      };
      if (hardwareName !== undefined) {
        const info = { vendor: '', architecture: '', device: hardwareName, description: '', isFallbackAdapter: false };
        Object.defineProperty(adapter, 'info', { value: info });
      }
      return adapter;
    },
  };
}
export { create, globals };
`;

/**
 * Installs the package into `node_modules` of the folder.
 * @param realFolder of the package with the real Dawn
 */
export function installDawnStandIn(folder: string, behaviour: DawnBehaviour, realFolder: string): void {
  const installed = path.join(folder, 'node_modules', 'webgpu');
  const architecture = process.platform === 'darwin' ? 'universal' : process.arch;
  const compiled = path.join(installed, 'dist', `${process.platform}-${architecture}`);
  fs.mkdirSync(compiled, { recursive: true });
  fs.writeFileSync(path.join(compiled, 'dawn.node'), '');
  const manifest = { name: 'webgpu', version: '0.6.2', type: 'module', main: 'index.js' };
  fs.writeFileSync(path.join(installed, 'package.json'), JSON.stringify(manifest));
  const realFile = pathToFileURL(path.join(realFolder, 'index.js')).href;
  const constants = `const behaviour = ${JSON.stringify(behaviour)};\nconst realFile = ${JSON.stringify(realFile)};`;
  fs.writeFileSync(path.join(installed, 'index.js'), `${constants}${PROGRAM}`);
}
