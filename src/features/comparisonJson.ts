// The form of `convlens compare --json`, which users' CI reads: additions only.

import type { ComparedModel } from './comparison';
import { JsonFigures } from './jsonFigures';
import type { JsonQuantity, JsonReceptiveField, JsonShape } from './summaryContract';

export interface JsonComparedModel {
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
  /** Why figures are null. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** The input at depth 0, then each layer with weights on the longest way. */
  readonly curve: readonly {
    readonly depth: number;
    readonly layer: string;
    readonly outputShape: JsonShape;
    readonly receptiveField: JsonReceptiveField | null;
    /** Of all layers up to this depth. */
    readonly params: JsonQuantity;
  }[];
}

export interface JsonComparison {
  readonly version: 1;
  /** In the order in which they were named. */
  readonly models: readonly JsonComparedModel[];
}

export interface NamedComparison {
  readonly model: ComparedModel;
  readonly file: string;
  readonly name: string;
}

export function makeComparisonJson(models: readonly NamedComparison[]): JsonComparison {
  return { version: 1, models: models.map(modelJson) };
}

function modelJson({ model, file, name }: NamedComparison): JsonComparedModel {
  const figures = new JsonFigures();
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
    const ofLayer = new JsonFigures();
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
