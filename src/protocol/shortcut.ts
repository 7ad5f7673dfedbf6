// Which input of a merge is the shortcut: the runner leaves it when the block is switched off, the panel draws it first.

/** What one use of a layer reads and gives, by numbers of the caller's. */
export interface LayerUse {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * The inputs of a merge in the order of how many layers stand in the longest way to each: that of a residual block's shortcut is
 * the shortest.
 * @param uses of the model's layers, each after those that it reads from
 */
export function shortcutFirst(inputs: readonly number[], uses: Iterable<LayerUse>): number[] {
  const depths = new Map<number, number>();
  const depthOf = (id: number): number => depths.get(id) ?? 0;
  for (const use of uses) {
    const depth = 1 + Math.max(0, ...use.inputs.map(depthOf));
    for (const id of use.outputs) depths.set(id, depth);
  }
  return inputs.toSorted((a, b) => depthOf(a) - depthOf(b));
}
