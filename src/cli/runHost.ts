// What `convlens run` needs from the rest of the program: models by the analyser, networks by their table, files of the installation.

import path from 'node:path';
import { createAnalyser } from '../analyser/index';
import { modelsOfFile } from '../features/codeLenses';
import { LineMap } from '../features/lineMap';
import { classicNetworks } from '../networks/index';
import type { Command } from './commandLine';
import { DiskFiles } from './diskFiles';
import { sourceOfNetwork } from './findSource';
import type { Installation } from './installation';
import { runCommand, type FoundModel, type RunHost } from './run';

export const run: Command = (args, terminal, installation) =>
  runCommand(
    args,
    { stdout: { write: (text) => terminal.out(text) }, stderr: { write: (text) => terminal.error(text) } },
    makeRunHost(installation),
  );

function makeRunHost(installation: Installation): RunHost {
  return {
    findModels,
    findNetwork: (id) => {
      const network = classicNetworks.find((known) => known.id === id);
      return network && path.normalize(sourceOfNetwork(network, installation).file);
    },
    samplePicture: path.join(installation.folder, 'media', 'samples', 'scene.png'),
    runnerFile: path.join(installation.folder, 'dist', 'runner.js'),
  };
}

function findModels(file: string): FoundModel[] {
  const files = new DiskFiles();
  const name = path.sep === '\\' ? file.replaceAll('\\', '/') : file;
  const lines = new LineMap(files.readFile(name) ?? '');
  return modelsOfFile(createAnalyser(files).analyse(name)).map(({ model, factory }) => {
    return { name: model.name, line: lines.positionAt(model.call.start).line + 1, factory };
  });
}
