// The filters of a layer that sees colours, as pictures.

import type { Filters } from '../../../protocol/inquiries';
import { RunError } from '../failure';
import type { Step } from '../listSteps';
import type { LayerVariable, TensorFlow } from '../tensorFlow';

/** @throws RunError where the filters are no pictures: they take in neither one nor three channels */
export async function readFilters(tf: TensorFlow, { index, layer }: Step): Promise<Filters> {
  const { kernel } = layer as { readonly kernel?: LayerVariable | null };
  const [height = 0, width = 0, channels = 0, count = 0] = kernel?.shape ?? [];
  if (kernel?.shape.length !== 4 || layer.getClassName() !== 'Conv2D') {
    throw new RunError(`Layer "${layer.name}" (${layer.getClassName()}) has no filters that can be drawn.`);
  }
  if (channels !== 1 && channels !== 3) {
    throw new RunError(
      `The filters of layer "${layer.name}" take in ${channels} channels; only those of 1 or 3 can be drawn as pictures.`,
    );
  }
  const filterByFilter = tf.tidy(() => tf.transpose(kernel.read(), [3, 0, 1, 2]));
  const values = Float32Array.from(await filterByFilter.data());
  filterByFilter.dispose();
  return { layer: index, height: height ?? 0, width: width ?? 0, channels, count: count ?? 0, values };
}
