// What a runner process does: loads one model, runs it on pictures, keeps the maps of the last run.

import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { DeviceBatch, DeviceLoss, DeviceReply } from '../../protocol/device';
import type { LibraryChoice, LoadedLibrary } from '../../protocol/library';
import type {
  Activation,
  Asked,
  ChannelChoice,
  FeatureMaps,
  LayerInfo,
  ModelChoice,
  RunnerEvent,
  RunnerMethods,
  RunRequest,
  RunSummary,
} from '../../protocol/runner';
import { DeviceStream } from '../core/device/deviceStream';
import { RunError } from '../core/failure';
import { KeptActivations } from '../core/keptActivations';
import { listSteps, outputStepOf, type Plan } from '../core/listSteps';
import { findRepetition } from '../core/repetition';
import { installSeededWeights } from '../core/seededWeights';
import type { TensorFlow } from '../core/tensorFlow';
import { feedInputs } from '../core/feedInputs';
import { walkModel } from '../core/walkModel';
import { describeFailure } from './describeFailure';
import { Inquiries } from './inquiries';
import { guardProcess, type ProcessGuard } from './guardProcess';
import { loadModel, type LoadedModel } from './loadModel';
import { loadLibrary } from './library/loadLibrary';
import { recordCreations, type Creations } from './recordCreations';
import { SharedTensorFlow } from './sharedTensorFlow';
import { startBackend, type StartedBackend } from './startBackend';
import { TrainedWeights, withRandomWeights, type Classes, type ModelWeights } from './trainedWeights';
import { UserPlaces } from './userPlaces';

interface PreparedModel {
  /** What the model was loaded for. */
  readonly key: string;
  readonly tf: TensorFlow;
  readonly plan: Plan;
  readonly layers: readonly LayerInfo[];
  /** What the model's function was called with. */
  readonly arguments: ModelChoice['arguments'];
  readonly backend: StartedBackend;
  readonly notes: readonly string[];
  readonly weights: ModelWeights;
}

export interface SessionOptions {
  readonly tf: TensorFlow;
  /** Folder of the runner's files: `tfjs.js`, `webgpu.js` and `wasm/`. */
  readonly ownFolder: string;
  readonly sendEvent: (event: RunnerEvent) => void;
  readonly sendToDevice: (batch: DeviceBatch) => void;
  /** What was to be sent by now is on its way: maps are more than a pipe holds, and would wait for the next layers. */
  readonly whenSent: () => Promise<void>;
}

export class Session implements Asked<RunnerMethods> {
  private readonly shared: SharedTensorFlow;
  private readonly deviceStream: DeviceStream;
  private readonly userPlaces: UserPlaces;
  private readonly creations: Creations;
  private readonly guard: ProcessGuard;
  private prepared: Promise<PreparedModel> | undefined;
  private readonly activations: KeptActivations;
  private readonly inquiries: Inquiries;
  private isRunning = false;
  private hasRun = false;

  constructor(private readonly options: SessionOptions) {
    this.activations = new KeptActivations(options.tf);
    this.deviceStream = new DeviceStream(options.sendToDevice);
    this.inquiries = new Inquiries(options.tf, options.sendEvent);
    this.shared = new SharedTensorFlow(options.tf, path.join(options.ownFolder, 'tfjs.js'));
    this.userPlaces = new UserPlaces(options.ownFolder);
    this.creations = recordCreations(options.tf, this.userPlaces);
    this.guard = guardProcess({
      userPlaces: this.userPlaces,
      onUncaught: (error) => console.error(error),
    });
  }

  run = async (request: RunRequest): Promise<RunSummary> => {
    if (this.isRunning) throw new RunError('The runner is still busy with the previous run.');
    this.isRunning = true;
    try {
      return await this.runOnce(request);
    } catch (thrown) {
      const { message, detail } = describeFailure(thrown, request.model.file, this.userPlaces, this.creations);
      const { isOfDevice, parameters } = thrown instanceof RunError ? thrown : new RunError(message);
      throw new RunError(message, detail, isOfDevice, parameters);
    } finally {
      this.isRunning = false;
    }
  };

  takeDeviceReply(reply: DeviceReply | DeviceLoss): void {
    this.deviceStream.take(reply);
  }

  loadLibrary = async (library: LibraryChoice): Promise<LoadedLibrary> => {
    const { ownFolder, sendEvent } = this.options;
    sendEvent({ kind: 'stage', stage: 'library' });
    const { version, isUsingGpu, deviceName } = await loadLibrary(this.shared, { library, isTrial: true, ownFolder });
    return { version, isUsingGpu, deviceName };
  };

  featureMaps = (layer: number): Promise<FeatureMaps> => this.activations.read(layer);

  channelValues = (choice: ChannelChoice): Promise<Float32Array> => this.activations.readChannel(choice);

  activation = (layer: number): Promise<Activation> => this.activations.readAll(layer);

  visualise: Asked<RunnerMethods>['visualise'] = (request) => this.inquiries.visualise(request);

  experiment: Asked<RunnerMethods>['experiment'] = (request) => this.inquiries.experiment(request);

  filters: Asked<RunnerMethods>['filters'] = (layer) => this.inquiries.filters(layer);

  studyChannels: Asked<RunnerMethods>['studyChannels'] = (layer) => this.inquiries.studyChannels(layer);

  endInquiry: Asked<RunnerMethods>['endInquiry'] = () => this.inquiries.endInquiry();

  private async runOnce(request: RunRequest): Promise<RunSummary> {
    const key = JSON.stringify([request.model, request.backend, request.seed, request.weights]);
    this.prepared ??= this.prepare(key, request);
    const prepared = await this.prepared;
    const { tf, plan, layers, backend, notes, weights, key: preparedKey } = prepared;
    if (preparedKey !== key) throw new RunError('A runner runs one model: start another runner for another one.');
    const { sendEvent } = this.options;
    sendEvent({ kind: 'layers', layers, arguments: prepared.arguments });
    sendEvent({ kind: 'stage', stage: 'running' });
    this.inquiries.setRun(undefined);
    this.activations.clear();
    const { picture, seed } = request;
    const source = feedInputs(tf, plan, { picture, seed, preprocessing: weights.preprocessing });
    const inputIndex = layers.findIndex(({ className }) => className === 'InputLayer');
    const outputIndex = outputStepOf(plan)?.index;
    let inputShape: readonly number[] = [];
    let classes: Classes = { topClasses: [], notes: [] };
    const start = performance.now();
    await walkModel(tf, plan.steps, source, {
      onOutputs: async (step, [output], milliseconds) => {
        const { index } = step;
        if (output === undefined) return;
        const statistics = await this.activations.add(index, output, findRepetition(tf, plan, step));
        if (index === inputIndex) inputShape = output.shape;
        if (index === outputIndex) classes = weights.findClasses(output.shape, await output.data());
        sendEvent({ kind: 'layerDone', result: { index, shape: output.shape, milliseconds, ...statistics } });
      },
      pause: async () => {
        await setImmediate();
        await this.options.whenSent();
      },
      finish: backend.finish,
    });
    const firstRunNotes = this.hasRun ? [] : (backend.firstRunNotes ?? []);
    this.hasRun = true;
    this.inquiries.setRun({ plan, source, recall: ({ index }) => this.activations.recall(index) });
    return {
      backend: backend.backend,
      device: backend.device,
      notes: [...(request.notes ?? []), ...backend.notes, ...firstRunNotes, ...notes, ...classes.notes],
      ...(request.passedOver && { passedOver: request.passedOver }),
      totalMilliseconds: performance.now() - start,
      inputShape,
      weights: weights.description,
      preprocessing: source.describe(),
      topClasses: classes.topClasses,
    };
  }

  private async prepare(key: string, request: RunRequest): Promise<PreparedModel> {
    const { tf, ownFolder, sendEvent } = this.options;
    const { seed, weights: wish } = request;
    sendEvent({ kind: 'stage', stage: 'starting' });
    const backend = await startBackend(
      { shared: this.shared, ownFolder, sendEvent, deviceStream: this.deviceStream },
      request,
    );
    if (backend.meter) this.activations.useMeter(backend.meter);
    installSeededWeights(tf, seed, backend.drawTensor);
    if (wish !== undefined) sendEvent({ kind: 'stage', stage: 'weights' });
    const trained = wish && (await TrainedWeights.open(wish, sendEvent));
    const variant = trained?.chooseVariant(request.model) ?? { choice: request.model, notes: [] };
    sendEvent({ kind: 'stage', stage: 'loading' });
    const { model, notes, places } = await loadModel(
      {
        tensorFlow: this.shared,
        userPlaces: this.userPlaces,
        creations: this.creations,
        guard: this.guard,
      },
      variant.choice,
      // another variant is another model
      variant.choice === request.model ? request.definition : undefined,
    );
    sendEvent({ kind: 'stage', stage: 'building' });
    // the user's code may have chosen another one
    await tf.setBackend(backend.backend);
    const plan = listSteps(tf, model);
    if (trained !== undefined) sendEvent({ kind: 'stage', stage: 'weights' });
    const weights = trained === undefined ? withRandomWeights(seed) : await trained.fill(tf, model);
    const allNotes = [...notes, ...variant.notes, ...weights.notes];
    const layers = this.listLayers(plan, places);
    return { key, tf, plan, layers, arguments: variant.choice.arguments, backend, notes: allNotes, weights };
  }

  private listLayers({ steps }: Plan, places: LoadedModel['places']): LayerInfo[] {
    return steps.map(({ layer, application, outputShape }, index) => ({
      index,
      name: layer.name,
      application,
      className: layer.getClassName(),
      outputShape,
      parameters: layer.countParams(),
      source: places?.get(layer) ?? this.creations.findPlace(layer),
    }));
  }
}
