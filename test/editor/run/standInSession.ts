// A session that the test answers by hand, and a controller's host that remembers what the page was told.

import type { RunControllerHost } from '../../../src/editor/run/runController';
import type { ChosenPicture, RunnerSession } from '../../../src/editor/run/runPanelServices';
import type { LayerFigures, PanelModel, ToPage } from '../../../src/protocol/panel';
import type {
  FeatureMaps,
  LayerInfo,
  LayerResult,
  RunSummary,
  RunnerEvent,
  RunnerFailure,
} from '../../../src/protocol/runner';

export const MODEL: PanelModel = {
  title: 'model',
  file: '/project/model.ts',
  name: 'model',
  line: 4,
  factory: undefined,
  arguments: {},
};

export const SUMMARY: RunSummary = {
  backend: 'wasm',
  device: 'CPU',
  notes: [],
  totalMilliseconds: 12,
  inputShape: [1, 28, 28, 1],
  weights: 'random (seed 7)',
  preprocessing: '28×28, grey values, divided by 127.5, minus 1',
  topClasses: [],
};

export function makePicture(id: string): ChosenPicture {
  const picture = { width: 1, height: 1, rgba: new Uint8Array([1, 2, 3, 255]) };
  return { choice: { kind: 'sample', id }, title: id, picture };
}

export function makeMaps(layer: number): FeatureMaps {
  const [bytes, min, max] = [new Uint8Array([0, 255]), new Float32Array([0, 0]), new Float32Array([1, 1])];
  const [mean, variance] = [new Float32Array([0, 1]), new Float32Array(2)];
  return { layer, height: 1, width: 1, channels: 2, bytes, min, max, mean, variance };
}

interface Call<Argument, Result> {
  readonly argument: Argument;
  readonly answer: (result: Result) => void;
  readonly refuse: (error: Error) => void;
}

type Method = Exclude<keyof RunnerSession, 'endInquiry' | 'onEvent' | 'dispose'>;
type Calls<M extends Method> = Call<Parameters<RunnerSession[M]>[0], Awaited<ReturnType<RunnerSession[M]>>>[];

const noting =
  <Argument, Result>(calls: Call<Argument, Result>[]) =>
  (argument: Argument): Promise<Result> =>
    new Promise((answer, refuse) => calls.push({ argument, answer, refuse }));

/** As the real one does, it rejects what waits when it is disposed of. */
export class StandInSession implements RunnerSession {
  readonly runs: Calls<'run'> = [];
  readonly mapsWishes: Calls<'featureMaps'> = [];
  readonly channelWishes: Calls<'channelValues'> = [];
  readonly activationWishes: Calls<'activation'> = [];
  readonly visualisations: Calls<'visualise'> = [];
  readonly experiments: Calls<'experiment'> = [];
  readonly filterWishes: Calls<'filters'> = [];
  readonly studies: Calls<'studyChannels'> = [];
  readonly run = noting(this.runs);
  readonly featureMaps = noting(this.mapsWishes);
  readonly channelValues = noting(this.channelWishes);
  readonly activation = noting(this.activationWishes);
  readonly visualise = noting(this.visualisations);
  readonly experiment = noting(this.experiments);
  readonly filters = noting(this.filterWishes);
  readonly studyChannels = noting(this.studies);
  inquiryEnds = 0;
  disposals = 0;
  private listener: (event: RunnerEvent) => void = () => undefined;

  endInquiry(): Promise<void> {
    this.inquiryEnds++;
    for (const { refuse } of [...this.visualisations, ...this.experiments]) refuse(new Error('It was cancelled.'));
    return Promise.resolve();
  }

  onEvent(listener: (event: RunnerEvent) => void): void {
    this.listener = listener;
  }

  emit(event: RunnerEvent): void {
    this.listener(event);
  }

  dispose(): void {
    this.disposals++;
    const waiting = [
      ...[...this.runs, ...this.mapsWishes, ...this.channelWishes, ...this.activationWishes],
      ...[...this.visualisations, ...this.experiments, ...this.filterWishes, ...this.studies],
    ];
    for (const { refuse } of waiting) refuse(new Error('The run was cancelled.'));
  }
}

export class StandInHost implements RunControllerHost {
  readonly sessions: StandInSession[] = [];
  readonly told: ToPage[] = [];
  readonly output: string[] = [];
  readonly failures: RunnerFailure[] = [];
  readonly log = {
    output: (text: string) => void this.output.push(text),
    failure: (failure: RunnerFailure) => void this.failures.push(failure),
  };
  /** Of the layers of each run. */
  readonly times: (readonly number[])[] = [];
  isWorkspaceTrusted = true;
  /** Thrown instead of starting a session. */
  startError: Error | undefined;

  post(message: ToPage): void {
    this.told.push(message);
  }

  createSession(): RunnerSession {
    if (this.startError) throw this.startError;
    const session = new StandInSession();
    this.sessions.push(session);
    return session;
  }

  isTrusted(): boolean {
    return this.isWorkspaceTrusted;
  }

  runOptions(): { readonly backend: 'wasm'; readonly seed: number } {
    return { backend: 'wasm', seed: 7 };
  }

  recordTimes(_: readonly LayerInfo[], results: readonly LayerResult[]): void {
    this.times.push(results.map(({ milliseconds }) => milliseconds));
  }

  readFigures(_: PanelModel, layers: readonly LayerInfo[]): Promise<readonly LayerFigures[]> {
    const field = { kind: 'whole' } as const;
    return Promise.resolve(
      layers.map(({ index }) => {
        const unknown = { shape: undefined, parameters: undefined, inputs: undefined, channelSaving: undefined };
        return { layer: index, field, ...unknown };
      }),
    );
  }

  get lastSession(): StandInSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('No session was started.');
    return session;
  }

  /** The kinds of the messages since the last call. */
  takeKinds(): string[] {
    return this.told.splice(0).map(({ kind }) => kind);
  }
}

/** Lets everything that was answered take its effect. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
