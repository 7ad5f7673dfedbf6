// One Run Model panel: its page, the picture it runs on, and the way from its layers back to the code.

import * as vscode from 'vscode';
import { parsePageMessage } from '../../protocol/panel';
import type { ComparedWith, FromPage, PanelModel, PictureChoice, RunReport, ToPage } from '../../protocol/panel';
import type { RunnerFailure } from '../../protocol/runner';
import { CodeLink } from './codeLink';
import { ComparedRun } from './comparedRun';
import type { OwnSubject } from './comparedRun';
import { asFailure } from './failure';
import { RunController } from './runController';
import type { RunOptions } from './runController';
import { PageConnection } from '../pageConnection';
import { PanelDevice } from './panelDevice';
import { PanelPictures } from './panelPictures';
import type { Asking } from './runArguments';
import { saveMaps } from './saveMaps';
import { runSettings } from '../settings';
import { showPage } from '../showPage';
import { SAMPLES } from './runPanelServices';
import type { ChosenPicture, RunPanelServices } from './runPanelServices';

/** Closing the panel ends its runs. */
export class RunPanel {
  private readonly controller: RunController;
  private readonly compared: ComparedRun;
  private readonly pictures: PanelPictures;
  private picture: ChosenPicture | undefined;
  private readonly device: PanelDevice;
  private readonly code: CodeLink;
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
    this.code = new CodeLink((file) => services.uriOf(file));
    this.device = new PanelDevice({
      post: (message) => this.page.post(message),
      script: this.pageAddress('dist', 'device.js'),
    });
    this.pictures = new PanelPictures(extensionUri, (bytes, name) => services.decodePicture(bytes, name));
    this.controller = this.createController((report) => this.page.post(report));
    this.compared = new ComparedRun(
      this.createController((report) => this.page.post({ kind: 'compared', report })),
      {
        post: (message) => this.page.post(message),
        locateModel: (compared, asking) => services.locateModel(compared, asking),
        readPicture: (choice) => this.pictures.read(choice),
        chooseModel: (than) => services.chooseOtherModel(than),
        choosePicture: ({ title }) =>
          this.pictures.chooseAny(vscode.l10n.t('Which picture does {0} run on beside?', title)),
        revealLayer: (controller, layer) => this.code.reveal(controller.layerAt(layer)?.source),
      },
    );
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
    // one after the other: layers that are measured have the machine for themselves
    if (this.controller.isFinished) await this.compared.run(this.own);
  }

  /** Takes what to compare with; it runs when the panel's own model has run. */
  compareWith(comparedWith: ComparedWith | undefined): void {
    this.compared.choose(comparedWith);
  }

  reveal(): void {
    this.webviewPanel.reveal(undefined, true);
  }

  dispose(): void {
    this.webviewPanel.dispose();
  }

  /** Reads and shows a picture; when that fails the one before stays and the page says why. */
  usePicture(choice: PictureChoice): Promise<void> {
    const reading = this.pictures.read(choice).then(
      (chosen) => {
        if (this.pictureReading === reading) {
          void this.runOn(chosen);
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

  private async runOn(picture: ChosenPicture): Promise<void> {
    this.picture = picture;
    await this.controller.setPicture(picture);
    await this.compared.followPicture(picture);
  }

  private get own(): OwnSubject {
    return { model: this.model, picture: this.picture };
  }

  private createController(post: (report: RunReport) => void): RunController {
    const { services } = this;
    return new RunController({
      log: {
        output: (text) => services.log.append(text),
        failure: (failure) => logFailure(services.log, failure),
      },
      post,
      createSession: () => services.createSession(this.device),
      isTrusted: () => vscode.workspace.isTrusted,
      runOptions: (model) => this.readRunOptions(model),
      recordTimes: (layers, results) => services.times.record(layers, results),
      readFigures: (model, layers) => services.readFigures(model, layers),
    });
  }

  private async handle(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        // a page that comes back holds no pixel
        this.code.mark(undefined);
        this.device.takeNewPage();
        this.postModel();
        this.controller.replay();
        this.compared.replay();
        break;
      case 'run':
        await this.runAgain();
        break;
      case 'changeArguments':
        await this.runAgain({ isChange: true, fault: this.controller.parameterFault });
        break;
      case 'writeArguments':
        await this.writeArguments();
        break;
      case 'useSample':
        await this.usePicture({ kind: 'sample', id: message.id });
        break;
      case 'choosePicture': {
        const choice = await this.pictures.chooseFile();
        if (choice) await this.usePicture(choice);
        break;
      }
      case 'chooseWeights':
        await this.chooseWeights();
        break;
      case 'showChannel':
        await this.controller.activations?.showChannel({ layer: message.layer, channel: message.channel });
        break;
      case 'revealLayer':
        await this.code.reveal(this.controller.layerAt(message.layer)?.source);
        break;
      case 'markLayer':
        this.code.mark(this.controller.layerAt(message.layer)?.source);
        break;
      case 'unmark':
        this.code.mark(undefined);
        break;
      case 'savePicture':
      case 'saveValues': {
        const { model, controller } = this;
        await saveMaps(message, { model, controller, uri: this.services.uriOf(model.file) });
        break;
      }
      case 'compareWith':
        await this.compared.ask(message.what, this.own, () => !this.controller.isFinished);
        break;
      case 'endComparison':
        this.compared.choose(undefined);
        break;
      case 'compared':
        await this.compared.handle(message.wish, this.own);
        break;
      case 'deviceOpened':
      case 'deviceReply':
      case 'deviceAlive':
        this.device.take(message);
        break;
      case 'revealModel':
        await this.code.reveal({ file: this.model.file, line: this.model.line, column: 1 });
        break;
      case 'manageTrust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        break;
      case 'showOutput':
        this.services.log.show(true);
        break;
      default:
        await this.controller.handle(message);
    }
  }

  /** The file may have been edited since: what runs is what it says now. Other arguments are a run of their own: one under way is given up. */
  private async runAgain(asking?: Asking): Promise<void> {
    try {
      const model = await this.services.locateModel(this.model, asking);
      if (model) {
        if (asking) this.controller.cancel();
        await this.run(model);
      }
    } catch (error) {
      this.controller.fail(error);
    }
  }

  private async writeArguments(): Promise<void> {
    if (await this.services.writeArguments(this.model)) {
      const { givenArguments: _, ...written } = this.model;
      this.model = written;
      this.postModel();
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
    const text = this.services.weights.describe(this.model, this.readRunOptions(this.model).seed);
    this.page.post({ kind: 'weights', text });
  }

  /** Other weights are a run of their own: one under way is given up. */
  private async chooseWeights(): Promise<void> {
    if (await this.services.weights.choose(this.model, this.readRunOptions(this.model).seed)) {
      this.controller.cancel();
      this.postModel();
      await this.runAgain();
    }
  }

  private readRunOptions(model: PanelModel): RunOptions {
    const weights = this.services.weights.requestFor(model);
    return { ...runSettings(vscode.Uri.file(model.file)), ...(weights && { weights }) };
  }

  /** A file as people write it: relative to the workspace, or by its name where it belongs to the extension. */
  private labelOf(file: string): string {
    const uri = this.services.uriOf(file);
    return uri.scheme === 'file' ? vscode.workspace.asRelativePath(uri) : uri.path.slice(uri.path.lastIndexOf('/') + 1);
  }

  private pageAddress(...segments: string[]): string {
    return this.webviewPanel.webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, ...segments)).toString();
  }

  private release(): void {
    this.page.dispose();
    this.controller.dispose();
    this.device.dispose();
    this.compared.dispose();
    this.code.dispose();
    for (const subscription of this.subscriptions.splice(0)) {
      subscription.dispose();
    }
  }
}

function logFailure(log: vscode.LogOutputChannel, failure: RunnerFailure): void {
  log.error(failure.detail.startsWith(failure.message) ? failure.detail : `${failure.message}\n${failure.detail}`);
}
