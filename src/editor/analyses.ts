// The service behind every provider: the analysis of a document's current text.

import * as vscode from 'vscode';
import type * as analyserModule from '../analyser/createAnalyser';
import type { Analyser, AnalyserOptions, FileAnalysis, Fix, GivenValues, ModelReading } from '../analyser/index';
import { applyEdits, measureEffect, type FixEffect } from '../features/fixes';
import { LineMap } from '../features/lineMap';
import { rulesTurnedOn } from '../features/ruleSettings';
import type { Sources } from '../features/sources';
import type { FileNames } from './fileNames';
import type { ProjectConfigs } from './projectConfigs';
import type { WorkspaceFiles } from './workspaceFiles';

/** Documents in which networks are written, in any place: disk, untitled, a repository on the web. */
export const SELECTOR: vscode.DocumentFilter[] = [
  { language: 'typescript' },
  { language: 'javascript' },
  { language: 'typescriptreact' },
  { language: 'javascriptreact' },
];

/** A cheap look before any analysis: a file without these words defines no network. */
const MENTIONS_TENSORFLOW = /tensorflow|\btf\b|['"]\.\.?\//;
const DEBOUNCE_MILLISECONDS = 150;

/** An analysis with the text it was made from. */
export interface DocumentAnalysis {
  readonly analysis: FileAnalysis;
  readonly lines: LineMap;
  readonly version: number;
}

/** Loads the analyser on first need. Nothing thrown in it reaches VS Code: it is logged, and the document has no analysis. */
export class Analyses implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  /** Some analysis may differ from before; fires when typing pauses. */
  readonly onDidChange = this.changes.event;
  /** What features ask about places; texts are the current ones. */
  readonly sources: Sources;
  /** What the settings and the configuration of the workspace say. */
  private readonly options: AnalyserOptions = {
    rulesTurnedOn: (file) => rulesTurnedOn(this.configs.rulesFor(this.names.uriOf(file))),
    limitsFor: (model) => this.configs.limitsFor(this.names.uriOf(model.model.call.file), model),
  };
  private readonly known = new WeakMap<vscode.TextDocument, DocumentAnalysis>();
  private readonly subscriptions: vscode.Disposable;
  private loading: Promise<typeof analyserModule> | undefined;
  private analyser: Analyser | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly files: WorkspaceFiles,
    private readonly names: FileNames,
    private readonly configs: ProjectConfigs,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.sources = {
      textOf: (file) => this.files.readFile(file),
      linkTo: (file, { line, column }) =>
        this.names
          .uriOf(file)
          .with({ fragment: `L${line + 1},${column + 1}` })
          .toString(),
      shortName: (file) => file.slice(file.lastIndexOf('/') + 1),
    };
    this.subscriptions = vscode.Disposable.from(
      this.changes,
      files.onDidChange(() => this.changeSoon()),
      configs.onDidChange(() => {
        this.analyser = undefined;
        this.changeSoon();
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (this.concerns(document)) this.changeSoon();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // The first mention of TensorFlow.js in a file that was not analysed so far.
        if (this.concerns(document)) this.changeSoon();
      }),
    );
  }

  /** The analysis of the document's text as it is when the promise resolves; undefined when it has nothing to do with TensorFlow.js. */
  async of(document: vscode.TextDocument): Promise<DocumentAnalysis | undefined> {
    if (!this.concerns(document)) return undefined;
    try {
      const { createAnalyser } = await this.load();
      this.analyser ??= createAnalyser(this.files, this.options);
      return document.isClosed ? undefined : this.analyse(this.analyser, document);
    } catch (error) {
      this.log.error(`The analysis of ${document.uri.toString(true)} failed.`, error);
      return undefined;
    }
  }

  /** Analyses other texts of a document, with all other files as they are. */
  async ofOtherTexts(document: vscode.TextDocument): Promise<(text: string) => FileAnalysis> {
    const { createAnalyser } = await this.load();
    const file = this.names.fileOf(document.uri);
    const current = { text: document.getText() };
    const analyser = createAnalyser(
      {
        readFile: (other) => (other === file ? current.text : this.files.readFile(other)),
        importersOf: (other) => this.files.importersOf(other),
      },
      this.options,
    );
    return (text) => {
      current.text = text;
      return analyser.analyse(file);
    };
  }

  /** The analysis of a file that comes with the extension, with values for the parameters of its functions. */
  async ofInstalledFile(uri: vscode.Uri, values: GivenValues): Promise<FileAnalysis | undefined> {
    try {
      const { createAnalyser } = await this.load();
      return createAnalyser(this.files, { values }).analyse(this.names.fileOf(uri));
    } catch (error) {
      this.log.error(`The analysis of ${uri.toString(true)} failed.`, error);
      return undefined;
    }
  }

  /** What a fix would change in a model, told by analysing the text with the fix applied. */
  async effectOf(document: vscode.TextDocument, fix: Fix, model: ModelReading): Promise<FixEffect | undefined> {
    const before = await this.of(document);
    if (!before) return undefined;
    try {
      const { createAnalyser } = await this.load();
      const changed = createAnalyser({
        readFile: (file) => {
          const text = this.files.readFile(file);
          const edits = fix.edits.filter(({ range }) => range.file === file);
          return text === undefined ? undefined : applyEdits(text, edits);
        },
        importersOf: (file) => this.files.importersOf(file),
      });
      return measureEffect(before.analysis, changed.analyse(before.analysis.file), model);
    } catch (error) {
      this.log.error(`The effect of the fix "${fix.title}" could not be measured.`, error);
      return undefined;
    }
  }

  concerns(document: vscode.TextDocument): boolean {
    return vscode.languages.match(SELECTOR, document) > 0 && MENTIONS_TENSORFLOW.test(document.getText());
  }

  /** The analyser's name of a document; for `file:` and classic networks its path on disk. */
  fileOf(uri: vscode.Uri): string {
    return this.names.fileOf(uri);
  }

  uriOf(file: string): vscode.Uri {
    return this.names.uriOf(file);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private analyse(analyser: Analyser, document: vscode.TextDocument): DocumentAnalysis {
    const analysis = analyser.analyse(this.names.fileOf(document.uri));
    const known = this.known.get(document);
    if (known?.analysis === analysis && known.version === document.version) return known;
    const fresh = { analysis, lines: new LineMap(document.getText()), version: document.version };
    this.known.set(document, fresh);
    return fresh;
  }

  private load(): Promise<typeof analyserModule> {
    return (this.loading ??= import('../analyser/createAnalyser'));
  }

  private changeSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changes.fire(), DEBOUNCE_MILLISECONDS);
  }
}
