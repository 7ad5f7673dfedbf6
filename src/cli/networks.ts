// `convlens networks`: the classic networks with their figures, by the analyser's own reading of their files.

import { createAnalyser } from '../analyser/createAnalyser';
import type { ModelReading } from '../analyser/index';
import { formatCount, formatExact, isUnknown } from '../features/formatNumber';
import { modelOfFactory } from '../features/networkModel';
import { formatTable } from '../features/textTable';
import { classicNetworks, type ClassicNetwork } from '../networks/index';
import type { Command } from './commandLine';
import { DiskFiles } from './diskFiles';
import { sourceOfNetwork } from './findSource';
import { InputError } from './inputError';
import type { Installation } from './installation';
import { parseArguments } from './parseArguments';

export const networks: Command = (args, terminal, installation) => {
  const { values: options, positionals } = parseArguments(args, { json: { type: 'boolean' } });
  const [extra] = positionals;
  if (extra !== undefined)
    throw new InputError(`${extra}: networks takes no argument; convlens --help shows what there is`);
  const files = new DiskFiles();
  const entries = classicNetworks.map((network) => ({ network, model: readNetwork(network, files, installation) }));
  if (options.json) {
    const json = entries.map(({ network: { id, title, year, file }, model }) => {
      return { id, title, year, file, params: figure(model?.totals.parameters), macs: figure(model?.totals.macs) };
    });
    terminal.out(`${JSON.stringify(json, null, 2)}\n`);
    return Promise.resolve(0);
  }
  const rows = entries.map(({ network, model }) => [
    network.id,
    network.title,
    String(network.year),
    model ? formatExact(model.totals.parameters) : '?',
    model ? formatCount(model.totals.macs) : '?',
  ]);
  const table = formatTable(
    [
      { title: 'Id', align: 'left' },
      { title: 'Network', align: 'left' },
      { title: 'Year', align: 'right' },
      { title: 'Parameters', align: 'right' },
      { title: 'MACs', align: 'right' },
    ],
    rows,
  );
  terminal.out(`${table.join('\n')}\n`);
  return Promise.resolve(0);
};

/** The model that the network's function makes. */
function readNetwork(network: ClassicNetwork, files: DiskFiles, installation: Installation): ModelReading | undefined {
  const values = new Map(Object.entries(network.arguments));
  const analysis = createAnalyser(files, { values }).analyse(sourceOfNetwork(network, installation).file);
  return modelOfFactory(analysis, network.factory);
}

function figure(quantity: ModelReading['totals']['macs'] | undefined): number | string | null {
  if (quantity === undefined || isUnknown(quantity)) return null;
  return typeof quantity === 'number' ? quantity : quantity.toString();
}
