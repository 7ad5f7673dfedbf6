// What a runner process does: loads one model, runs it on pictures, keeps the maps of the last run.

import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FeatureMaps, LayerInfo, RunnerEvent, RunnerMethods, RunRequest, RunSummary } from '../../protocol/runner';
import { RunError } from '../core/failure';
import { KeptActivations } from '../core/keptActivations';
import { listSteps, type Plan } from '../core/listSteps';
import { installSeededWeights } from '../core/seededWeights';
import type { TensorFlow } from '../core/tensorFlow';
import { walkModel } from '../core/walkModel';
import { describeFailure } from './describeFailure';
import { guardProcess, type ProcessGuard } from './guardProcess';
import { loadModel } from './loadModel';
import { recordCreations, type Creations } from './recordCreations';
import { startBackend, type StartedBackend } from './startBackend';
import { UserPlaces } from './userPlaces';

export type RunnerHandlers = {
  readonly [M in keyof RunnerMethods]: (
    argument: Parameters<RunnerMethods[M]>[0],
  ) => Promise<ReturnType<RunnerMethods[M]>>;
};

interface PreparedModel {
  /** What the model was loaded for. */
  readonly key: string;
  readonly tf: TensorFlow;
  readonly plan: Plan;
  readonly layers: readonly LayerInfo[];
  readonly backend: StartedBackend;
  readonly notes: readonly string[];
}

export interface SessionOptions {
  readonly tf: TensorFlow;
  /** Folder of the runner's files: `tfjs.js` and `wasm/`. */
  readonly ownFolder: string;
  readonly sendEvent: (event: RunnerEvent) => void;
}

export class Session implements RunnerHandlers {
  private readonly userPlaces: UserPlaces;
  private readonly creations: Creations;
  private readonly guard: ProcessGuard;
  private prepared: Promise<PreparedModel> | undefined;
  private readonly activations: KeptActivations;
  private isRunning = false;

  constructor(private readonly options: SessionOptions) {
    this.activations = new KeptActivations(options.tf);
    this.userPlaces = new UserPlaces(options.ownFolder);
    this.creations = recordCreations(options.tf, this.userPlaces);
    this.guard = guardProcess({
      userPlaces: this.userPlaces,
      onUncaught: (error) => console.error(error),
    });
  }

  run = async (request: RunRequest): Promise<RunSummary> => {
    if (this.isRunning) throw new RunError('The runner is still busy with the run before.');
    this.isRunning = true;
    try {
      return await this.runOnce(request);
    } catch (thrown) {
      const { message, detail } = describeFailure(thrown, request.model.file, this.userPlaces, this.creations);
      throw new RunError(message, detail);
    } finally {
      this.isRunning = false;
    }
  };

  featureMaps = (layer: number): Promise<FeatureMaps> => this.activations.read(layer);

  private async runOnce(request: RunRequest): Promise<RunSummary> {
    const key = JSON.stringify([request.model, request.backend, request.seed]);
    this.prepared ??= this.prepare(key, request);
    const { tf, plan, layers, backend, notes, key: preparedKey } = await this.prepared;
    if (preparedKey !== key) throw new RunError('A runner runs one model: start another runner for another one.');
    const { sendEvent } = this.options;
    sendEvent({ kind: 'layers', layers });
    sendEvent({ kind: 'stage', stage: 'running' });
    this.activations.clear();
    const inputIndex = layers.findIndex(({ className }) => className === 'InputLayer');
    let inputShape: readonly number[] = [];
    const start = performance.now();
    await walkModel(tf, plan, request.picture, {
      onOutput: async (index, output, milliseconds) => {
        const statistics = await this.activations.add(index, output);
        if (index === inputIndex) inputShape = output.shape;
        sendEvent({ kind: 'layerDone', result: { index, shape: output.shape, milliseconds, ...statistics } });
      },
      pause: () => setImmediate(),
    });
    return {
      backend: backend.backend,
      device: backend.device,
      notes: [...backend.notes, ...notes],
      totalMilliseconds: performance.now() - start,
      inputShape,
    };
  }

  private async prepare(key: string, { model: choice, backend: wanted, seed }: RunRequest): Promise<PreparedModel> {
    const { tf, ownFolder, sendEvent } = this.options;
    sendEvent({ kind: 'stage', stage: 'starting' });
    const backend = await startBackend(tf, wanted, path.join(ownFolder, 'wasm'));
    installSeededWeights(tf, seed);
    sendEvent({ kind: 'stage', stage: 'loading' });
    const { model, notes } = await loadModel(
      {
        tf,
        tensorFlowFile: path.join(ownFolder, 'tfjs.js'),
        userPlaces: this.userPlaces,
        creations: this.creations,
        guard: this.guard,
      },
      choice,
    );
    sendEvent({ kind: 'stage', stage: 'building' });
    // the user's code may have chosen another one
    await tf.setBackend(backend.backend);
    const plan = listSteps(tf, model);
    return { key, tf, plan, layers: this.listLayers(plan), backend, notes };
  }

  private listLayers({ steps }: Plan): LayerInfo[] {
    return steps.map(({ layer, application, outputShape }, index) => ({
      index,
      name: layer.name,
      application,
      className: layer.getClassName(),
      outputShape,
      parameters: layer.countParams(),
      source: this.creations.findPlace(layer),
    }));
  }
}
