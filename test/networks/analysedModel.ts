// The classic networks as the analyser reads them from their source text, in the form that the published figures are compared with.

import { fileURLToPath } from 'node:url';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import {
  Unknown,
  type FileAnalysis,
  type LayerReading,
  type ModelReading,
  type ReceptiveField,
} from '../../src/analyser/index';
import type { LayerFigures, ReceptiveFieldFigures } from '../support/facts';
import { readFile } from '../support/readFile';
import type { NetworkCall } from './runningModel';

/** The analysis of a network's source file, its factory's parameters set by name as with `--set`. */
export function analyseNetwork(network: NetworkCall): FileAnalysis {
  const file = fileURLToPath(new URL(`../../src/networks/${network.file}`, import.meta.url)).replaceAll('\\', '/');
  const values = new Map(Object.entries(network.arguments));
  return createAnalyser({ readFile }, { values }).analyse(file);
}

/** @throws Error naming the layer and the reason when a figure is not a number: in these networks everything can be known. */
export function readAnalysis(reading: ModelReading): LayerFigures[] {
  return reading.layers.map((layer) => ({
    name: layer.layer.name,
    className: layer.layer.className,
    outputShape: knownShape(layer),
    params: knownNumber(layer, layer.parameters),
    trainable: knownNumber(layer, layer.trainableParameters),
    macs: knownNumber(layer, layer.macs),
    receptiveField: knownField(layer, layer.receptiveField),
  }));
}

function knownShape(layer: LayerReading): (number | null)[] {
  const { outputShape } = layer;
  if (outputShape instanceof Unknown) throw new Error(`${layer.layer.name}: shape unknown, ${outputShape.reason}`);
  return outputShape.map((size) => (size === null ? null : knownNumber(layer, size)));
}

/** Undefined where the layer has no place on the picture. */
function knownField(layer: LayerReading, field: ReceptiveField | Unknown): ReceptiveFieldFigures | undefined {
  if (field instanceof Unknown || field.global) return undefined;
  return {
    size: field.size.map((figure) => knownNumber(layer, figure)),
    stride: field.stride.map((figure) => knownNumber(layer, figure)),
    padding: field.padding.map((figure) => knownNumber(layer, figure)),
    aligned: field.aligned,
  };
}

function knownNumber(layer: LayerReading, figure: LayerReading['macs']): number {
  if (typeof figure === 'number') return figure;
  const why = figure instanceof Unknown ? figure.reason : `it is the formula ${String(figure)}`;
  throw new Error(`${layer.layer.name}: not a number, ${why}`);
}
