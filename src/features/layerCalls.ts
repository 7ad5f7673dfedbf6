// Questions about layer calls that several features ask.

import type { FileAnalysis, Layer, LayerCall, LayerReading, ModelReading } from '../analyser/index';
import { formatShape, isUnknown } from './formatNumber';

/** The readings to show for a layer call: an input layer that tfjs adds by itself (`inputShape`) is not what the user wrote there. */
export function shownReadings(call: LayerCall): readonly LayerReading[] {
  const written = call.readings.filter((reading) => reading.layer.className !== 'InputLayer');
  return written.length > 0 ? written : call.readings;
}

/** The models that contain each layer; a layer may belong to several. */
export function modelsByLayer(analysis: FileAnalysis): ReadonlyMap<Layer, readonly ModelReading[]> {
  const models = new Map<Layer, ModelReading[]>();
  for (const model of analysis.models) {
    for (const { layer } of model.layers) models.set(layer, [...(models.get(layer) ?? []), model]);
  }
  return models;
}

/** The smallest layer call around an offset. */
export function layerCallAt(analysis: FileAnalysis, offset: number): LayerCall | undefined {
  let found: LayerCall | undefined;
  for (const call of analysis.layerCalls) {
    const { start, end } = call.range;
    if (offset < start || offset > end) continue;
    if (!found || end - start <= found.range.end - found.range.start) found = call;
  }
  return found;
}

/** Whether the layer's output has places on the picture, [batch, height, width, channels]; vectors have none. True when the shape is unknown. */
export function mayHavePlaces({ outputShape }: LayerReading): boolean {
  return isUnknown(outputShape) || outputShape.length > 2;
}

const MOST_OUTPUTS = 4;

/** What a layer gives, without the batch: `7×3`; `7×3, 3, 3` where it gives several. */
export function outputText({ application, outputShape }: LayerReading): string {
  const outputs = application?.outputs ?? [];
  if (outputs.length < 2) return formatShape(outputShape);
  const texts = outputs.slice(0, MOST_OUTPUTS).map(({ shape }) => formatShape(shape));
  return [...texts, ...(outputs.length > MOST_OUTPUTS ? [`… ${outputs.length} outputs`] : [])].join(', ');
}
