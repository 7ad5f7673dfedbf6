// The form of `convlens compare --json`, which users' CI reads: additions only.

import type { ComparedModel } from './comparison';
import { JsonFigures } from './jsonFigures';
import { JsonPlaces, type NamedTexts } from './jsonPlaces';
import type { JsonQuantity, JsonReasons, JsonReceptiveField, JsonShape } from './summaryContract';

/** `reasonPlaces` without a file are in the model's own. */
export interface JsonComparedModel extends JsonReasons {
  readonly title: string;
  readonly file: string;
  /** The model's name in that file. */
  readonly name: string;
  readonly status: string;
  readonly params: JsonQuantity;
  readonly macs: JsonQuantity;
  /** Layers with weights on the longest way from input to output. */
  readonly depth: JsonQuantity;
  /** At the head: of the last layer that still has places on the picture. */
  readonly receptiveField: JsonReceptiveField | null;
  readonly activationBytes: JsonQuantity;
  /** Parameters of dense layers, as a share of all: 0 … 1. */
  readonly denseShare: JsonQuantity;
  /** The input at depth 0, then each layer with weights on the longest way. */
  readonly curve: readonly JsonCurvePoint[];
}

export interface JsonCurvePoint extends JsonReasons {
  readonly depth: number;
  readonly layer: string;
  readonly outputShape: JsonShape;
  readonly receptiveField: JsonReceptiveField | null;
  /** Of all layers up to this depth. */
  readonly params: JsonQuantity;
}

export interface JsonComparison {
  readonly version: 1;
  /** In the order in which they were named. */
  readonly models: readonly JsonComparedModel[];
}

export interface NamedComparison {
  readonly model: ComparedModel;
  /** How the file is to be named in the answer. */
  readonly file: string;
  /** The file as the analysis knows it. */
  readonly sourceFile: string;
  readonly name: string;
}

export function makeComparisonJson(models: readonly NamedComparison[], texts: NamedTexts): JsonComparison {
  return { version: 1, models: models.map((model) => modelJson(model, new JsonPlaces(model.sourceFile, texts))) };
}

function modelJson({ model, file, name }: NamedComparison, places: JsonPlaces): JsonComparedModel {
  const figures = new JsonFigures(places);
  const json = {
    title: model.title,
    file,
    name,
    status: model.status,
    params: figures.quantity('params', model.parameters),
    macs: figures.quantity('macs', model.macs),
    depth: figures.quantity('depth', model.depth),
    receptiveField: figures.field('receptiveField', model.receptiveField),
    activationBytes: figures.quantity('activationBytes', model.activationBytes),
    denseShare: figures.quantity('denseShare', model.denseShare),
  };
  const curve = model.curve.map(({ depth, layer, outputShape, receptiveField, parameters }) => {
    const ofLayer = new JsonFigures(places);
    return {
      depth,
      layer,
      outputShape: ofLayer.shape('outputShape', outputShape),
      receptiveField: ofLayer.field('receptiveField', receptiveField),
      params: ofLayer.quantity('params', parameters),
      ...ofLayer.entry(),
    };
  });
  return { ...json, ...figures.entry(), curve };
}
