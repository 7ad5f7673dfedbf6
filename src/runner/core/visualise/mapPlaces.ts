// Places of a layer's maps: where a channel is largest, and where a signal begins.

import type { MapPosition } from '../../../protocol/inquiries';
import { RunError } from '../failure';
import { findMapShape } from '../mapShape';
import { readChannel } from '../readChannel';
import type { Tensor, TensorFlow } from '../tensorFlow';

export interface Place {
  readonly position: MapPosition;
  /** The channel's value there. */
  readonly score: number;
}

/** The position, or where the channel is largest. NaN is never the largest. */
export async function findPlace(
  tf: TensorFlow,
  output: Tensor,
  channel: number,
  position?: MapPosition,
): Promise<Place> {
  const { height, width, channels } = findMapShape(output.shape);
  if (channel >= channels) throw new RunError(`The layer has ${channels} channels: there is no channel ${channel}.`);
  const values = await readChannel(tf, output, channel);
  const valueAt = (at: number): number => values[at] as number;
  if (position) {
    refuseOutside(position, height, width);
    return { position, score: valueAt(position.row * width + position.column) };
  }
  let best = 0;
  for (let at = 1; at < height * width; at++) {
    if (valueAt(at) > valueAt(best) || Number.isNaN(valueAt(best))) best = at;
  }
  return { position: { row: Math.floor(best / width), column: best % width }, score: valueAt(best) };
}

/** 1 at the position, in one channel or in all; 0 elsewhere; in the shape of the layer's output. */
export function makeSignal(tf: TensorFlow, output: Tensor, position: MapPosition, channel?: number): Tensor {
  const { height, width, channels } = findMapShape(output.shape);
  refuseOutside(position, height, width);
  const values = new Float32Array(output.size);
  const start = (position.row * width + position.column) * channels;
  if (channel === undefined) values.fill(1, start, start + channels);
  else values[start + channel] = 1;
  return tf.tensor(values, output.shape);
}

function refuseOutside({ row, column }: MapPosition, height: number, width: number): void {
  if (row < height && column < width) return;
  throw new RunError(`The layer's maps have ${height}×${width} values: there is no row ${row}, column ${column}.`);
}
