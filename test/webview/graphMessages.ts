// Messages of the graph page: the real graphs of classic networks.

import path from 'node:path';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { DiskFiles } from '../../src/cli/diskFiles';
import { figuresText } from '../../src/features/codeLenses';
import { makeLayerGraph } from '../../src/features/layerGraph';
import { modelOfFactory } from '../../src/features/networkModel';
import { classicNetworks } from '../../src/networks/index';
import type { ToGraphPage } from '../../src/protocol/layerGraph';
import { projectFolder } from '../host/folders';

export type GraphMessage = Extract<ToGraphPage, { kind: 'graph' }>;

/** @param change of the network's own text, as the user would type it */
export function makeGraphMessage(id: string, change: (text: string) => string = (text) => text): GraphMessage {
  const network = classicNetworks.find((known) => known.id === id);
  if (!network) throw new Error(`There is no network ${id}.`);
  const file = path.join(projectFolder, network.file).replaceAll('\\', '/');
  const disk = new DiskFiles();
  const textOf = (name: string): string | undefined => {
    const text = disk.readFile(name);
    return name === file && text !== undefined ? change(text) : text;
  };
  const values = new Map(Object.entries(network.arguments));
  const reading = modelOfFactory(createAnalyser({ readFile: textOf }, { values }).analyse(file), network.factory);
  if (!reading) throw new Error(`There is no model in ${file}.`);
  const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  const { graph } = makeLayerGraph(reading, { textOf, linkTo: () => undefined, shortName });
  const model = { uri: `file://${file}`, modelName: reading.model.name, line: 1 };
  return { kind: 'graph', model, place: `${shortName(file)}:1`, figures: figuresText(reading), graph };
}
