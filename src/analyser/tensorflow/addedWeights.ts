// The weights that a custom layer makes with `this.addWeight(...)`.

import { Unknown } from '../formulas/quantity';
import { LayerError, type ConfigValue, type Weight } from '../graph/graph';
import type { Machine } from '../interpreter/machine';
import { HostValue, NativeFunction, type Value } from '../interpreter/values';
import { checkInitializer, isBuiltIn } from '../layers/initializers';
import { checkTensorName } from '../layers/tensorNames';
import { checkWeightShape } from '../layers/weights';
import { toConfigValue } from './configuration';
import { newConstant } from './ops/table';
import type { OperationTable, OperationTensor } from './ops/operationTensor';
import { shapeValue, toShape } from './tensorObject';

/** With what tfjs looks at when it makes the weight. */
export interface AddedWeight extends Weight {
  readonly dtype: string | undefined;
  readonly initializer: ConfigValue;
}

/** What addWeight gives: `read()` is the tensor. */
class VariableObject extends HostValue {
  birth = 0;
  readonly description = 'a weight';
  constructor(
    private readonly tensor: OperationTensor,
    private readonly at: Unknown['at'],
  ) {
    super();
  }
  get(name: string, machine: Machine): Value {
    if (name === 'read') return new NativeFunction('read', () => this.tensor);
    if (name === 'shape') return shapeValue(this.tensor.shape, machine);
    return new Unknown(`\`${name}\` of a weight is known at run time only`, this.at);
  }
  capture(): unknown {
    return undefined;
  }
  restore(): void {
    // A variable's shape never changes.
  }
  join(): void {
    // Nor does it differ between branches.
  }
}

/** @param weights where the weights of the layer are gathered */
export function addWeightFunction(weights: AddedWeight[], operations: OperationTable): NativeFunction {
  return new NativeFunction('addWeight', (machine, [name, shape, dtype, initializer, , trainable], _this, site) => {
    const known = toShape(shape);
    weights.push({
      name: typeof name === 'string' ? name : '?',
      shape: known instanceof Unknown ? [known] : known,
      trainable: trainable !== false,
      dtype: typeof dtype === 'string' ? dtype : undefined,
      initializer: toConfigValue(initializer),
    });
    return machine.track(new VariableObject(newConstant(known, operations), machine.rangeOf(site)));
  });
}

/** @throws LayerError with tfjs's message for the first weight that it would refuse */
export function checkAddedWeights(weights: readonly AddedWeight[], layerName: string): void {
  const names = new Set<string>();
  for (const { name, shape, dtype, initializer } of weights) {
    if (name === '?') continue;
    if (names.has(name)) throw new LayerError(`Duplicate weight name ${name} for layer ${layerName}`);
    names.add(name);
    checkInitializer(initializer, shape, dtype);
    if (isBuiltIn(initializer)) checkWeightShape(shape);
    checkTensorName(name);
  }
}
