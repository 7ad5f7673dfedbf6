// Where native libraries are looked for, and in what order.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findLibraries, findNamedLibraries } from '../../../src/runner/library/findLibraries';

const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-find-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const gpu = '@tensorflow/tfjs-node-gpu';
const cpu = '@tensorflow/tfjs-node';

function addPackage(place: string, name: string, isCompiled = true): string {
  const packageFolder = path.join(folder, place, 'node_modules', name);
  const compiled = path.join(packageFolder, 'lib', 'napi-v8');
  fs.mkdirSync(isCompiled ? compiled : packageFolder, { recursive: true });
  fs.writeFileSync(path.join(packageFolder, 'package.json'), JSON.stringify({ name, version: '4.22.0' }));
  if (isCompiled) fs.writeFileSync(path.join(compiled, 'tfjs_binding.node'), '');
  return packageFolder;
}

describe('libraries', () => {
  const named = addPackage('named', cpu);
  const above = addPackage('project', gpu);
  const beside = addPackage('project/package', cpu, false);
  const hidden = addPackage('project/package/src/deep', gpu);
  const installed = addPackage('installed', gpu);
  const file = path.join(folder, 'project', 'package', 'src', 'model.ts');

  it('of the folder that is named, then those above the file, then the one that is installed', () => {
    const places = { namedFolder: path.join(folder, 'named'), installationFolder: path.join(folder, 'installed') };
    const found = findLibraries('tensorflow', file, places);
    expect(found.map((library) => library.folder)).toEqual([named, above, beside, installed]);
    expect(found.map(({ packageName }) => packageName)).toEqual([cpu, gpu, cpu, gpu]);
    expect(found.map(({ bindingFile }) => bindingFile !== undefined)).toEqual([true, true, false, true]);
  });

  it('the nearest of each package', () => {
    const places = { namedFolder: undefined, installationFolder: undefined };
    const deep = path.join(path.dirname(file), 'deep', 'model.ts');
    expect(findLibraries('tensorflow', deep, places).map((library) => library.folder)).toEqual([hidden, beside]);
    expect(findLibraries('tensorflow', path.join(folder, 'model.ts'), places)).toEqual([]);
  });

  it('once, though two places lead to it', () => {
    const project = path.join(folder, 'project');
    const found = findLibraries('tensorflow', file, { namedFolder: project, installationFolder: project });
    expect(found.map((library) => library.folder)).toEqual([above, beside]);
  });

  it('are those of one backend; Dawn has a compiled part for each platform', () => {
    const dawn = path.join(folder, 'project', 'node_modules', 'webgpu');
    fs.mkdirSync(dawn, { recursive: true });
    fs.writeFileSync(path.join(dawn, 'package.json'), JSON.stringify({ name: 'webgpu', version: '0.6.2' }));
    const find = () => findLibraries('webgpu', file, { namedFolder: undefined, installationFolder: undefined });
    const found = { packageName: 'webgpu', packageVersion: '0.6.2', folder: dawn };
    expect(find()).toEqual([{ ...found, bindingFile: undefined }]);
    const architecture = process.platform === 'darwin' ? 'universal' : process.arch;
    const bindingFile = path.join(dawn, 'dist', `${process.platform}-${architecture}`, 'dawn.node');
    fs.mkdirSync(path.dirname(bindingFile), { recursive: true });
    fs.writeFileSync(bindingFile, '');
    expect(find()).toEqual([{ ...found, bindingFile }]);
  });

  it.each([
    ['the package itself', named],
    ['where it was installed', path.join(folder, 'named')],
    ['node_modules', path.join(folder, 'named', 'node_modules')],
  ])('a folder may be named as %s', (_, place) => {
    expect(findNamedLibraries('tensorflow', place).map((library) => library.folder)).toEqual([named]);
  });

  it.each(['', '{ "name": 3', 'null', '{ "name": "@tensorflow/tfjs" }'])('no package: %s', (manifest) => {
    const place = path.join(folder, 'other');
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, 'package.json'), manifest);
    expect(findNamedLibraries('tensorflow', place)).toEqual([]);
  });
});
