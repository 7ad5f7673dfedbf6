// `tf.initializers`, `tf.regularizers` and the like: what their functions give changes no shape, but they check what they are given.

import type ts from 'typescript';
import { LayerError } from '../graph/graph';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, HostValue, isOpen, NativeFunction, ObjectValue, type Value } from '../interpreter/values';
import { rangeFinder } from './layerFactory';
import type { Session } from './session';

type Check = (argument: Value) => void;

/** A namespace of functions that give an object of which only the name matters. */
export class OpaqueNamespace extends HostValue {
  constructor(
    readonly description: string,
    private readonly checks: ReadonlyMap<string, Check> = new Map(),
    private readonly session?: Session,
  ) {
    super();
  }
  get(name: string): Value {
    return new NativeFunction(name, (machine, [argument], _this, site) => {
      const broken = this.findError(name, argument, machine, site);
      return broken ?? new Opaque(`${this.description}.${name}`);
    });
  }

  private findError(name: string, argument: Value, machine: Machine, site: ts.Node): Value {
    try {
      if (!isOpen(argument)) this.checks.get(name)?.(argument);
      return undefined;
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
      const blamed = error.argument === undefined ? undefined : rangeFinder(site, machine)(error.argument);
      return this.session?.report(error.message, blamed ?? machine.rangeOf(site), machine);
    }
  }
}

class Opaque extends HostValue {
  constructor(readonly description: string) {
    super();
  }
  get(name: string, machine: Machine, site: ts.Node): Value {
    return machine.unknown(`what \`${name}\` of ${this.description} gives is known at run time only`, site);
  }
}

const FAN_MODES = ['fanIn', 'fanOut', 'fanAvg'];
const DISTRIBUTIONS = ['normal', 'uniform', 'truncatedNormal'];

export const INITIALIZER_CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['constant', checkConstant],
  ['varianceScaling', checkVarianceScaling],
  ...Object.entries({
    randomUniform: 'minval',
    randomNormal: 'mean',
    truncatedNormal: 'mean',
    identity: 'gain',
    orthogonal: 'gain',
  }).map(([name, first]) => [name, (argument: Value) => void propertyOf(argument, first)] as const),
]);

export const REGULARIZER_CHECKS: ReadonlyMap<string, Check> = new Map(
  ['l1', 'l2', 'l1l2'].map((name) => [name, checkRegularizer] as const),
);

function checkConstant(argument: Value): void {
  if (argument !== null && typeof argument !== 'object') {
    throw new LayerError(`Expected argument of type ConstantConfig but got ${String(argument)}`);
  }
  if (propertyOf(argument, 'value') === undefined && argument instanceof ObjectValue) {
    throw new LayerError('config must have value set but got [object Object]');
  }
}

function checkVarianceScaling(argument: Value): void {
  const scale = propertyOf(argument, 'scale');
  if (typeof scale === 'number' && scale < 0) {
    throw new LayerError(`scale must be a positive float. Got: ${String(scale)}`, 'scale');
  }
  checkChoice(argument, 'mode', FAN_MODES, 'FanMode');
  checkChoice(argument, 'distribution', DISTRIBUTIONS, 'Distribution');
}

function checkChoice(argument: Value, name: string, choices: readonly string[], label: string): void {
  const value = propertyOf(argument, name);
  if (typeof value !== 'string' || choices.includes(value)) return;
  throw new LayerError(
    `${value} is not a valid ${label}.  Valid values are ${choices.join(',')} or null/undefined.`,
    name,
  );
}

function checkRegularizer(argument: Value): void {
  if (argument === undefined || typeof argument === 'object') return;
  throw new LayerError(
    `Argument to L1L2 regularizer's constructor is expected to be an object, but received: ${String(argument)}`,
  );
}

/** A property of the argument: what JavaScript throws when there is no argument, and a value of no interest when it is not known. */
function propertyOf(argument: Value, name: string): Value {
  if (argument === undefined || argument === null) {
    throw new LayerError(`Cannot read properties of ${String(argument)} (reading '${name}')`);
  }
  if (!(argument instanceof ObjectValue)) return argument instanceof ArrayValue ? undefined : null;
  return argument.properties.has(name) ? argument.properties.get(name) : (argument.open ?? argument.rest);
}
