// TensorFlow.js on wasm against onnxruntime on the CPU: the same graph, the same weights, the same picture, the same result.

import * as tf from '@tensorflow/tfjs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { resNet50 } from '../../src/networks/resnet50';
import { vgg16 } from '../../src/networks/vgg16';
import { listSteps } from '../../src/runner/core/listSteps';
import { makeInput } from '../../src/runner/core/makeInput';
import { readPicture } from '../../src/runner/picture';
import { writeOnnxModel } from './onnxModel';
import { median, printRatio, printTime, time } from './measure';

const ROUNDS = 9;
/** Of the probabilities, as a part of the largest. */
const MAX_RELATIVE_ERROR = 1e-3;
/** A folder that has it installed; by default it is looked for where this project is. */
const FOLDER = process.env.CONVLENS_ONNXRUNTIME_FOLDER ?? path.resolve(__dirname, '../..');

interface OnnxTensor {
  readonly data: Float32Array;
}

/** What is used of onnxruntime-node, which is 290 MB and therefore no dependency. */
interface OnnxRuntime {
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => OnnxTensor;
  readonly InferenceSession: {
    create(model: Uint8Array): Promise<{
      readonly outputNames: readonly string[];
      run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
    }>;
  };
}

function loadRuntime(): OnnxRuntime | undefined {
  try {
    return createRequire(path.join(FOLDER, 'package.json'))('onnxruntime-node') as OnnxRuntime;
  } catch {
    return undefined;
  }
}

function checkSame(found: Float32Array, expected: Float32Array): void {
  const scale = Math.max(...expected.map(Math.abs));
  const error = Math.max(...expected.map((value, i) => Math.abs(value - found[i]!))) / scale;
  if (found.length !== expected.length || !(error <= MAX_RELATIVE_ERROR))
    throw new Error(`onnxruntime gives another result: it is ${error} off.`);
}

/** @param input channels last, batch of one */
async function compareModel(
  name: string,
  model: tf.LayersModel,
  input: tf.Tensor,
  { Tensor, InferenceSession }: OnnxRuntime,
) {
  const session = await InferenceSession.create(await writeOnnxModel(listSteps(tf, model).steps));
  const first = input.transpose([0, 3, 1, 2]);
  const picture = new Tensor('float32', (await first.data()) as Float32Array, first.shape);
  first.dispose();
  const runOnnx = async () => (await session.run({ picture }))[session.outputNames[0]!]!.data;
  const predict = async () => {
    const output = model.predict(input) as tf.Tensor;
    const values = (await output.data()) as Float32Array;
    output.dispose();
    return values;
  };
  // the first of both is a warm-up, too
  checkSame(await runOnnx(), await predict());
  const rounds: { readonly wasm: number; readonly onnx: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push({ wasm: await time(predict), onnx: await time(runOnnx) });
  const ratio = median(rounds.map(({ wasm, onnx }) => wasm / onnx));
  printRatio(`${name}: TensorFlow.js on wasm / onnxruntime on the CPU, the same result`, ratio, 'to be known');
  printTime(`${name} in onnxruntime on the CPU`, median(rounds.map(({ onnx }) => onnx)));
}

export async function benchmarkOnnx(): Promise<void> {
  const runtime = loadRuntime();
  if (!runtime) {
    console.log('Not compared with onnxruntime: npm install --no-save --ignore-scripts onnxruntime-node installs it.');
    return;
  }
  const file = path.resolve(__dirname, '../../media/samples/scene.png');
  const { values, shape } = makeInput(await readPicture(file), [null, 224, 224, 3]);
  const input = tf.tensor(values, [...shape]);
  for (const [name, makeModel] of Object.entries({ 'ResNet-50': resNet50, 'VGG-16': vgg16 })) {
    const model = makeModel();
    await compareModel(name, model, input, runtime);
    model.dispose();
  }
  input.dispose();
}
