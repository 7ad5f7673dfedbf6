// One layer graph: it follows the text and the cursor, and leads from a layer to its line.

import * as vscode from 'vscode';
import type { ModelReading, SourceRange } from '../analyser/index';
import { figuresText } from '../features/codeLenses';
import { makeLayerGraph, type DrawnGraph } from '../features/layerGraph';
import { layersAt } from '../features/layersAt';
import { parseGraphMessage, parseGraphRestore, type FromGraphPage, type ToGraphPage } from '../protocol/layerGraph';
import type { ModelReference } from '../protocol/modelReference';
import type { Analyses } from './analyses';
import { findModelReading } from './foundModel';
import { fileNameOf, type ModelPage, type PageKind } from './modelPanels';
import { PageConnection } from './pageConnection';
import { rangeIn } from './places';
import { lineRange, revealPlace } from './revealPlace';

export interface GraphServices {
  readonly analyses: Analyses;
  readonly log: vscode.LogOutputChannel;
}

export function graphPageKind(services: GraphServices): PageKind<ModelReference> {
  return {
    viewType: 'convlens.graph',
    bundle: 'graph',
    tabTitle: (model) => vscode.l10n.t('Graph of {0} ({1})', model.modelName, fileNameOf(model)),
    parseRestore: parseGraphRestore,
    modelOf: (model) => model,
    open: (panel, model) => new GraphPage(panel, model, services),
  };
}

class GraphPage implements ModelPage {
  private readonly subscriptions: vscode.Disposable[] = [];
  private drawn: DrawnGraph | undefined;
  /** What was drawn. */
  private reading: ModelReading | undefined;
  private told: string | undefined;
  private toldCursor: string | undefined;
  private turn = 0;
  private readonly page: PageConnection<FromGraphPage, ToGraphPage>;

  constructor(
    panel: vscode.WebviewPanel,
    private model: ModelReference,
    private readonly services: GraphServices,
  ) {
    this.page = new PageConnection(panel.webview, {
      parse: parseGraphMessage,
      handle: (message) => this.handle(message),
      refuse: () => services.log.warn('The graph sent a message that is not known; it was ignored.'),
    });
    services.analyses.onDidChange(() => void this.update(), undefined, this.subscriptions);
    vscode.window.onDidChangeTextEditorSelection(
      ({ textEditor }) => this.followCursor(textEditor),
      undefined,
      this.subscriptions,
    );
  }

  dispose(): void {
    this.page.dispose();
    for (const subscription of this.subscriptions.splice(0)) subscription.dispose();
  }

  private async handle(message: FromGraphPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.told = undefined;
        await this.update();
        break;
      case 'revealModel':
        await revealPlace(vscode.Uri.parse(this.model.uri), lineRange(this.model.line));
        break;
      case 'revealLayer':
        await this.reveal(this.drawn?.applications.get(message.id)?.layer.call);
        break;
      case 'revealBlock':
        await this.reveal(this.drawn?.blocks.get(message.id)?.call);
        break;
    }
  }

  private async reveal(range: SourceRange | undefined): Promise<void> {
    const { analyses } = this.services;
    if (range) await revealPlace(analyses.uriOf(range.file), rangeIn(analyses.sources, range));
  }

  /** Tells the page what the graph is now, if that is something else than before. */
  private async update(): Promise<void> {
    const turn = ++this.turn;
    const { analyses } = this.services;
    const found = await findModelReading(this.model, analyses);
    if (turn !== this.turn) return;
    this.model = found?.reference ?? this.model;
    const file = fileNameOf(this.model);
    // Other files changed.
    if (found && found.reading === this.reading && this.told !== undefined) return;
    this.reading = found?.reading;
    if (found) {
      this.drawn = makeLayerGraph(found.reading, analyses.sources);
      const { graph } = this.drawn;
      const place = `${file}:${this.model.line}`;
      this.tell({ kind: 'graph', model: this.model, place, figures: figuresText(found.reading), graph });
    } else {
      const message = vscode.l10n.t('There is no model named {0} in {1} any more.', this.model.modelName, file);
      this.tell({ kind: 'missing', model: this.model, message });
    }
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.model.uri);
    if (editor) this.followCursor(editor);
  }

  private tell(message: ToGraphPage): void {
    const text = JSON.stringify(message);
    if (text === this.told) return;
    this.told = text;
    this.toldCursor = undefined;
    this.page.post(message);
  }

  private followCursor({ document, selection }: vscode.TextEditor): void {
    const { drawn } = this;
    if (!drawn) return;
    const file = this.services.analyses.fileOf(document.uri);
    const marked = new Set(layersAt(drawn.applications.values(), file, document.offsetAt(selection.active)));
    const layers = [...drawn.applications].flatMap(([id, application]) => (marked.has(application) ? [id] : []));
    const text = layers.join('\n');
    if (text === this.toldCursor) return;
    this.toldCursor = text;
    this.page.post({ kind: 'cursor', layers });
  }
}
