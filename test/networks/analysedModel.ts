// The classic networks as the analyser reads them from their source text, in the form that the published figures are compared with.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LayerReading, ModelReading, ReceptiveField, SourceHost } from '../../src/analyser/index';
import { Unknown } from '../../src/analyser/index';
import type { LayerFigures, ReceptiveFieldFigures } from '../support/facts';
import type { NetworkCall } from './runningModel';

/** A file of the user beside the networks, which calls one of them. */
export interface CallingFile {
  readonly file: string;
  readonly host: SourceHost;
}

/** A workspace in which `const model = factory(values)` is written, next to the real sources of the networks. */
export function callNetwork(network: NetworkCall, values: readonly unknown[]): CallingFile {
  const folder = fileURLToPath(new URL('../../src/networks', import.meta.url)).replaceAll('\\', '/');
  const file = `${folder}/callOfTheTest.ts`;
  const written = values.map((value) => (value === undefined ? 'undefined' : JSON.stringify(value)));
  const text = [
    `import { ${network.factory} } from './${network.file.replace(/\.ts$/, '')}';`,
    `export const model = ${network.factory}(${written.join(', ')});`,
  ].join('\n');
  return { file, host: { readFile: (path) => (path === file ? text : readIfThere(path)) } };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
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
