// Messages between the extension and the panel's page. Everything from the page is checked by `parsePageMessage` before use.

import { isFields, isIndex, isPng, isShortText, type Fields } from './checks';
import { parseDeviceMessage, type DeviceFromPage, type DeviceToPage } from './device';
import { parseInquiry, type AskedInquiry, type InquiryReport } from './panelInquiries';
import type { ChannelChoice, FeatureMaps, LayerInfo, LayerResult, ModelChoice, RunSummary } from './runner';

/** The model a panel belongs to. */
export interface PanelModel extends ModelChoice {
  readonly title: string;
  /** The arguments that the user was asked for, in a few words; absent when there are none. */
  readonly givenArguments?: string;
}

export interface SamplePicture {
  readonly id: string;
  readonly title: string;
  /** Address of the picture that the page may load. */
  readonly address: string;
}

/** Where the picture comes from: a bundled sample by id, or the user's own file by URI. */
export type PictureChoice =
  { readonly kind: 'sample'; readonly id: string } | { readonly kind: 'file'; readonly uri: string };

/** What a panel's run is compared with: a run of another model on the same picture, or of the same model on another picture. */
export type ComparedWith =
  | { readonly kind: 'model'; readonly model: PanelModel }
  | { readonly kind: 'picture'; readonly picture: PictureChoice };

/** A picture to look at. `rgba` may be a smaller copy: `shownWidth × shownHeight`, 4 bytes a pixel, row by row. */
export interface PanelPicture {
  readonly choice: PictureChoice;
  readonly title: string;
  /** Size of the picture itself, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly shownWidth: number;
  readonly shownHeight: number;
  readonly rgba: Uint8Array;
}

/**
 * What the positions of a layer see along one axis of the model's input, in its pixels: position u sees the whole pixels from
 * u·stride - padding to u·stride - padding + extent - 1. The figures may be fractional below upsampling.
 */
export interface AxisField {
  readonly extent: number;
  readonly stride: number;
  readonly padding: number;
}

export type FieldReading =
  | {
      readonly kind: 'region';
      readonly rows: AxisField;
      readonly columns: AxisField;
      /** Why the region is not exactly what each position sees but bounds it; undefined where it is exact. */
      readonly bound: string | undefined;
    }
  | { readonly kind: 'whole' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What a model saves for each channel of a layer that is taken out. */
export interface ChannelSaving {
  readonly parameters: number;
  readonly macs: number;
}

/** What ConvLens reads of a layer without running it; undefined is not known. */
export interface LayerFigures {
  readonly layer: number;
  readonly field: FieldReading;
  /** Without the batch; null for a size that is not known. */
  readonly shape: readonly (number | null)[] | undefined;
  readonly parameters: number | undefined;
  /** The layers whose outputs it gets, in its order; undefined where one of them is not known. */
  readonly inputs: readonly number[] | undefined;
  /** Undefined where the way of its channels through the model is not simple. */
  readonly channelSaving: ChannelSaving | undefined;
}

/** What the user can do about a failure, beside reading it. */
export type FailureRemedy = 'showDetails' | 'manageTrust' | 'giveArguments';

/** What is told of a run: from its start on all is about the new one. */
export type RunReport =
  | { readonly kind: 'picture'; readonly picture: PanelPicture }
  | { readonly kind: 'runStarted' }
  | { readonly kind: 'stage'; readonly text: string }
  | { readonly kind: 'layers'; readonly layers: readonly LayerInfo[] }
  /** What the editor reads of the layers that run. */
  | { readonly kind: 'figures'; readonly figures: readonly LayerFigures[] }
  | { readonly kind: 'layerDone'; readonly result: LayerResult }
  | { readonly kind: 'runFinished'; readonly summary: RunSummary }
  | { readonly kind: 'runCancelled' }
  | { readonly kind: 'failure'; readonly message: string; readonly remedy: FailureRemedy }
  | { readonly kind: 'featureMaps'; readonly maps: FeatureMaps }
  | { readonly kind: 'featureMapsFailed'; readonly layer: number; readonly message: string }
  | ({ readonly kind: 'channelValues'; readonly values: Float32Array } & ChannelChoice)
  | ({ readonly kind: 'channelValuesFailed'; readonly message: string } & ChannelChoice)
  | InquiryReport;

/** From the extension to the page. After `ready`, all that is known so far is told again. */
export type ToPage =
  | RunReport
  | DeviceToPage
  | {
      readonly kind: 'model';
      readonly model: PanelModel;
      /** The model's file as people write it: relative to the workspace. */
      readonly fileLabel: string;
      readonly samples: readonly SamplePicture[];
    }
  /** What the next run takes its weights from, in a few words. */
  | { readonly kind: 'weights'; readonly text: string }
  /** The chosen picture cannot be read; the one before stays. */
  | { readonly kind: 'pictureFailed'; readonly message: string }
  /** Undefined: with nothing any more. */
  | { readonly kind: 'comparedWith'; readonly comparedWith: ComparedWith | undefined }
  /** Of the run that the panel's own is compared with. */
  | { readonly kind: 'compared'; readonly report: RunReport };

/** What the page wants of a run. */
export type RunWish =
  | { readonly kind: 'run' }
  /** Asks for the arguments of the model's function, and runs it with them. */
  | { readonly kind: 'changeArguments' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'showLayer'; readonly layer: number }
  | { readonly kind: 'revealLayer'; readonly layer: number }
  | ({ readonly kind: 'inquire' } & AskedInquiry)
  /** Nobody waits for the answer of the question that takes long any more. */
  | { readonly kind: 'endInquiry' };

/** From the page to the extension. */
export type FromPage =
  | RunWish
  | DeviceFromPage
  | { readonly kind: 'ready' }
  | { readonly kind: 'useSample'; readonly id: string }
  | { readonly kind: 'choosePicture' }
  | { readonly kind: 'chooseWeights' }
  /** Writes the arguments that were asked for into the model's file. */
  | { readonly kind: 'writeArguments' }
  | ({ readonly kind: 'showChannel' } & ChannelChoice)
  /** Marks the layer's line in the editor, until `unmark`. */
  | { readonly kind: 'markLayer'; readonly layer: number }
  | { readonly kind: 'unmark' }
  /** Saves a picture that the page has drawn: of one channel, or of all. */
  | {
      readonly kind: 'savePicture';
      readonly layer: number;
      readonly channel: number | undefined;
      /** What it shows; undefined for maps. */
      readonly view: string | undefined;
      readonly png: Uint8Array;
    }
  /** Saves the values of one channel, or of all. */
  | { readonly kind: 'saveValues'; readonly layer: number; readonly channel: number | undefined }
  /** Asks the user what to compare with, and runs it. */
  | { readonly kind: 'compareWith'; readonly what: ComparedWith['kind'] }
  | { readonly kind: 'endComparison' }
  /** Of the run that the panel's own is compared with. */
  | { readonly kind: 'compared'; readonly wish: RunWish }
  | { readonly kind: 'revealModel' }
  | { readonly kind: 'manageTrust' }
  | { readonly kind: 'showOutput' };

/** The message, with its known fields only; undefined when it is not one the page may send. */
export function parsePageMessage(value: unknown): FromPage | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  switch (value.kind) {
    case 'ready':
    case 'choosePicture':
    case 'chooseWeights':
    case 'writeArguments':
    case 'revealModel':
    case 'unmark':
    case 'endComparison':
    case 'manageTrust':
    case 'showOutput':
      return { kind: value.kind };
    case 'useSample':
      return isShortText(value.id) ? { kind: 'useSample', id: value.id } : undefined;
    case 'markLayer':
      return isIndex(value.layer) ? { kind: value.kind, layer: value.layer } : undefined;
    case 'compareWith': {
      const { kind, what } = value;
      return what === 'model' || what === 'picture' ? { kind, what } : undefined;
    }
    case 'compared': {
      const wish = isFields(value.wish) ? parseRunWish(value.wish) : undefined;
      return wish && { kind: value.kind, wish };
    }
    case 'showChannel': {
      const { kind, layer, channel } = value;
      return isIndex(layer) && isIndex(channel) ? { kind, layer, channel } : undefined;
    }
    case 'savePicture':
    case 'saveValues':
      return parseSaving(value);
    case 'deviceOpened':
    case 'deviceReply':
    case 'deviceAlive':
      return parseDeviceMessage(value);
    default:
      return parseRunWish(value);
  }
}

function parseRunWish(fields: Fields): RunWish | undefined {
  const { kind, layer, id } = fields;
  switch (kind) {
    case 'run':
    case 'changeArguments':
    case 'cancel':
    case 'endInquiry':
      return { kind };
    case 'showLayer':
    case 'revealLayer':
      return isIndex(layer) ? { kind, layer } : undefined;
    case 'inquire': {
      const inquiry = parseInquiry(fields.inquiry);
      return isIndex(id) && inquiry ? { kind, id, inquiry } : undefined;
    }
    default:
      return undefined;
  }
}

function parseSaving({ kind, layer, channel, view, png }: Fields): FromPage | undefined {
  if (!isIndex(layer) || !(channel === undefined || isIndex(channel))) {
    return undefined;
  }
  if (kind === 'saveValues') {
    return { kind, layer, channel };
  }
  const isComplete = png instanceof Uint8Array && isPng(png) && (view === undefined || isShortText(view));
  return isComplete ? { kind: 'savePicture', layer, channel, view, png } : undefined;
}

export function isSamePicture(a: PictureChoice | undefined, b: PictureChoice | undefined): boolean {
  if (a?.kind === 'sample' && b?.kind === 'sample') {
    return a.id === b.id;
  }
  return a?.kind === 'file' && b?.kind === 'file' && a.uri === b.uri;
}

export function isSameComparison(a: ComparedWith | undefined, b: ComparedWith | undefined): boolean {
  if (a?.kind === 'model' && b?.kind === 'model') {
    return a.model.file === b.model.file && a.model.name === b.model.name;
  }
  return a?.kind === 'picture' && b?.kind === 'picture' ? isSamePicture(a.picture, b.picture) : a === b;
}
