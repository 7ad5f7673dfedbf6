// What initializers demand of the weights they make: tfjs's `apply` of each.

import { Unknown } from '../formulas/quantity';
import { LayerError, type ConfigValue, type OpaqueValue, type Shape } from '../graph/graph';
import { isConfigList } from './configText';

/** What comes before the name in the description of an initializer that `tf.initializers` gave. */
const INITIALIZER_PREFIX = 'tf.initializers.';

/** @throws LayerError with tfjs's message when the initializer cannot make a weight of this shape and type */
export function checkInitializer(initializer: ConfigValue, shape: Shape, dtype = 'float32', argument?: string): void {
  // One unknown size stands for a shape of which nothing is known.
  if (shape.length === 1 && shape[0] instanceof Unknown) return;
  const message = initializerProblem(nameOf(initializer), shape, dtype);
  if (message !== undefined) throw new LayerError(message, argument);
}

/** In tfjs's words; undefined for an initializer of which nothing is known. */
function initializerProblem(name: string | undefined, shape: Shape, dtype: string): string | undefined {
  const isNumeric = dtype === 'float32' || dtype === 'int32';
  switch (name?.toLowerCase()) {
    case 'identity': {
      const [rows, columns] = shape;
      const isOtherSize = typeof rows === 'number' && typeof columns === 'number' && rows !== columns;
      if (shape.length === 2 && !isOtherSize) return undefined;
      return 'Identity matrix initializer can only be used for 2D square matrices.';
    }
    case 'orthogonal':
      if (shape.length < 2) return 'Shape must be at least 2D.';
      return isNumeric ? undefined : `Unsupported data type ${dtype}.`;
    case 'randomnormal':
      return isNumeric ? undefined : `randomNormal does not support dType ${dtype}.`;
    case 'truncatednormal':
      return isNumeric ? undefined : `truncatedNormal does not support dType ${dtype}.`;
    case 'glorotnormal':
    case 'henormal':
    case 'lecunnormal':
      return isNumeric ? undefined : `VarianceScaling does not support dType ${dtype}.`;
    default:
      return undefined;
  }
}

/** Whether `tf.initializers` gave it. */
export function isBuiltIn(initializer: ConfigValue): initializer is OpaqueValue {
  if (typeof initializer !== 'object' || initializer === null || isConfigList(initializer)) return false;
  return initializer.kind === 'opaque' && initializer.description.startsWith(INITIALIZER_PREFIX);
}

/** Of a short name, a class name, a configuration with one, or what `tf.initializers` gave. */
function nameOf(initializer: ConfigValue): string | undefined {
  if (typeof initializer === 'string') return initializer;
  if (typeof initializer !== 'object' || initializer === null || isConfigList(initializer)) return undefined;
  if (initializer.kind === 'object') return nameOf(initializer.entries.get('className'));
  return isBuiltIn(initializer) ? initializer.description.slice(INITIALIZER_PREFIX.length) : undefined;
}
