// What the page knows about the model, the picture and the run, as the extension's messages tell it.

import type {
  FailureRemedy,
  LayerFigures,
  PanelModel,
  PanelPicture,
  SamplePicture,
  ToPage,
} from '../src/protocol/panel';
import type { LayerInfo, LayerResult, RunSummary } from '../src/protocol/runner';
import type { Size } from './field/fieldGeometry';

export interface RunState {
  readonly model: PanelModel | undefined;
  readonly fileLabel: string;
  readonly samples: readonly SamplePicture[];
  /** What the next run takes its weights from; empty before the extension has said so. */
  readonly weights: string;
  readonly picture: PanelPicture | undefined;
  readonly pictureFailure: string | undefined;
  readonly status: 'idle' | 'running' | 'finished' | 'cancelled' | 'failed';
  readonly stage: string;
  readonly layers: readonly LayerInfo[];
  readonly results: ReadonlyMap<number, LayerResult>;
  /** What the editor reads of the layers; empty until it has told. */
  readonly figures: ReadonlyMap<number, LayerFigures>;
  /** The layer that was finished last, while running. */
  readonly lastDone: number | undefined;
  readonly summary: RunSummary | undefined;
  readonly failure: { readonly message: string; readonly remedy: FailureRemedy } | undefined;
}

const NO_RUN = {
  status: 'idle',
  stage: '',
  layers: [],
  results: new Map<number, LayerResult>(),
  figures: new Map<number, LayerFigures>(),
  lastDone: undefined,
  summary: undefined,
  failure: undefined,
} satisfies Partial<RunState>;

export const INITIAL_RUN_STATE: RunState = {
  model: undefined,
  fileLabel: '',
  samples: [],
  weights: '',
  picture: undefined,
  pictureFailure: undefined,
  ...NO_RUN,
};

/** The picture is stretched to this; undefined before a run, and for a model that takes no picture. */
export function inputSizeOf({ summary }: RunState): Size | undefined {
  const [, height, width, channels, ...others] = summary?.inputShape ?? [];
  const isPicture = height !== undefined && width !== undefined && channels !== undefined && others.length === 0;
  return isPicture ? { width, height } : undefined;
}

/** The state after a message. Feature maps are not part of it. */
export function applyMessage(state: RunState, message: ToPage): RunState {
  switch (message.kind) {
    case 'model':
      return { ...state, model: message.model, fileLabel: message.fileLabel, samples: message.samples };
    case 'weights':
      return { ...state, weights: message.text };
    case 'picture':
      return { ...state, picture: message.picture, pictureFailure: undefined };
    case 'pictureFailed':
      return { ...state, pictureFailure: message.message };
    case 'runStarted':
      return { ...state, ...NO_RUN, status: 'running' };
    case 'stage':
      return { ...state, stage: message.text };
    case 'layers':
      // also where a run begins again, on another device
      return { ...state, layers: message.layers, results: NO_RUN.results, lastDone: undefined };
    case 'layerDone': {
      const results = new Map(state.results).set(message.result.index, message.result);
      return { ...state, results, lastDone: message.result.index };
    }
    case 'runFinished':
      return { ...state, status: 'finished', summary: message.summary };
    case 'runCancelled':
      return { ...state, status: 'cancelled' };
    case 'failure':
      return { ...state, status: 'failed', failure: { message: message.message, remedy: message.remedy } };
    case 'figures':
      return { ...state, figures: new Map(message.figures.map((figures) => [figures.layer, figures])) };
    case 'comparedWith':
    case 'compared':
    case 'openDevice':
    case 'deviceBatch':
    case 'pingDevice':
    case 'closeDevice':
    case 'channelValues':
    case 'channelValuesFailed':
    case 'featureMaps':
    case 'featureMapsFailed':
    case 'inquiryProgress':
    case 'inquiryAnswer':
    case 'inquiryFailed':
      return state;
  }
}
