// What the Run Model panel needs from the rest of the extension.

import type * as vscode from 'vscode';
import type { LayerFigures, PanelModel, PictureChoice } from '../../protocol/panel';
import type { MeasuredTimes } from './measuredTimes';
import type { PanelDevice } from './panelDevice';
import type { Asking } from './runArguments';
import type { WeightsChoices } from './weightsChoices';
import type { Asked, LayerInfo, Picture, RunnerEvent, RunnerMethods } from '../../protocol/runner';

/** One child process that runs one model. What is asked about the run is valid after `run` has resolved; after `dispose` pending calls are rejected. */
export interface RunnerSession extends Asked<Omit<RunnerMethods, 'loadLibrary'>> {
  onEvent(listener: (event: RunnerEvent) => void): void;
  dispose(): void;
}

export interface RunPanelServices {
  readonly log: vscode.LogOutputChannel;
  /** The document that shows a file: a classic network's is not the file itself. */
  uriOf(file: string): vscode.Uri;
  /** The model as its file has it now, saved; undefined when it cannot be run and the user knows why. */
  locateModel(model: PanelModel, asking?: Asking): Promise<PanelModel | undefined>;
  /** Writes the arguments that the user gave into the model's file; whether they are there now. */
  writeArguments(model: PanelModel): Promise<boolean>;
  /** Asks for a model to compare with; undefined when there is none, and the user knows why. */
  chooseOtherModel(than: PanelModel): Promise<PanelModel | undefined>;
  /** What the analyser reads of the layers of a model whose function was called with its arguments. */
  readFigures(model: PanelModel, layers: readonly LayerInfo[]): Promise<readonly LayerFigures[]>;
  readonly times: MeasuredTimes;
  readonly weights: WeightsChoices;
  /** @param device the graphics card of the panel's page */
  createSession(device: PanelDevice): RunnerSession;
  /** Throws an Error with one clear sentence when `bytes` is not a PNG or JPEG picture that can be used. */
  decodePicture(bytes: Uint8Array, name: string): Picture;
}

/** The pictures that come with the extension, in media/samples/<id>.png. */
export const SAMPLES = [
  { id: 'shapes', title: 'Shapes' },
  { id: 'stripes', title: 'Stripes' },
  { id: 'scene', title: 'Scene' },
] as const;

export const FIRST_PICTURE: PictureChoice = { kind: 'sample', id: SAMPLES[0].id };

/** A picture as it is used: decoded, with where it comes from. */
export interface ChosenPicture {
  readonly choice: PictureChoice;
  readonly title: string;
  readonly picture: Picture;
}
