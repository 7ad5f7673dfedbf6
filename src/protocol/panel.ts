// Messages between the extension and the panel's page. Everything from the page is checked by `parsePageMessage` before use.

import type { FeatureMaps, LayerInfo, LayerResult, RunSummary } from './runner';

export interface SamplePicture {
  readonly id: string;
  readonly title: string;
}

export interface PanelPicture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** From the extension to the page. */
export type ToPage =
  | {
      readonly kind: 'model';
      readonly title: string;
      readonly file: string;
      readonly line: number;
      readonly samples: readonly SamplePicture[];
    }
  | { readonly kind: 'picture'; readonly picture: PanelPicture }
  | { readonly kind: 'runStarted' }
  | { readonly kind: 'stage'; readonly text: string }
  | { readonly kind: 'layers'; readonly layers: readonly LayerInfo[] }
  | { readonly kind: 'layerDone'; readonly result: LayerResult }
  | { readonly kind: 'runFinished'; readonly summary: RunSummary }
  | { readonly kind: 'runCancelled' }
  | { readonly kind: 'failure'; readonly message: string; readonly canRetry: boolean }
  | { readonly kind: 'featureMaps'; readonly maps: FeatureMaps };

/** From the page to the extension. */
export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'run' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'useSample'; readonly id: string }
  | { readonly kind: 'choosePicture' }
  | { readonly kind: 'showLayer'; readonly layer: number }
  | { readonly kind: 'revealLayer'; readonly layer: number };
