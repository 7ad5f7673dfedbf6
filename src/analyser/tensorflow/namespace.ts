// The `tf` object: what its members mean to a model definition.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import { elementCount } from '../graph/shape';
import { ClassValue } from '../interpreter/classes';
import type { Machine } from '../interpreter/machine';
import { getMember } from '../interpreter/members';
import { HostValue, NativeFunction, type Value } from '../interpreter/values';
import { LAYERS } from '../layers/table';
import { LayerClass } from './customLayer';
import { InputSpecClass } from './inputSpecs';
import { factoryFunction } from './layerFactory';
import { loadLayersModelFunction } from './loadedModel';
import { inputFunction, ModelClass, modelFunction, sequentialFunction } from './modelClasses';
import { OperationTensor } from './ops/operationTensor';
import { createOperations } from './ops/table';
import type { Session } from './session';
import { toShape } from './tensorObject';
import { INITIALIZER_CHECKS, OpaqueNamespace, REGULARIZER_CHECKS } from './weightNamespaces';

/** A namespace: a fixed table of members, and those that are made when they are first asked for; others are known at run time only. */
class Namespace extends HostValue {
  constructor(
    readonly description: string,
    private readonly members: Map<string, Value>,
    private readonly make: (name: string) => Value = () => undefined,
  ) {
    super();
  }
  get(name: string, machine: Machine, site: ts.Node): Value {
    if (this.members.has(name)) return this.members.get(name);
    const made = this.make(name);
    if (made !== undefined) {
      this.members.set(name, made);
      return made;
    }
    return machine.unknown(`what \`${this.description}.${name}\` gives is known at run time only`, site);
  }
}

export function createNamespace(session: Session): HostValue {
  const operations = createOperations(session);
  const layerClass = new LayerClass(session, operations);
  const layers = new Map<string, Value>([
    ['Layer', layerClass],
    ['RNNCell', layerClass],
    ['input', inputFunction(session)],
  ]);
  const makeLayerFactory = (name: string): Value => {
    const definition = LAYERS.get(name);
    return definition && factoryFunction(definition, session);
  };
  const sequentialClass = new ModelClass('Sequential', session);
  const modelClass = new ModelClass('LayersModel', session);
  const operationsOf = (namespace: string, names: readonly string[]): Namespace =>
    new Namespace(namespace, new Map(), (name) => (names.includes(name) ? operations.get(name) : undefined));
  const members = new Map<string, Value>([
    ['__esModule', true],
    ['util', new Namespace('tf.util', new Map([['sizeFromShape', sizeFromShape]]))],
    ['layers', new Namespace('tf.layers', layers, makeLayerFactory)],
    ['image', operationsOf('tf.image', IMAGE_OPERATIONS)],
    ['linalg', operationsOf('tf.linalg', ['bandPart', 'gramSchmidt'])],
    ['signal', operationsOf('tf.signal', ['hannWindow', 'hammingWindow', 'frame', 'stft'])],
    ['spectral', operationsOf('tf.spectral', ['fft', 'ifft', 'rfft', 'irfft'])],
    ['fused', new Namespace('tf.fused', new Map(), (name) => operations.get(`fused.${name}`))],
    ['customGrad', customGradient],
    ['sequential', sequentialFunction(session)],
    ['model', modelFunction(session)],
    ['input', inputFunction(session)],
    ['loadLayersModel', loadLayersModelFunction(session)],
    ['Sequential', sequentialClass],
    ['LayersModel', modelClass],
    ['Model', modelClass],
    ['InputSpec', new InputSpecClass()],
    ['initializers', new OpaqueNamespace('tf.initializers', INITIALIZER_CHECKS, session)],
    ['regularizers', new OpaqueNamespace('tf.regularizers', REGULARIZER_CHECKS, session)],
    ['constraints', new OpaqueNamespace('tf.constraints')],
    ['train', new OpaqueNamespace('tf.train')],
    ['metrics', new OpaqueNamespace('tf.metrics')],
    ['losses', new OpaqueNamespace('tf.losses')],
    ['serialization', new Namespace('tf.serialization', new Map([['registerClass', registerClass(session)]]))],
    ['tidy', tidy],
    [
      'variable',
      new NativeFunction('variable', (_machine, args) => (args[0] instanceof OperationTensor ? args[0] : undefined)),
    ],
    ...['dispose', 'setBackend', 'ready', 'enableProdMode', 'nextFrame', 'disposeVariables'].map(
      (name) => [name, new NativeFunction(name, () => undefined)] as const,
    ),
  ]);
  return new Namespace('tf', members, (name) => operations.get(name));
}

const IMAGE_OPERATIONS =
  'resizeBilinear resizeNearestNeighbor cropAndResize rgbToGrayscale grayscaleToRGB flipLeftRight rotateWithOffset threshold transform'.split(
    ' ',
  );

function registerClass(session: Session): NativeFunction {
  return new NativeFunction('registerClass', (machine, [value], _this, site) => {
    if (!(value instanceof ClassValue)) return undefined;
    const name = value.getStatic('className', machine, site);
    const parent = value.hostParent;
    const message = parent === undefined || parent instanceof LayerClass ? findNameError(name) : undefined;
    if (message !== undefined) session.report(message, machine.rangeOf(site), machine);
    session.registeredClasses.add(typeof name === 'string' ? name : value.name);
    return value;
  });
}

/** In tfjs's words: what is wrong with a class's name. */
function findNameError(name: Value): string | undefined {
  if (name === undefined || name === null) {
    return 'Class being registered does not have the static className property defined.';
  }
  if (typeof name === 'number' || typeof name === 'boolean') {
    return `className is required to be a string, but got type ${typeof name}`;
  }
  if (name !== '') return undefined;
  return 'Class being registered has an empty-string as its className, which is disallowed.';
}

const sizeFromShape = new NativeFunction('sizeFromShape', (_machine, [shape]) => {
  const sizes = toShape(shape);
  return sizes instanceof Unknown ? sizes : elementCount(sizes, 0);
});

/** tf.customGrad(f): a function that gives the `value` of what f gives; f is told where to save tensors as well. */
const customGradient = new NativeFunction(
  'customGrad',
  (_machine, [body]) =>
    new NativeFunction('customGrad', (machine, args, _this, site) => {
      const save = new NativeFunction('save', () => undefined);
      return getMember(machine.callFunction(body, [...args, save], undefined, site), 'value', machine, site);
    }),
);

/** tf.tidy(fn) and tf.tidy(name, fn). */
const tidy = new NativeFunction('tidy', (machine, args, _this, site) =>
  machine.callFunction(args.at(-1), [], undefined, site),
);
