// Where the values of an activation are looked at. A backend whose values are far away looks at them there, and gives what it finds.

import type { FeatureMaps } from '../../protocol/runner';
import { measureActivation, type ActivationFigures, type Gatherer } from './measureActivation';
import { quantiseMaps } from './quantiseMaps';
import type { Tensor, TensorFlow } from './tensorFlow';

/** The tensors stay the caller's. */
export interface ActivationMeter {
  measure(tensor: Tensor): Promise<ActivationFigures>;
  /** @param layer the index that the maps get */
  quantise(layer: number, tensor: Tensor): Promise<FeatureMaps>;
}

interface BackendWithHeap {
  typedArrayFromHeap(tensor: Tensor): ArrayLike<number>;
}

function hasHeap(backend: object): backend is BackendWithHeap {
  return 'typedArrayFromHeap' in backend;
}

/** Looks at the values here. */
export class LocalMeter implements ActivationMeter {
  /** @param gatherer a quicker pass than the one in JavaScript, where there is one */
  constructor(
    private readonly tf: TensorFlow,
    private readonly gatherer?: Gatherer,
  ) {}

  measure(tensor: Tensor): Promise<ActivationFigures> {
    return this.use(tensor, (values) => measureActivation(tensor.shape, values, this.gatherer));
  }

  quantise(layer: number, tensor: Tensor): Promise<FeatureMaps> {
    return this.use(tensor, (values) => quantiseMaps(layer, tensor.shape, values));
  }

  /** The values are valid until `look` returns: on the wasm backend they are not a copy, which would cost as much as measuring. */
  private async use<Result>(tensor: Tensor, look: (values: ArrayLike<number>) => Result): Promise<Result> {
    const backend: object = this.tf.backend();
    return hasHeap(backend) ? look(backend.typedArrayFromHeap(tensor)) : look(await tensor.data());
  }
}
