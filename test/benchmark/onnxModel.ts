// Writes a model of TensorFlow.js as ONNX: the same graph and the same weights for onnxruntime. Knows the layers of the networks that
// are compared, channels last there, channels first here.

import protobuf from 'protobufjs';
import type { Step } from '../../src/runner/core/listSteps';

/** Of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, what is written here. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Attribute { string name = 1; float f = 2; int64 i = 3; string s = 4; repeated int64 ints = 8; int32 type = 20; }
  message Node { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated Attribute attribute = 5; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { int64 dim_value = 1; }
  message Shape { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Type { TensorType tensor_type = 1; }
  message Value { string name = 1; Type type = 2; }
  message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated Value input = 11; repeated Value output = 12; }
  message OperatorSet { string domain = 1; int64 version = 2; }
  message Model { int64 ir_version = 1; Graph graph = 7; repeated OperatorSet opset_import = 8; }
`);
const modelType = root.lookupType('Model');

const FLOAT = 1;
const INT64 = 7;
const OPERATORS_VERSION = 13;
const FORMAT_VERSION = 8;
const ATTRIBUTE_TYPES = { f: 1, i: 2, s: 3, ints: 7 } as const;

type AttributeValue = { [Kind in keyof typeof ATTRIBUTE_TYPES]?: unknown };
type Attributes = Readonly<Record<string, AttributeValue>>;

class Graph {
  readonly nodes: object[] = [];
  readonly initializers: object[] = [];

  /** @returns the name of its output */
  addNode(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const output = `value${this.nodes.length}`;
    const attribute = Object.entries(attributes).map(([name, value]) => {
      const [kind] = Object.keys(value) as (keyof typeof ATTRIBUTE_TYPES)[];
      return { name, ...value, type: ATTRIBUTE_TYPES[kind!] };
    });
    this.nodes.push({ input: inputs, output: [output], opType: operator, attribute });
    return output;
  }

  /** @returns its name */
  addConstant(shape: readonly number[], values: Float32Array | BigInt64Array): string {
    const name = `constant${this.initializers.length}`;
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push({ name, dims: shape, dataType: values instanceof Float32Array ? FLOAT : INT64, rawData });
    return name;
  }
}

const activations: Readonly<Record<string, readonly [string, Attributes]>> = {
  relu: ['Relu', {}],
  softmax: ['Softmax', { axis: { i: 1 } }],
};

interface Config {
  readonly strides: readonly [number, number];
  readonly poolSize: readonly [number, number];
  /** Of a padding layer: rows, then columns, each before and behind. */
  readonly padding: 'same' | 'valid' | readonly [readonly [number, number], readonly [number, number]];
  readonly epsilon: number;
  readonly activation?: string;
}

/** TensorFlow's 'same' has more at the end, and so has this. */
const padAttribute = ({ padding }: Config): AttributeValue => ({ s: padding === 'same' ? 'SAME_UPPER' : 'VALID' });

type Write = (graph: Graph, step: Step, inputs: readonly string[], config: Config) => string | Promise<string>;

async function addWeights(graph: Graph, { layer }: Step, order?: readonly number[]): Promise<string[]> {
  const names: string[] = [];
  for (const weight of layer.weights) {
    const value = weight.read();
    const moved = value.rank === order?.length ? value.transpose([...order]) : value;
    names.push(graph.addConstant(moved.shape, (await moved.data()) as Float32Array));
    if (moved !== value) moved.dispose();
  }
  return names;
}

const writers: Readonly<Record<string, Write>> = {
  Conv2D: async (graph, step, inputs, config) => {
    const weights = await addWeights(graph, step, [3, 2, 0, 1]);
    return graph.addNode('Conv', [...inputs, ...weights], {
      strides: { ints: config.strides },
      auto_pad: padAttribute(config),
    });
  },
  Dense: async (graph, step, inputs) => {
    const [kernel = '', bias] = await addWeights(graph, step);
    const product = graph.addNode('MatMul', [...inputs, kernel]);
    return bias === undefined ? product : graph.addNode('Add', [product, bias]);
  },
  BatchNormalization: async (graph, step, inputs, { epsilon }) => {
    return graph.addNode('BatchNormalization', [...inputs, ...(await addWeights(graph, step))], {
      epsilon: { f: epsilon },
    });
  },
  MaxPooling2D: (graph, _, inputs, config) => {
    return graph.addNode('MaxPool', inputs, {
      kernel_shape: { ints: config.poolSize },
      strides: { ints: config.strides },
      auto_pad: padAttribute(config),
    });
  },
  ZeroPadding2D: (graph, _, [input = ''], { padding }) => {
    const [[top, bottom], [left, right]] = padding as Exclude<Config['padding'], string>;
    const amounts = BigInt64Array.from([0, 0, top, left, 0, 0, bottom, right].map(BigInt));
    return graph.addNode('Pad', [input, graph.addConstant([8], amounts)]);
  },
  Flatten: (graph, _, inputs) => {
    const last = graph.addNode('Transpose', inputs, { perm: { ints: [0, 2, 3, 1] } });
    return graph.addNode('Flatten', [last], { axis: { i: 1 } });
  },
  GlobalAveragePooling2D: (graph, _, inputs) => {
    return graph.addNode('Flatten', [graph.addNode('GlobalAveragePool', inputs)], { axis: { i: 1 } });
  },
  ReLU: (graph, _, inputs) => graph.addNode('Relu', inputs),
  Add: (graph, _, inputs) => graph.addNode('Add', inputs),
  Activation: (_, __, [input = '']) => input,
  Dropout: (_, __, [input = '']) => input,
};

const describeValue = (name: string, shape: readonly number[]): object => {
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim: shape.map((dimValue) => ({ dimValue })) } } } };
};

/**
 * @param steps of a model with one input, a picture; its output must be a vector
 * @returns the file; its input is `picture`, of the shape [1, channels, height, width]
 * @throws Error when there is a layer that it does not know
 */
export async function writeOnnxModel(steps: readonly Step[]): Promise<Uint8Array> {
  const graph = new Graph();
  const names = new Map<number, string>();
  let [picture, output]: [object?, object?] = [];
  for (const step of steps) {
    const { layer, inputs, outputs, outputShape } = step;
    const className = layer.getClassName();
    const config = layer.getConfig() as unknown as Config;
    let name = 'picture';
    if (step.isInput) {
      const [, height, width, channels] = outputShape as readonly number[];
      picture = describeValue(name, [1, channels!, height!, width!]);
    } else {
      const write = writers[className];
      if (!write) throw new Error(`There is no ONNX for the layer ${layer.name} (${className}).`);
      const read = inputs.map((id) => names.get(id)!);
      name = await write(graph, step, read, config);
      const [operator, attributes] = activations[config.activation ?? ''] ?? [];
      if (operator !== undefined) name = graph.addNode(operator, [name], attributes);
    }
    names.set(outputs[0]!, name);
    output = describeValue(name, [1, ...(outputShape.slice(1) as number[])]);
  }
  const { nodes: node, initializers: initializer } = graph;
  const model = {
    irVersion: FORMAT_VERSION,
    opsetImport: [{ domain: '', version: OPERATORS_VERSION }],
    graph: { name: 'model', node, initializer, input: [picture], output: [output] },
  };
  return modelType.encode(modelType.fromObject(model)).finish();
}
