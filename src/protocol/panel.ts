// Messages between the extension and the panel's page. Everything from the page is checked by `parsePageMessage` before use.

import { isFields, isIndex, isShortText } from './checks';
import type { FeatureMaps, LayerInfo, LayerResult, ModelChoice, RunSummary } from './runner';

/** The model a panel belongs to. */
export interface PanelModel extends ModelChoice {
  readonly title: string;
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

/** What a page keeps over a reload, for the extension to open the panel again. */
export interface PanelRestore {
  readonly model: PanelModel;
  readonly picture: PictureChoice | undefined;
}

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

/** What the user can do about a failure, beside reading it. */
export type FailureRemedy = 'showDetails' | 'manageTrust';

/** From the extension to the page. After `ready`, all that is known so far is told again. */
export type ToPage =
  | {
      readonly kind: 'model';
      readonly model: PanelModel;
      /** The model's file as people write it: relative to the workspace. */
      readonly fileLabel: string;
      readonly samples: readonly SamplePicture[];
    }
  /** What the next run takes its weights from, in a few words. */
  | { readonly kind: 'weights'; readonly text: string }
  | { readonly kind: 'picture'; readonly picture: PanelPicture }
  /** The chosen picture cannot be read; the one before stays. */
  | { readonly kind: 'pictureFailed'; readonly message: string }
  | { readonly kind: 'runStarted' }
  | { readonly kind: 'stage'; readonly text: string }
  | { readonly kind: 'layers'; readonly layers: readonly LayerInfo[] }
  | { readonly kind: 'layerDone'; readonly result: LayerResult }
  | { readonly kind: 'runFinished'; readonly summary: RunSummary }
  | { readonly kind: 'runCancelled' }
  | { readonly kind: 'failure'; readonly message: string; readonly remedy: FailureRemedy }
  | { readonly kind: 'featureMaps'; readonly maps: FeatureMaps }
  | { readonly kind: 'featureMapsFailed'; readonly layer: number; readonly message: string };

/** From the page to the extension. */
export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'run' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'useSample'; readonly id: string }
  | { readonly kind: 'choosePicture' }
  | { readonly kind: 'chooseWeights' }
  | { readonly kind: 'showLayer'; readonly layer: number }
  | { readonly kind: 'revealLayer'; readonly layer: number }
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
    case 'run':
    case 'cancel':
    case 'choosePicture':
    case 'chooseWeights':
    case 'revealModel':
    case 'manageTrust':
    case 'showOutput':
      return { kind: value.kind };
    case 'useSample':
      return isShortText(value.id) ? { kind: 'useSample', id: value.id } : undefined;
    case 'showLayer':
    case 'revealLayer':
      return isIndex(value.layer) ? { kind: value.kind, layer: value.layer } : undefined;
    default:
      return undefined;
  }
}

function parsePictureChoice(value: unknown): PictureChoice | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  if (value.kind === 'sample' && isShortText(value.id)) {
    return { kind: 'sample', id: value.id };
  }
  return value.kind === 'file' && isShortText(value.uri) ? { kind: 'file', uri: value.uri } : undefined;
}

function parsePanelModel(value: unknown): PanelModel | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  const { file, name, title, line, factory } = value;
  const isComplete = isShortText(file) && isShortText(name) && isShortText(title) && isIndex(line);
  if (!isComplete || !(factory === undefined || isShortText(factory)) || !isFields(value.arguments)) {
    return undefined;
  }
  return { file, name, title, line, factory, arguments: value.arguments };
}

/** What a page kept before a reload; undefined when it is not the state of a panel. */
export function parsePanelRestore(value: unknown): PanelRestore | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  const model = parsePanelModel(value.model);
  return model && { model, picture: parsePictureChoice(value.picture) };
}

export function isSamePicture(a: PictureChoice | undefined, b: PictureChoice | undefined): boolean {
  if (a?.kind === 'sample' && b?.kind === 'sample') {
    return a.id === b.id;
  }
  return a?.kind === 'file' && b?.kind === 'file' && a.uri === b.uri;
}
