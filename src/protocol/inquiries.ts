// What can be asked about a run beside its maps: what of the picture a layer answers to. Plain data that structured clone carries.

/** How a ReLU passes a signal back; see `runner/core/visualise/layerGradient.ts`. */
export type ReluRule = 'gradient' | 'deconvnet' | 'guided';

/** A place of a layer's map. */
export interface MapPosition {
  readonly row: number;
  readonly column: number;
}

/** `layer` counts the uses of layers, as `LayerInfo.index` does. */
export type VisualisationRequest =
  /** What of the picture makes one value of a channel what it is: the largest one, or the one at the position. */
  | {
      readonly kind: 'channel';
      readonly layer: number;
      readonly channel: number;
      readonly rule: ReluRule;
      readonly position?: MapPosition;
    }
  /** How much each pixel moves the values of all channels at a position: the receptive field as it is. */
  | { readonly kind: 'measuredField'; readonly layer: number; readonly position: MapPosition }
  /** Grad-CAM: where the maps of a layer speak for a class of the model's output; the most probable one when absent. */
  | { readonly kind: 'classMap'; readonly layer: number; readonly classIndex?: number }
  /** How much of a channel's largest value is left when a square of the picture is covered. */
  | { readonly kind: 'occlusion'; readonly layer: number; readonly channel: number };

export interface Visualisation {
  readonly height: number;
  readonly width: number;
  /** 1, or those of the model's input: 3 are red, green and blue as the model gets them. */
  readonly channels: number;
  /** Row by row, channels last. Of an occlusion: what is left, one value for each place of the square. */
  readonly values: Float32Array;
  /** The layer's place that it is about; absent when it is about all of them. */
  readonly position?: MapPosition;
  /** The value that it explains: of the channel, or of the class as the model gives it. */
  readonly score: number;
  /** The class that it is about. */
  readonly classIndex?: number;
  /** Side of the square that covers the picture, in pixels of the model's input. */
  readonly squareSize?: number;
}

/** Filters of a layer, drawn as pictures. */
export interface Filters {
  readonly layer: number;
  readonly height: number;
  readonly width: number;
  /** 3 (red, green, blue as the model gets them) or 1. */
  readonly channels: number;
  readonly count: number;
  /** Filter by filter, row by row, channels last. */
  readonly values: Float32Array;
}

/** The network once more, on the same picture, with something changed. */
export interface ExperimentRequest {
  /** Uses of layers that do nothing: an addition passes on its shortcut, others what they get, or zeros where the shape differs. */
  readonly switchedOff: readonly number[];
  /** By how many pixels of the model's input the picture is moved. */
  readonly shift: { readonly down: number; readonly right: number };
}

export interface ExperimentResult {
  /** For each use of a layer, how far its output is from that of the run: ‖new - old‖ / ‖old‖. NaN where that was not kept. */
  readonly changes: Float32Array;
  /** What the switched off layers passed on. */
  readonly passedOn: readonly { readonly layer: number; readonly what: 'shortcut' | 'input' | 'zeros' }[];
  /** The model's first output, before and now. */
  readonly outputBefore: Float32Array;
  readonly output: Float32Array;
}

/** What the maps of a layer say about its channels, for the picture of the run. */
export interface ChannelStudy {
  readonly layer: number;
  readonly channels: number;
  /** Channels whose map is the same everywhere. */
  readonly dead: readonly number[];
  /** Channels whose maps are the same but for scale and offset, in groups of two and more. */
  readonly duplicates: readonly (readonly number[])[];
  /** Share of values that are at the end of what the layer's function can give; undefined where it has no ends. */
  readonly saturatedShare: number | undefined;
}

/** Questions about the last run, by number of the layer's use. A question that takes long ends when the next one is asked. */
export interface InquiryMethods {
  visualise(request: VisualisationRequest): Visualisation;
  experiment(request: ExperimentRequest): ExperimentResult;
  filters(layer: number): Filters;
  studyChannels(layer: number): ChannelStudy;
  /** The question that is being answered fails. */
  endInquiry(): void;
}
