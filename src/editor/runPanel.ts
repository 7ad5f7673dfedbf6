// One Run Model panel: its page, the picture it runs on, and the way from its layers back to the code.

import * as vscode from 'vscode';
import { parsePageMessage } from '../protocol/panel';
import type { FromPage, PanelModel, PictureChoice, ToPage } from '../protocol/panel';
import type { BackendChoice, RunnerFailure } from '../protocol/runner';
import { MAX_PICTURE_FILE_BYTES } from '../runner/picture';
import { encodeNpy } from '../runner/npyFile';
import { asFailure } from './failure';
import { LayerMark } from './layerMark';
import { RunController } from './runPanelController';
import type { RunOptions } from './runPanelController';
import { PageConnection } from './pageConnection';
import { revealPlace } from './revealPlace';
import { saveFile } from './saveFile';
import { showPage } from './showPage';
import { SAMPLES } from './runPanelServices';
import type { ChosenPicture, RunPanelServices } from './runPanelServices';

const BACKENDS: readonly BackendChoice[] = ['auto', 'tensorflow', 'webgpu', 'wasm', 'cpu'];

/** Closing the panel ends its run. */
export class RunPanel {
  private readonly controller: RunController;
  private readonly mark = new LayerMark();
  private readonly subscriptions: vscode.Disposable[] = [];
  /** The latest reading of a picture; a run waits for it. */
  private pictureReading: Promise<void> = Promise.resolve();
  private readonly page: PageConnection<FromPage, ToPage>;

  constructor(
    private readonly webviewPanel: vscode.WebviewPanel,
    private model: PanelModel,
    private readonly extensionUri: vscode.Uri,
    private readonly services: RunPanelServices,
  ) {
    const { log } = services;
    this.controller = new RunController({
      log: {
        output: (text) => log.append(text),
        failure: (failure) => logFailure(log, failure),
      },
      post: (message) => this.page.post(message),
      createSession: () => services.createSession(),
      isTrusted: () => vscode.workspace.isTrusted,
      runOptions: () => this.readRunOptions(),
      recordTimes: (layers, results) => services.times.record(layers, results),
      readFigures: (model, layers) => services.readFigures(model, layers),
    });
    this.page = new PageConnection(webviewPanel.webview, {
      parse: parsePageMessage,
      handle: (message) => this.handle(message),
      refuse: () => log.warn('The panel sent a message that is not known; it was ignored.'),
    });
    webviewPanel.onDidDispose(() => this.release(), undefined, this.subscriptions);
    vscode.workspace.onDidGrantWorkspaceTrust(() => this.runAfterTrust(), undefined, this.subscriptions);
    showPage(webviewPanel, extensionUri, 'webview');
  }

  async run(model: PanelModel): Promise<void> {
    this.model = model;
    this.postModel();
    await this.pictureReading;
    await this.controller.run(model);
  }

  reveal(): void {
    this.webviewPanel.reveal(undefined, true);
  }

  dispose(): void {
    this.webviewPanel.dispose();
  }

  /** Reads and shows a picture; when that fails the one before stays and the page says why. */
  usePicture(choice: PictureChoice): Promise<void> {
    const reading = this.readPicture(choice).then(
      (chosen) => {
        if (this.pictureReading === reading) {
          void this.controller.setPicture(chosen);
        }
      },
      (error: unknown) => {
        const failure = asFailure(error);
        logFailure(this.services.log, failure);
        if (this.pictureReading === reading) {
          this.page.post({ kind: 'pictureFailed', message: failure.message });
        }
      },
    );
    this.pictureReading = reading;
    return reading;
  }

  private async readPicture(choice: PictureChoice): Promise<ChosenPicture> {
    const uri = choice.kind === 'file' ? vscode.Uri.parse(choice.uri) : this.sampleUri(choice.id);
    const sample = choice.kind === 'sample' ? SAMPLES.find(({ id }) => id === choice.id) : undefined;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const picture = this.services.decodePicture(await readPictureFile(uri, name), name);
    return { choice, title: sample?.title ?? name, picture };
  }

  private async handle(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        // a page that comes back holds no pixel
        this.mark.clear();
        this.postModel();
        this.controller.replay();
        break;
      case 'run':
        await this.runAgain();
        break;
      case 'cancel':
        this.controller.cancel();
        break;
      case 'useSample':
        await this.usePicture({ kind: 'sample', id: message.id });
        break;
      case 'choosePicture':
        await this.choosePicture();
        break;
      case 'chooseWeights':
        await this.chooseWeights();
        break;
      case 'showLayer':
        await this.controller.activations?.showLayer(message.layer);
        break;
      case 'showChannel':
        await this.controller.activations?.showChannel({ layer: message.layer, channel: message.channel });
        break;
      case 'revealLayer':
        await this.revealLayer(message.layer);
        break;
      case 'markLayer':
        this.markLayer(message.layer);
        break;
      case 'unmark':
        this.mark.clear();
        break;
      case 'savePicture':
        await this.save(message, 'png', () => message.png);
        break;
      case 'saveValues':
        await this.save(message, 'npy', () => this.readNpy(message));
        break;
      case 'inquire':
        await this.controller.inquire(message);
        break;
      case 'endInquiry':
        await this.controller.endInquiry();
        break;
      case 'revealModel':
        await this.revealSource(this.model.file, this.model.line, 1);
        break;
      case 'manageTrust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        break;
      case 'showOutput':
        this.services.log.show(true);
        break;
    }
  }

  /** The file may have been edited since: what runs is what it says now. */
  private async runAgain(): Promise<void> {
    try {
      const model = await this.services.locateModel(this.model);
      if (model) {
        await this.run(model);
      }
    } catch (error) {
      this.controller.fail(error);
    }
  }

  private async runAfterTrust(): Promise<void> {
    if (this.controller.isWaitingForTrust) {
      await this.runAgain();
    }
  }

  private postModel(): void {
    const samples = SAMPLES.map(({ id, title }) => {
      return { id, title, address: this.pageAddress('media', 'samples', `${id}.png`) };
    });
    const fileLabel = this.labelOf(this.model.file);
    this.page.post({ kind: 'model', model: this.model, fileLabel, samples });
    const text = this.services.weights.describe(this.model, this.readRunOptions().seed);
    this.page.post({ kind: 'weights', text });
  }

  /** Other weights are a run of their own: one under way is given up. */
  private async chooseWeights(): Promise<void> {
    if (await this.services.weights.choose(this.model, this.readRunOptions().seed)) {
      this.controller.cancel();
      this.postModel();
      await this.runAgain();
    }
  }

  private readRunOptions(): RunOptions {
    const weights = this.services.weights.requestFor(this.model);
    return { ...readRunSettings(vscode.Uri.file(this.model.file)), ...(weights && { weights }) };
  }

  private async choosePicture(): Promise<void> {
    const chosen = await vscode.window.showOpenDialog({
      canSelectMany: false,
      filters: { [vscode.l10n.t('Pictures')]: ['png', 'jpg', 'jpeg'] },
      openLabel: vscode.l10n.t('Use Picture'),
    });
    if (chosen?.[0]) {
      await this.usePicture({ kind: 'file', uri: chosen[0].toString() });
    }
  }

  private async revealLayer(index: number): Promise<void> {
    const source = this.controller.layerAt(index)?.source;
    if (source) {
      await this.revealSource(source.file, source.line, source.column);
    }
  }

  private markLayer(index: number): void {
    const source = this.controller.layerAt(index)?.source;
    if (source) {
      this.mark.show(this.services.uriOf(source.file), source.line);
    } else {
      this.mark.clear();
    }
  }

  private async save(
    { layer, channel }: SavedMaps,
    ending: 'png' | 'npy',
    makeBytes: () => Promise<Uint8Array> | Uint8Array,
  ): Promise<void> {
    const uri = this.services.uriOf(this.model.file);
    const folder = uri.scheme === 'file' ? vscode.Uri.joinPath(uri, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
    const parts = [this.model.title, this.controller.layerAt(layer)?.name ?? `layer ${layer}`];
    const name = [...parts, ...(channel === undefined ? [] : [`channel ${channel}`])].join('-');
    await saveFile({ name, ending, folder, makeBytes });
  }

  private async readNpy({ layer, channel }: SavedMaps): Promise<Uint8Array> {
    const { activations } = this.controller;
    if (!activations) throw new Error(vscode.l10n.t('The run is over. Run the model again.'));
    const { shape, values } = await activations.readValues(layer, channel);
    return encodeNpy(shape, values);
  }

  /** Line and column are 1-based. */
  private async revealSource(file: string, line: number, column: number): Promise<void> {
    const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
    await revealPlace(this.services.uriOf(file), new vscode.Range(at, at));
  }

  /** A file as people write it: relative to the workspace, or by its name where it belongs to the extension. */
  private labelOf(file: string): string {
    const uri = this.services.uriOf(file);
    return uri.scheme === 'file' ? vscode.workspace.asRelativePath(uri) : uri.path.slice(uri.path.lastIndexOf('/') + 1);
  }

  private sampleUri(id: string): vscode.Uri {
    if (!SAMPLES.some((sample) => sample.id === id)) {
      throw new Error(vscode.l10n.t('There is no sample picture named {0}.', id));
    }
    return vscode.Uri.joinPath(this.extensionUri, 'media', 'samples', `${id}.png`);
  }

  private pageAddress(...segments: string[]): string {
    return this.webviewPanel.webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, ...segments)).toString();
  }

  private release(): void {
    this.page.dispose();
    this.controller.dispose();
    this.mark.dispose();
    for (const subscription of this.subscriptions.splice(0)) {
      subscription.dispose();
    }
  }
}

/** One channel of a layer, or all. */
interface SavedMaps {
  readonly layer: number;
  readonly channel: number | undefined;
}

async function readPictureFile(uri: vscode.Uri, name: string): Promise<Uint8Array> {
  const { fs } = vscode.workspace;
  const refuse = (): never => {
    throw new Error(vscode.l10n.t('The picture {0} cannot be read. Choose another one.', name));
  };
  const { size } = await fs.stat(uri).then(undefined, refuse);
  if (size > MAX_PICTURE_FILE_BYTES) {
    throw new Error(vscode.l10n.t('{0} is too large: more than {1} MB.', name, MAX_PICTURE_FILE_BYTES / 1e6));
  }
  return fs.readFile(uri).then(undefined, refuse);
}

function readRunSettings(scope: vscode.Uri): Pick<RunOptions, 'backend' | 'seed'> {
  const settings = vscode.workspace.getConfiguration('convlens.run', scope);
  const backend = settings.get<unknown>('backend');
  const seed = settings.get<unknown>('seed');
  return {
    backend: BACKENDS.find((known) => known === backend) ?? 'auto',
    seed: typeof seed === 'number' && Number.isInteger(seed) ? seed : 1,
  };
}

function logFailure(log: vscode.LogOutputChannel, failure: RunnerFailure): void {
  log.error(failure.detail.startsWith(failure.message) ? failure.detail : `${failure.message}\n${failure.detail}`);
}
