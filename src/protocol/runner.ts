// Messages between the extension (or the CLI) and the runner process. Plain data that structured clone carries.

/** Which model of a module to run. Lines are 1-based. */
export interface ModelChoice {
  readonly file: string;
  /** The model's name (variable or function) as the analyser gives it. */
  readonly name: string;
  /** Line of the call that creates the model. */
  readonly line: number;
  /** Function to call for the model, when it is made by one; its arguments by parameter name. */
  readonly factory: string | undefined;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export type BackendChoice = 'auto' | 'tensorflow' | 'webgpu' | 'wasm' | 'cpu';

/** A decoded picture: RGBA, 4 bytes a pixel, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export interface RunRequest {
  readonly model: ModelChoice;
  readonly picture: Picture;
  readonly backend: BackendChoice;
  readonly seed: number;
}

export interface LayerInfo {
  readonly index: number;
  readonly name: string;
  readonly className: string;
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
  /** Line (1-based) and file of the layer call, where the stack told it. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | undefined;
}

export interface LayerResult {
  readonly index: number;
  readonly shape: readonly number[];
  readonly milliseconds: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Share of values that are exactly 0, in 0 … 1. */
  readonly zeroShare: number;
  /** Channels that are 0 (or constant) everywhere. */
  readonly deadChannels: readonly number[];
  readonly notANumberCount: number;
}

/** Every channel of a layer, quantised per channel: value = min + byte / 255 · (max - min). */
export interface FeatureMaps {
  readonly layer: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Channel-major: channels × height × width bytes. */
  readonly bytes: Uint8Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
}

export interface RunSummary {
  readonly backend: string;
  readonly device: string;
  /** Why a better backend was not used; empty when none was asked for. */
  readonly notes: readonly string[];
  readonly totalMilliseconds: number;
  readonly inputShape: readonly number[];
}

/** What the host may ask of the runner; results by return type. */
export interface RunnerMethods {
  run(request: RunRequest): RunSummary;
  /** Maps of a layer of the last run. */
  featureMaps(layer: number): FeatureMaps;
}

/** What the runner tells while `run` is under way. */
export type RunnerEvent =
  | { readonly kind: 'stage'; readonly stage: 'starting' | 'loading' | 'building' | 'running' }
  | { readonly kind: 'layers'; readonly layers: readonly LayerInfo[] }
  | { readonly kind: 'layerDone'; readonly result: LayerResult }
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string };

export type MethodName = keyof RunnerMethods;

export type ToRunner = {
  [M in MethodName]: { readonly id: number; readonly method: M; readonly argument: Parameters<RunnerMethods[M]>[0] };
}[MethodName];

export interface RunnerFailure {
  /** One clear sentence for the user. */
  readonly message: string;
  /** Stack or other details, for the output channel. */
  readonly detail: string;
}

export type FromRunner =
  | { readonly id: number; readonly result: ReturnType<RunnerMethods[MethodName]> }
  | { readonly id: number; readonly failure: RunnerFailure }
  | { readonly event: RunnerEvent };
