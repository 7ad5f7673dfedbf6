// The classic networks as they run in TensorFlow.js: builds them quickly and reads each layer's figures off the running objects.

import * as tf from '@tensorflow/tfjs';
import type { LayerFigures, ModelFacts, ReceptiveFieldFigures } from '../support/facts';
import { joinFields, throughWindow, type Field, type SlidingWindow } from './fieldsOfWindows';

/** A factory of src/networks and its arguments by name. */
export type NetworkCall = Pick<ModelFacts, 'file' | 'factory' | 'arguments'>;

type Factory = (...values: unknown[]) => tf.LayersModel;

/** A factory of src/networks with its arguments: each call makes the model, with the weights that its layers ask for. */
export async function loadFactory(network: NetworkCall): Promise<() => tf.LayersModel> {
  const path = `../../src/networks/${network.file.replace(/\.ts$/, '')}.ts`;
  const module = (await import(path)) as Record<string, Factory>;
  const factory = module[network.factory];
  if (factory === undefined) throw new Error(`${network.file} exports no ${network.factory}`);
  return () => factory(...positionalArguments(factory, network.arguments));
}

/** The model with all weights zero: the real initialisers take half a minute for VGG-16. */
export async function buildNetwork(network: NetworkCall): Promise<tf.LayersModel> {
  return withZeroWeights(await loadFactory(network));
}

/** Named arguments in the order of the function's parameters; gaps are undefined, so that defaults hold. */
function positionalArguments(factory: Factory, named: ModelFacts['arguments']): unknown[] {
  const parameterList = /\(([^)]*)\)/.exec(factory.toString())?.[1] ?? '';
  const names = parameterList.split(',').map((parameter) => parameter.split('=')[0]?.trim() ?? '');
  for (const name of Object.keys(named)) {
    if (!names.includes(name)) throw new Error(`${factory.name}(${parameterList}) has no parameter ${name}`);
  }
  return names.map((name) => named[name]);
}

type AddWeight = (
  name: string,
  shape: tf.Shape,
  dtype?: tf.DataType,
  initializer?: unknown,
  ...rest: unknown[]
) => tf.LayerVariable;

/** Runs `build` while every layer that adds a weight gets zeros, whatever initialiser it asks for. */
function withZeroWeights<Result>(build: () => Result): Result {
  const prototype = tf.layers.Layer.prototype as unknown as { addWeight: AddWeight };
  const original: AddWeight = prototype.addWeight;
  prototype.addWeight = function (this: unknown, name, shape, dtype, _initializer, ...rest) {
    return original.call(this, name, shape, dtype, tf.initializers.zeros(), ...rest);
  };
  try {
    return build();
  } finally {
    prototype.addWeight = original;
  }
}

/** One entry per layer, in tfjs's order (inputs before what uses them). */
export function readLayers(model: tf.LayersModel): LayerFigures[] {
  const fields = new Map<string, ImageField>();
  return model.layers.map((layer) => {
    const field = fieldOf(layer, fields);
    fields.set(layer.name, field);
    const outputShape = layer.outputShape as (number | null)[];
    return {
      name: layer.name,
      className: layer.getClassName(),
      outputShape,
      params: layer.countParams(),
      trainable: layer.trainableWeights.reduce((total, weight) => total + elements(weight.shape), 0),
      macs: countMacs(layer, outputShape),
      receptiveField: field && readableField(field),
    };
  });
}

/** One field per axis; undefined behind a layer that sees everything. */
type ImageField = readonly [height: Field, width: Field] | undefined;

const PIXEL: Field = { start: 0, end: 0, stride: 1, aligned: true };

function fieldOf(layer: tf.layers.Layer, known: ReadonlyMap<string, ImageField>): ImageField {
  if (layer.outputShape.length !== 4) return undefined;
  if (layer.getClassName() === 'InputLayer') return [PIXEL, PIXEL];
  const inputs = Array.isArray(layer.input) ? layer.input : [layer.input];
  // A sequential model does not list its input layer.
  const fields = inputs.map((input): ImageField => {
    return input.sourceLayer.getClassName() === 'InputLayer' ? [PIXEL, PIXEL] : known.get(input.sourceLayer.name);
  });
  const joined = fields.reduce((a, b) => a && b && [joinFields(a[0], b[0]), joinFields(a[1], b[1])]);
  const window = windowOf(layer, inputs[0]?.shape);
  if (joined === undefined || window === undefined) return joined;
  return [throughWindow(joined[0], window[0]), throughWindow(joined[1], window[1])];
}

function windowOf(
  layer: tf.layers.Layer,
  inputShape: tf.Shape | undefined,
): [SlidingWindow, SlidingWindow] | undefined {
  const config = layer.getConfig();
  if (layer.getClassName() === 'ZeroPadding2D') {
    const [[top], [left]] = config.padding as [[number, number], [number, number]];
    return [
      { size: 1, step: 1, padding: top },
      { size: 1, step: 1, padding: left },
    ];
  }
  const sizes = config.kernelSize ?? config.poolSize;
  if (sizes === undefined || inputShape === undefined) return undefined;
  const axis = (index: 0 | 1): SlidingWindow => {
    const size = onAxis(sizes, index);
    const step = onAxis(config.strides, index);
    return { size, step, padding: config.padding === 'same' ? leftPadding(inputShape[index + 1] ?? 0, size, step) : 0 };
  };
  return [axis(0), axis(1)];
}

function onAxis(value: unknown, axis: 0 | 1): number {
  return (Array.isArray(value) ? value[axis] : value) as number;
}

/** TensorFlow's 'same': as much padding as the output needs, the smaller half of it in front. */
function leftPadding(inputSize: number, size: number, step: number): number {
  const outputSize = Math.ceil(inputSize / step);
  return Math.floor(Math.max((outputSize - 1) * step + size - inputSize, 0) / 2);
}

function readableField(field: readonly [Field, Field]): ReceptiveFieldFigures {
  return {
    size: field.map((axis) => axis.end - axis.start + 1),
    stride: field.map((axis) => axis.stride),
    padding: field.map((axis) => (axis.start === 0 ? 0 : -axis.start)),
    aligned: field.every((axis) => axis.aligned),
  };
}

/** Weights of the kernel, times the output positions at which each is multiplied. Normalisation, bias and pooling count nothing. */
function countMacs(layer: tf.layers.Layer, outputShape: readonly (number | null)[]): number {
  const kernel = layer.weights.find((weight) => /kernel$/i.test(weight.originalName));
  return kernel === undefined ? 0 : elements(kernel.shape) * elements(outputShape.slice(1, -1));
}

function elements(shape: readonly (number | null)[]): number {
  return shape.reduce<number>((product, size) => product * (size ?? 1), 1);
}
