// How an activation is looked at as maps.

export interface MapShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Of a batch of one: the last axis counts the channels, the others the pixels. A vector is a row of 1×1 maps; of more than two
 * inner axes all but the last are stacked downwards.
 */
export function findMapShape(shape: readonly number[]): MapShape {
  const inner = shape.slice(1);
  const channels = inner.at(-1) ?? 1;
  const width = inner.at(-2) ?? 1;
  const height = inner.slice(0, -2).reduce((product, size) => product * size, 1);
  return { height, width, channels };
}
