// The runner's process as the Run Model panel wants it: with the backend that the request and the machine allow.

import path from 'node:path';
import type { DeviceDescription } from '../../protocol/device';
import type { NativeBackend } from '../../protocol/library';
import type { ModelDefinition } from '../../protocol/modelDefinition';
import type { ModelChoice, RunRequest, RunSummary, RunnerEvent } from '../../protocol/runner';
import type { TrialWatcher } from '../../runner/library/chooseLibrary';
import { RunnerClient, RunnerError } from '../../runner/runnerClient';
import type { DeviceConnection, PanelDevice } from './panelDevice';
import type { RunnerSession } from './runPanelServices';

/** Completes a request with a native library to run it with, of one of the backends. */
export type ChooseLibrary = (
  request: RunRequest,
  watcher: TrialWatcher,
  backends?: readonly NativeBackend[],
) => Promise<RunRequest>;

export interface SessionOptions {
  /** Where dist/runner.js lies. */
  readonly extensionFolder: string;
  readonly chooseLibrary: ChooseLibrary;
  /** The model as the editor reads it; undefined where not all of it is known. */
  readonly readDefinition: (model: ModelChoice) => Promise<ModelDefinition | undefined>;
  /** Of the panel's page. */
  readonly device: PanelDevice;
  /** Whether `auto` may take the panel's graphics card: where the page is shown on another machine than the one that runs, it may not. */
  readonly isDeviceNear: boolean;
}

const DEVICE_IS_FAR =
  'The panel may be shown on another machine than this one: choose the backend webgpu to compute on the graphics card there.';

function passOver(request: RunRequest, ...reasons: readonly string[]): RunRequest {
  return { ...request, passedOver: [...(request.passedOver ?? []), ...reasons] };
}

function useDevice(request: RunRequest, device: DeviceDescription): RunRequest {
  return { ...passOver(request, ...device.passedOver), device };
}

class ProcessSession {
  private readonly listeners = new Set<(event: RunnerEvent) => void>();
  private readonly ending = new AbortController();
  private readonly connection: DeviceConnection;
  private choice: Promise<RunRequest> | undefined;
  private client: RunnerClient;

  constructor(private readonly options: SessionOptions) {
    this.connection = options.device.connect((reply) => this.client.takeDeviceReply(reply));
    this.client = this.startClient();
  }

  /** For what is asked of a process that may be another one by then. */
  get current(): RunnerClient {
    return this.client;
  }

  listen(listener: (event: RunnerEvent) => void): void {
    this.listeners.add(listener);
  }

  /** Its runs are of one model, with one backend. */
  async run(request: RunRequest): Promise<RunSummary> {
    this.choice ??= this.define(request).then((defined) => this.choose(defined));
    const chosen = await this.choice;
    try {
      return await this.client.run({ ...chosen, picture: request.picture });
    } catch (error) {
      const isDeviceAtFault = error instanceof RunnerError && error.isOfDevice;
      if (request.backend !== 'auto' || !chosen.device || !isDeviceAtFault) throw error;
      return this.runWithoutDevice(request, chosen, error);
    }
  }

  private async define(request: RunRequest): Promise<RunRequest> {
    const definition = await this.options.readDefinition(request.model);
    return definition ? { ...request, definition } : request;
  }

  dispose(): void {
    this.ending.abort();
    this.connection.close();
    this.client.kill();
  }

  private startClient(): RunnerClient {
    return new RunnerClient({
      runnerFile: path.join(this.options.extensionFolder, 'dist', 'runner.js'),
      onEvent: (event) => this.tell(event),
      onDeviceBatch: (batch) => this.connection.send(batch),
    });
  }

  private tell(event: RunnerEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** In the order in which `auto` takes them: TensorFlow's GPU library, the panel's graphics card, Dawn; what is left is for the runner. */
  private async choose(request: RunRequest): Promise<RunRequest> {
    const { chooseLibrary, isDeviceNear } = this.options;
    const watcher = {
      signal: this.ending.signal,
      onTrial: () => this.tell({ kind: 'stage', stage: 'library' }),
    };
    const choose = (wish: RunRequest, backend: NativeBackend): Promise<RunRequest> =>
      chooseLibrary(wish, watcher, [backend]);
    const withTensorFlow = await choose(request, 'tensorflow');
    const { backend, library } = withTensorFlow;
    if (library !== undefined || (backend !== 'webgpu' && backend !== 'auto')) return withTensorFlow;
    if (backend === 'auto' && !isDeviceNear) return choose(passOver(withTensorFlow, DEVICE_IS_FAR), 'webgpu');
    const opening = await this.connection.open(false);
    if (!('refusal' in opening)) return useDevice(withTensorFlow, opening);
    if (backend === 'auto') return choose(passOver(withTensorFlow, opening.refusal), 'webgpu');
    try {
      return passOver(await choose(withTensorFlow, 'webgpu'), opening.refusal);
    } catch (error) {
      if (!(error instanceof RunnerError) || error.isCancelled) throw error;
      const imitated = await this.connection.open(true);
      if (!('refusal' in imitated)) return useDevice(withTensorFlow, imitated);
      throw new RunnerError(`${imitated.refusal} ${error.message}`, error.detail);
    }
  }

  /** What did not go on the graphics card may go on the processor, in another process. */
  private async runWithoutDevice(
    request: RunRequest,
    { definition, device, notes = [], passedOver }: RunRequest,
    { message }: RunnerError,
  ): Promise<RunSummary> {
    this.connection.close();
    this.client.kill();
    this.client = this.startClient();
    const name = device?.name ?? 'The graphics card';
    const note = `${name}, in the panel, was given up for wasm. ${message}`;
    this.choice = Promise.resolve({
      ...request,
      ...(definition && { definition }),
      backend: 'wasm',
      notes: [...notes, note],
      ...(passedOver && { passedOver }),
    });
    return this.client.run({ ...(await this.choice), picture: request.picture });
  }
}

export function startRunnerSession(options: SessionOptions): RunnerSession {
  const session = new ProcessSession(options);
  return {
    run: (request) => session.run(request),
    featureMaps: (layer) => session.current.featureMaps(layer),
    channelValues: (choice) => session.current.channelValues(choice),
    activation: (layer) => session.current.activation(layer),
    visualise: (request) => session.current.visualise(request),
    experiment: (request) => session.current.experiment(request),
    filters: (layer) => session.current.filters(layer),
    studyChannels: (layer) => session.current.studyChannels(layer),
    endInquiry: () => session.current.endInquiry(),
    onEvent: (listener) => session.listen(listener),
    dispose: () => session.dispose(),
  };
}
