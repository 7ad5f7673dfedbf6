// Messages between the extension (or the CLI) and the runner process. Plain data that structured clone carries.

import type { DeviceBatch, DeviceDescription, DeviceLoss, DeviceReply } from './device';
import type { ExperimentRequest, InquiryMethods, VisualisationRequest } from './inquiries';
import type { ModelDefinition } from './modelDefinition';
import type { ChosenLibrary, LibraryChoice, LoadedLibrary } from './library';

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
  /** Parameters that need no argument, though the function's text, once it is JavaScript, does not tell. */
  readonly optionalParameters?: readonly string[];
}

export type BackendChoice = 'auto' | 'tensorflow' | 'webgpu' | 'wasm' | 'cpu';

/** A decoded picture: RGBA, 4 bytes a pixel, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Trained weights instead of random ones. */
export interface WeightsRequest {
  /** A safetensors file or the model.json of a tfjs layers model: its path, or its address; `#sha256=…` behind it is checked. */
  readonly location: string;
  /** Where what is downloaded is kept. */
  readonly cacheFolder: string;
}

export interface RunRequest {
  readonly model: ModelChoice;
  /** The model as the editor reads it, run where the file does not make it; absent where not all of it is known. */
  readonly definition?: ModelDefinition;
  readonly picture: Picture;
  readonly backend: BackendChoice;
  /** Where the random weights start; the same seed gives the same weights. */
  readonly seed: number;
  readonly weights?: WeightsRequest;
  /** With the backends `tensorflow` and `webgpu`. */
  readonly library?: ChosenLibrary;
  /** The graphics card of the panel's page, which is open and computes. */
  readonly device?: DeviceDescription;
  /** What the choice of the backend brought up: told with the run. */
  readonly notes?: readonly string[];
  /** Why another backend was not taken, one sentence each, where that is no surprise. */
  readonly passedOver?: readonly string[];
}

/** A place in the user's code; line and column are 1-based. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One use of a layer: a layer that is applied twice is listed twice. */
export interface LayerInfo {
  readonly index: number;
  readonly name: string;
  /** 0 for the layer's first use in the model, 1 for the second, … */
  readonly application: number;
  readonly className: string;
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
  /** Line (1-based) and file of the layer call, where the stack told it. */
  readonly source: SourcePlace | undefined;
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
  /** Channels whose map is the same everywhere; of 1×1 maps, those that are 0. */
  readonly deadChannels: readonly number[];
  /** Values that are NaN or infinite. The other statistics leave them out; min, max and mean are NaN when there is no other. */
  readonly notANumberCount: number;
}

/** Every channel of a layer, quantised per channel: value = min + byte / 255 · (max - min). A vector is channels of 1×1. */
export interface FeatureMaps {
  readonly layer: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Channel-major: channels × height × width bytes. */
  readonly bytes: Uint8Array;
  /** Of the channel's finite values, as are the others. */
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

export interface ChannelChoice {
  readonly layer: number;
  readonly channel: number;
}

/** A layer's output as it was computed. */
export interface Activation {
  /** Batch (1) first, channels last. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A class that the model finds probable. */
export interface TopClass {
  readonly index: number;
  /** Undefined where the classes have no names. */
  readonly label: string | undefined;
  /** 0 … 1 */
  readonly probability: number;
}

export interface RunSummary {
  readonly backend: string;
  readonly device: string;
  /** What the user should know about this run, one sentence each; mostly empty. */
  readonly notes: readonly string[];
  /** Why another backend was not taken, one sentence each. */
  readonly passedOver?: readonly string[];
  readonly totalMilliseconds: number;
  readonly inputShape: readonly number[];
  /** What the model ran with, in words: "random (seed 1)", or the file and how it was matched. */
  readonly weights: string;
  /** What was done to the picture's colours, in words. */
  readonly preprocessing: string;
  /** The most probable five, the first first; none with random weights, or when the output is no softmax. */
  readonly topClasses: readonly TopClass[];
}

/**
 * What the host may ask of the runner; results by return type. A runner process loads one model: `run` again with the same
 * choice and another picture is quick, another choice (or an edited file) needs a new process.
 */
export interface RunnerMethods extends InquiryMethods {
  run(request: RunRequest): RunSummary;
  /** Tries a native library, in a process that runs nothing else. */
  loadLibrary(library: LibraryChoice): LoadedLibrary;
  /** Maps of a layer of the last run. */
  featureMaps(layer: number): FeatureMaps;
  /** The values of one map of a layer of the last run, row by row. */
  channelValues(choice: ChannelChoice): Float32Array;
  activation(layer: number): Activation;
}

/** The methods as they are called from another process, or wait for something: each answers later. */
export type Asked<Methods> = {
  readonly [M in keyof Methods]: Methods[M] extends (...args: infer Arguments) => infer Result
    ? (...args: Arguments) => Promise<Result>
    : never;
};

/** What the runner tells while `run` is under way. */
export type RunnerEvent =
  | { readonly kind: 'stage'; readonly stage: 'starting' | 'library' | 'weights' | 'loading' | 'building' | 'running' }
  | {
      readonly kind: 'download';
      /** The file's name. */
      readonly name: string;
      readonly receivedBytes: number;
      readonly totalBytes: number | undefined;
    }
  | {
      readonly kind: 'layers';
      readonly layers: readonly LayerInfo[];
      /** Those of the function that made the model: the request's, and what weights that were trained for a variant ask for. */
      readonly arguments: ModelChoice['arguments'];
    }
  | { readonly kind: 'layerDone'; readonly result: LayerResult }
  /** How far a question is that takes long: the one before may still tell when the next one is on its way. */
  | {
      readonly kind: 'inquiryProgress';
      readonly request: VisualisationRequest | ExperimentRequest;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string };

export type MethodName = keyof RunnerMethods;

export type RunnerCall = {
  [M in MethodName]: { readonly id: number; readonly method: M; readonly argument: Parameters<RunnerMethods[M]>[0] };
}[MethodName];

export type ToRunner = RunnerCall | { readonly device: DeviceReply | DeviceLoss };

/** What is wrong with the arguments of a model's function, by the names of parameters. */
export interface ParameterFault {
  /** They need a value and have none. */
  readonly missing: readonly string[];
  /** They have a value, but the function has no such parameter. */
  readonly unknown: readonly string[];
}

export interface RunnerFailure {
  /** One clear sentence for the user. */
  readonly message: string;
  /** Stack or other details, for the output channel. */
  readonly detail: string;
  /** The device that computes is at fault: on another one the same may succeed. */
  readonly isOfDevice?: boolean;
  /** The values that the model's function was given are at fault: with others it may succeed. */
  readonly parameters?: ParameterFault;
}

export type FromRunner =
  | { readonly id: number; readonly result: ReturnType<RunnerMethods[MethodName]> }
  | { readonly id: number; readonly failure: RunnerFailure }
  | { readonly event: RunnerEvent }
  | { readonly device: DeviceBatch };
