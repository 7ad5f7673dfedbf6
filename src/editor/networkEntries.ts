// The classic networks as the comparison page shows them. They never change, so each is read once.

import { compareModel } from '../features/comparison';
import { makeComparisonEntry } from '../features/comparisonEntry';
import { modelOfFactory } from '../features/networkModel';
import type { ClassicNetwork } from '../networks/index';
import type { ComparisonEntry } from '../protocol/comparison';
import type { Analyses } from './analyses';
import { uriOfNetwork } from './classicNetworks';

export class NetworkEntries {
  private readonly known = new Map<string, Promise<ComparisonEntry | undefined>>();

  constructor(private readonly analyses: Analyses) {}

  /** @returns undefined when its file cannot be read, which the log tells */
  of(network: ClassicNetwork): Promise<ComparisonEntry | undefined> {
    const known = this.known.get(network.id) ?? this.read(network);
    this.known.set(network.id, known);
    return known;
  }

  private async read({ id, title, year, file, factory, arguments: values }: ClassicNetwork) {
    // Reading a large network takes some 50 ms: the editor's other work goes first.
    await new Promise((resolve) => setImmediate(resolve));
    const analysis = await this.analyses.ofInstalledFile(uriOfNetwork(file), new Map(Object.entries(values)));
    const reading = analysis && modelOfFactory(analysis, factory);
    return reading && makeComparisonEntry(compareModel(title, reading), { id, detail: String(year), isOwn: false });
  }
}
