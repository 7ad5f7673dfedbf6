// The life of a panel's runs: at most one session at a time, stale events dropped, everything told again to a page that comes back.

import type { LayerFigures, PanelModel, RunReport, RunWish } from '../../protocol/panel';
import type { AskedInquiry } from '../../protocol/panelInquiries';
import type {
  LayerInfo,
  LayerResult,
  ParameterFault,
  RunRequest,
  RunnerEvent,
  RunnerFailure,
} from '../../protocol/runner';
import { describeDownload } from '../../runner/describeDownload';
import { ActivationReader } from './activationReader';
import { asFailure } from './failure';
import { InquiryAnswers } from './inquiryAnswers';
import { describePicture } from './runPanelPicture';
import type { ChosenPicture, RunnerSession } from './runPanelServices';
import { STAGE_TEXT } from './stageText';
import { ToldRun } from './toldRun';

/** Where the output of the user's code and the details of failures go. */
export interface RunLog {
  output(text: string): void;
  failure(failure: RunnerFailure): void;
}

export type RunOptions = Pick<RunRequest, 'backend' | 'seed' | 'weights'>;

export interface RunControllerHost {
  readonly log: RunLog;
  post(message: RunReport): void;
  createSession(): RunnerSession;
  isTrusted(): boolean;
  /** As the settings and the user's choice have them now. */
  runOptions(model: PanelModel): RunOptions;
  /** A run has finished. */
  recordTimes(layers: readonly LayerInfo[], results: readonly LayerResult[]): void;
  /** What the editor reads of the layers of a model, whose function was called with these arguments. */
  readFigures(model: PanelModel, layers: readonly LayerInfo[]): Promise<readonly LayerFigures[]>;
}

/** One pass of a picture through the model. Passes that follow each other on other pictures share a session. */
interface Run {
  readonly session: RunnerSession;
  readonly request: RunRequest & { readonly model: PanelModel };
  readonly activations: ActivationReader;
  readonly inquiries: InquiryAnswers;
  isRunning: boolean;
}

export class RunController {
  private current: Run | undefined;
  private chosen: ChosenPicture | undefined;
  private pictureMessage: RunReport | undefined;
  private readonly told: ToldRun;
  private fault: ParameterFault | undefined;
  private isDisposed = false;

  constructor(private readonly host: RunControllerHost) {
    this.told = new ToldRun((report) => this.host.post(report));
  }

  /** Whether the last run was refused because the workspace is not trusted. */
  get isWaitingForTrust(): boolean {
    const { last } = this.told;
    return last?.kind === 'failure' && last.remedy === 'manageTrust';
  }

  /** What the last run said of the arguments of the model's function, when it failed of them. */
  get parameterFault(): ParameterFault | undefined {
    return this.fault;
  }

  layerAt(index: number): LayerInfo | undefined {
    return this.told.layers.find((layer) => layer.index === index);
  }

  /** What the next run runs on. */
  takePicture(chosen: ChosenPicture): void {
    this.chosen = chosen;
    this.pictureMessage = { kind: 'picture', picture: describePicture(chosen) };
    this.host.post(this.pictureMessage);
  }

  /** A model that has run runs again on the new picture, in the process that has it loaded. */
  async setPicture(chosen: ChosenPicture): Promise<void> {
    this.takePicture(chosen);
    if (this.current && !this.current.isRunning) {
      await this.runOnNextPicture(this.current, chosen);
    }
  }

  /** Tells a page that was just opened, or comes back to view, all that is known. */
  replay(): void {
    void this.current?.inquiries.forget();
    if (this.pictureMessage) this.host.post(this.pictureMessage);
    this.told.replay();
  }

  /** Runs a model on the chosen picture, in a process of its own. A second call while a run is under way does nothing. */
  async run(model: PanelModel): Promise<void> {
    if (this.isDisposed || this.current?.isRunning) {
      return;
    }
    this.stopSession();
    this.told.forget();
    this.fault = undefined;
    if (!this.host.isTrusted()) {
      const message = 'Running a model executes code of this workspace. Trust the workspace first.';
      this.told.tell({ kind: 'failure', message, remedy: 'manageTrust' });
      return;
    }
    if (!this.chosen) {
      this.told.tell({
        kind: 'failure',
        message: 'There is no picture to run on. Choose one first.',
        remedy: 'showDetails',
      });
      return;
    }
    this.told.tell({ kind: 'runStarted' });
    this.told.tell({ kind: 'stage', text: STAGE_TEXT.starting });
    const session = this.startSession();
    if (session) {
      await this.runPass(session, { model, picture: this.chosen.picture, ...this.host.runOptions(model) });
    }
  }

  /** Ends the last run, if there is one, with a failure that happened before it could start again. */
  fail(error: unknown): void {
    const failure = asFailure(error);
    this.host.log.failure(failure);
    this.stopSession();
    this.fault = failure.parameters;
    const remedy = failure.parameters ? 'giveArguments' : 'showDetails';
    this.told.tell({ kind: 'failure', message: failure.message, remedy });
  }

  /** Kills the run under way; does nothing when there is none. */
  cancel(): void {
    if (this.current?.isRunning) {
      this.stopSession();
      this.told.tell({ kind: 'runCancelled' });
    }
  }

  /** Forgets the last run and ends its process; nothing is told. */
  end(): void {
    this.stopSession();
    this.told.forget();
  }

  /** What the page wishes of the last run. Runs are started, and code is shown, by who knows the model. */
  async handle(wish: Exclude<RunWish, { kind: 'run' | 'changeArguments' | 'revealLayer' }>): Promise<void> {
    switch (wish.kind) {
      case 'cancel':
        this.cancel();
        break;
      case 'showLayer':
        await this.activations?.showLayer(wish.layer);
        break;
      case 'inquire':
        await this.inquire(wish);
        break;
      case 'endInquiry':
        await this.current?.inquiries.end();
        break;
    }
  }

  /** Whether there is a run that is over, with all of its layers. */
  get isFinished(): boolean {
    return this.current?.isRunning === false;
  }

  /** Undefined before the first run and after one that did not finish. */
  get activations(): ActivationReader | undefined {
    return this.current?.activations;
  }

  /** Answers a question of the page about the last run, or says why there is no answer. */
  async inquire(asked: AskedInquiry): Promise<void> {
    if (this.current) {
      await this.current.inquiries.answer(asked);
    } else {
      const message = 'There is no finished run to ask about. Run the model first.';
      this.host.post({ kind: 'inquiryFailed', id: asked.id, message });
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.stopSession();
  }

  private startSession(): RunnerSession | undefined {
    try {
      const session = this.host.createSession();
      session.onEvent((event) => {
        if (this.current?.session === session) {
          this.hear(event);
        }
      });
      return session;
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  private async runPass(session: RunnerSession, request: Run['request']): Promise<void> {
    const readers = {
      post: (message: RunReport) => this.host.post(message),
      logFailure: (failure: RunnerFailure) => this.host.log.failure(failure),
    };
    const activations = new ActivationReader(session, readers);
    const inquiries = new InquiryAnswers(session, readers);
    const run: Run = { session, request, activations, inquiries, isRunning: true };
    this.current = run;
    try {
      const summary = await session.run(request);
      if (this.current !== run) {
        return;
      }
      if (this.chosen && this.chosen.picture !== request.picture) {
        await this.runOnNextPicture(run, this.chosen);
        return;
      }
      run.isRunning = false;
      this.told.tell({ kind: 'runFinished', summary });
      this.host.recordTimes(this.told.layers, this.told.results);
      inquiries.open();
      await activations.finish();
    } catch (error) {
      if (this.current === run) {
        this.fail(error);
      }
    }
  }

  private async runOnNextPicture(run: Run, { picture }: ChosenPicture): Promise<void> {
    const { session, request } = run;
    this.told.beginPass();
    closeReaders(run);
    this.told.tell({ kind: 'runStarted' });
    await this.runPass(session, { ...request, picture });
  }

  private hear(event: RunnerEvent): void {
    switch (event.kind) {
      case 'stage':
        this.told.tell({ kind: 'stage', text: STAGE_TEXT[event.stage] });
        break;
      case 'download':
        // not kept: a page that comes back hears of the next step soon
        this.host.post({ kind: 'stage', text: describeDownload(event) });
        break;
      case 'layers':
        this.current?.activations.begin();
        this.told.tellLayers(event.layers);
        void this.tellFigures(event);
        break;
      case 'layerDone':
        this.told.tell({ kind: 'layerDone', result: event.result });
        void this.current?.activations.hearDone(event.result.index);
        break;
      case 'inquiryProgress':
        this.current?.inquiries.hearProgress(event);
        break;
      case 'output':
        this.host.log.output(event.text);
        break;
    }
  }

  /** The arguments tell which variant of the model its weights were trained for. */
  private async tellFigures({ layers, arguments: values }: Extract<RunnerEvent, { kind: 'layers' }>): Promise<void> {
    const run = this.current;
    if (!run) {
      return;
    }
    try {
      const figures = await this.host.readFigures({ ...run.request.model, arguments: values }, layers);
      if (this.current === run) {
        this.told.tell({ kind: 'figures', figures });
      }
    } catch (error) {
      this.host.log.failure(asFailure(error));
    }
  }

  private stopSession(): void {
    const stopped = this.current;
    this.current = undefined;
    if (!stopped) return;
    closeReaders(stopped);
    stopped.session.dispose();
  }
}

function closeReaders({ activations, inquiries }: Run): void {
  activations.close();
  inquiries.close();
}
