// One comparison: the user's models, followed as they change, beside the classic networks.

import * as vscode from 'vscode';
import { compareModel } from '../features/comparison';
import { makeComparisonEntry, missingEntry } from '../features/comparisonEntry';
import { classicNetworks } from '../networks/index';
import {
  parseComparisonMessage,
  parseComparisonRestore,
  type ComparisonEntry,
  type ComparisonRestore,
  type FromComparisonPage,
  type ToComparisonPage,
} from '../protocol/comparison';
import type { ModelReference } from '../protocol/modelReference';
import type { Analyses } from './analyses';
import { chooseAnotherModel } from './chooseModel';
import { uriOfNetwork } from './classicNetworks';
import { findModelReading } from './foundModel';
import { fileNameOf, type ModelPage, type PageKind } from './modelPanels';
import type { NetworkEntries } from './networkEntries';
import { PageConnection } from './pageConnection';
import { lineRange, revealPlace } from './revealPlace';

export interface ComparisonServices {
  readonly analyses: Analyses;
  readonly networks: NetworkEntries;
  readonly log: vscode.LogOutputChannel;
}

export function comparisonPageKind(services: ComparisonServices): PageKind<ComparisonRestore> {
  return {
    viewType: 'convlens.comparison',
    bundle: 'compare',
    tabTitle: (model) => vscode.l10n.t('Compare {0} ({1})', model.modelName, fileNameOf(model)),
    parseRestore: parseComparisonRestore,
    modelOf: ({ models: [first] }) => first ?? { uri: '', modelName: '', line: 1 },
    open: (panel, { models }) => new ComparisonPage(panel, models, services),
  };
}

class ComparisonPage implements ModelPage {
  private readonly subscriptions: vscode.Disposable[] = [];
  private told: string | undefined;
  /** By the models' names and documents: while the user types something a model may be gone for a moment. */
  private readonly lastKnown = new Map<string, ComparisonEntry>();
  private turn = 0;
  private readonly page: PageConnection<FromComparisonPage, ToComparisonPage>;

  constructor(
    panel: vscode.WebviewPanel,
    private models: readonly ModelReference[],
    private readonly services: ComparisonServices,
  ) {
    this.page = new PageConnection(panel.webview, {
      parse: parseComparisonMessage,
      handle: (message) => this.handle(message),
      refuse: () => services.log.warn('The comparison sent a message that is not known; it was ignored.'),
    });
    services.analyses.onDidChange(() => void this.update(), undefined, this.subscriptions);
  }

  dispose(): void {
    this.page.dispose();
    for (const subscription of this.subscriptions.splice(0)) subscription.dispose();
  }

  private async handle(message: FromComparisonPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.told = undefined;
        await this.update();
        await this.tellNetworks();
        break;
      case 'addModel': {
        const added = await chooseAnotherModel(this.services.analyses, this.models);
        if (added) await this.compare([...this.models, added]);
        break;
      }
      case 'removeModel':
        // The first one is what the page is about.
        if (message.model > 0) await this.compare(this.models.filter((_, index) => index !== message.model));
        break;
      case 'openModel': {
        const model = this.models[message.model];
        if (model) await revealPlace(vscode.Uri.parse(model.uri), lineRange(model.line));
        break;
      }
      case 'openNetwork': {
        const network = classicNetworks.find(({ id }) => id === message.id);
        if (network) await revealPlace(uriOfNetwork(network.file), lineRange(1));
        break;
      }
    }
  }

  private async compare(models: readonly ModelReference[]): Promise<void> {
    this.models = models;
    await this.update();
  }

  /** Tells the page what the models are now, if that is something else than before. */
  private async update(): Promise<void> {
    const turn = ++this.turn;
    const read = await Promise.all(this.models.map((model, index) => this.read(model, index)));
    if (turn !== this.turn) return;
    this.models = read.map(({ reference }) => reference);
    const message: ToComparisonPage = { kind: 'models', places: this.models, entries: read.map(({ entry }) => entry) };
    const text = JSON.stringify(message);
    if (text === this.told) return;
    this.told = text;
    this.page.post(message);
  }

  private async read(
    model: ModelReference,
    index: number,
  ): Promise<{ readonly reference: ModelReference; readonly entry: ComparisonEntry }> {
    const found = await findModelReading(model, this.services.analyses);
    const reference = found?.reference ?? model;
    const { uri, modelName, line } = reference;
    const place = { id: `own-${index}`, detail: `${fileNameOf(reference)}:${line}`, isOwn: true };
    const key = `${uri}\n${modelName}`;
    if (found) {
      const entry = makeComparisonEntry(compareModel(modelName, found.reading), place);
      this.lastKnown.set(key, entry);
      return { reference, entry };
    }
    const why = vscode.l10n.t('There is no model named {0} in {1} any more.', modelName, fileNameOf(model));
    const last = this.lastKnown.get(key);
    return { reference, entry: last ? { ...last, ...place, note: why } : missingEntry(modelName, place, why) };
  }

  private async tellNetworks(): Promise<void> {
    for (const [index, network] of classicNetworks.entries()) {
      const entry = await this.services.networks.of(network);
      if (this.page.isDisposed) return;
      if (entry) this.page.post({ kind: 'network', index, entry });
    }
  }
}
