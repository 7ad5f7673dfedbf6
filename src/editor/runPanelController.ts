// The life of a panel's runs: at most one session at a time, stale events dropped, everything told again to a page that comes back.

import { isSamePicture } from '../protocol/panel';
import type { PanelModel, ToPage } from '../protocol/panel';
import type { BackendChoice, FeatureMaps, LayerInfo, RunRequest, RunnerEvent, RunnerFailure } from '../protocol/runner';
import { describePicture } from './runPanelPicture';
import type { ChosenPicture, RunnerSession } from './runPanelServices';

/** Where the output of the user's code and the details of failures go. */
export interface RunLog {
  output(text: string): void;
  failure(failure: RunnerFailure): void;
}

export interface RunControllerHost {
  readonly model: PanelModel;
  readonly log: RunLog;
  post(message: ToPage): void;
  createSession(): RunnerSession;
  isTrusted(): boolean;
  /** Backend and seed as the settings have them now. */
  runOptions(): { readonly backend: BackendChoice; readonly seed: number };
}

const STAGE_TEXT: Readonly<Record<Extract<RunnerEvent, { kind: 'stage' }>['stage'], string>> = {
  starting: 'Starting a separate process…',
  loading: 'Loading TensorFlow.js and your file…',
  building: 'Building the model…',
  running: 'Running the model on the picture…',
};

interface Run {
  readonly session: RunnerSession;
  isRunning: boolean;
  isReadingMaps: boolean;
}

export class RunController {
  private current: Run | undefined;
  private chosen: ChosenPicture | undefined;
  private pictureMessage: ToPage | undefined;
  /** What a page must hear to show the last run: its messages without the maps. */
  private told: ToPage[] = [];
  private layers: readonly LayerInfo[] = [];
  private wantedLayer: number | undefined;

  constructor(private readonly host: RunControllerHost) {}

  get picture(): ChosenPicture | undefined {
    return this.chosen;
  }

  layerAt(index: number): LayerInfo | undefined {
    return this.layers.find((layer) => layer.index === index);
  }

  setPicture(chosen: ChosenPicture): void {
    if (this.chosen?.picture === chosen.picture && isSamePicture(this.chosen.choice, chosen.choice)) {
      return;
    }
    this.chosen = chosen;
    this.pictureMessage = { kind: 'picture', picture: describePicture(chosen) };
    this.host.post(this.pictureMessage);
  }

  /** Tells a page that was just opened, or comes back to view, all that is known. */
  replay(): void {
    for (const message of this.pictureMessage ? [this.pictureMessage, ...this.told] : this.told) {
      this.host.post(message);
    }
  }

  /** Runs the model on the chosen picture. A second call while a run is under way does nothing. */
  async run(): Promise<void> {
    if (this.current?.isRunning) {
      return;
    }
    this.stopSession();
    this.told = [];
    if (!this.host.isTrusted()) {
      const message = 'Running a model executes code of this workspace. Trust the workspace first.';
      this.tell({ kind: 'failure', message, remedy: 'manageTrust' });
      return;
    }
    if (!this.chosen) {
      this.tell({ kind: 'failure', message: 'There is no picture to run on. Choose one first.', remedy: 'retry' });
      return;
    }
    const request: RunRequest = { model: this.host.model, picture: this.chosen.picture, ...this.host.runOptions() };
    this.tell({ kind: 'runStarted', picture: this.chosen.choice });
    this.tell({ kind: 'stage', text: STAGE_TEXT.starting });
    await this.runSession(request);
  }

  /** Starts the run that was refused for want of trust. */
  async runAfterTrust(): Promise<void> {
    const last = this.told.at(-1);
    if (last?.kind === 'failure' && last.remedy === 'manageTrust') {
      await this.run();
    }
  }

  /** Kills the run under way; does nothing when there is none. */
  cancel(): void {
    if (this.current?.isRunning) {
      this.stopSession();
      this.tell({ kind: 'runCancelled' });
    }
  }

  /** Sends the maps of a layer. While one is being read only the latest wish is remembered. */
  async showLayer(layer: number): Promise<void> {
    this.wantedLayer = layer;
    const run = this.current;
    if (!run || run.isRunning || run.isReadingMaps) {
      return;
    }
    run.isReadingMaps = true;
    for (let next = this.takeWish(run); next !== undefined; next = this.takeWish(run)) {
      await this.sendMaps(run, next);
    }
    run.isReadingMaps = false;
  }

  dispose(): void {
    this.stopSession();
  }

  private takeWish(run: Run): number | undefined {
    const layer = this.current === run ? this.wantedLayer : undefined;
    if (layer !== undefined) {
      this.wantedLayer = undefined;
    }
    return layer;
  }

  private async runSession(request: RunRequest): Promise<void> {
    let run: Run | undefined;
    try {
      const started: Run = { session: this.host.createSession(), isRunning: true, isReadingMaps: false };
      run = started;
      this.current = started;
      started.session.onEvent((event) => {
        if (this.current === started) {
          this.hear(event);
        }
      });
      const summary = await started.session.run(request);
      if (this.current !== started) {
        return;
      }
      started.isRunning = false;
      this.tell({ kind: 'runFinished', summary });
      if (this.wantedLayer !== undefined) {
        await this.showLayer(this.wantedLayer);
      }
    } catch (error) {
      if (this.current === run) {
        const failure = asFailure(error);
        this.host.log.failure(failure);
        this.stopSession();
        this.tell({ kind: 'failure', message: failure.message, remedy: 'retry' });
      }
    }
  }

  private async sendMaps(run: Run, layer: number): Promise<void> {
    try {
      const maps = await run.session.featureMaps(layer);
      if (this.current === run) {
        this.host.post({ kind: 'featureMaps', maps: copyMaps(maps) });
      }
    } catch (error) {
      if (this.current === run) {
        const failure = asFailure(error);
        this.host.log.failure(failure);
        this.host.post({ kind: 'featureMapsFailed', layer, message: failure.message });
      }
    }
  }

  private hear(event: RunnerEvent): void {
    switch (event.kind) {
      case 'stage':
        this.tell({ kind: 'stage', text: STAGE_TEXT[event.stage] });
        break;
      case 'layers':
        this.layers = event.layers;
        this.tell({ kind: 'layers', layers: event.layers });
        break;
      case 'layerDone':
        this.tell({ kind: 'layerDone', result: event.result });
        break;
      case 'output':
        this.host.log.output(event.text);
        break;
    }
  }

  private tell(message: ToPage): void {
    this.told.push(message);
    this.host.post(message);
  }

  private stopSession(): void {
    const stopped = this.current;
    this.current = undefined;
    this.wantedLayer = undefined;
    stopped?.session.dispose();
  }
}

/** The failure to show for anything that was thrown; `detail` is kept where the runner gave one. */
export function asFailure(error: unknown): RunnerFailure {
  if (!(error instanceof Error)) {
    return { message: String(error), detail: '' };
  }
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : (error.stack ?? '');
  return { message: error.message, detail };
}

/** VS Code sends a typed array's whole buffer, and a Node Buffer as JSON: so send plain arrays of their own. */
function copyMaps(maps: FeatureMaps): FeatureMaps {
  return {
    ...maps,
    bytes: new Uint8Array(maps.bytes),
    min: new Float32Array(maps.min),
    max: new Float32Array(maps.max),
  };
}
