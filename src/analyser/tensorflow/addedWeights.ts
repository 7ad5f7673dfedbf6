// The weights that a custom layer makes with `this.addWeight(...)`.

import { Unknown } from '../formulas/quantity';
import { LayerError, type ConfigValue, type Weight } from '../graph/graph';
import { NativeFunction } from '../interpreter/values';
import { checkInitializer, isBuiltIn } from '../layers/initializers';
import { checkTensorName } from '../layers/tensorNames';
import { checkWeightShape } from '../layers/weights';
import { toConfigValue } from './configuration';
import { newConstant } from './ops/table';
import type { OperationTable } from './ops/operationTensor';
import { toShape } from './tensorObject';
import type { WeightLists } from './weightLists';
import { WeightObject } from './weightObject';

/** With what tfjs looks at when it makes the weight. */
export interface AddedWeight extends Weight {
  readonly dtype: string | undefined;
  readonly initializer: ConfigValue;
}

/** @param added where the weights are noted, to be checked once the layer is built */
export function addWeightFunction(
  added: AddedWeight[],
  lists: WeightLists,
  operations: OperationTable,
): NativeFunction {
  return new NativeFunction('addWeight', (machine, [name, shape, dtype, initializer, , trainable]) => {
    const known = toShape(shape);
    const weight: AddedWeight = {
      name: typeof name === 'string' ? name : '?',
      shape: known instanceof Unknown ? [known] : known,
      trainable: trainable !== false,
      dtype: typeof dtype === 'string' ? dtype : undefined,
      initializer: toConfigValue(initializer, false),
    };
    added.push(weight);
    const variable = new WeightObject(weight, newConstant(known, operations));
    lists.add(variable, machine);
    return variable;
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
