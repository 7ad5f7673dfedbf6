// A program of 1,000 lines with a network in it, as projects have them: loading, preparing, drawing, training.

const LINES = 1000;

const HEAD = `import * as tf from '@tensorflow/tfjs';

const CLASSES = 10;
const SIZE = 64;

/** Three stages of two convolutions each, then a classifier. */
export function buildModel(classes = CLASSES): tf.LayersModel {
  const image = tf.input({ shape: [SIZE, SIZE, 3] });
  let x = image;
  for (const filters of [32, 64, 128]) {
    for (let i = 0; i < 2; i++) {
      x = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false }).apply(x) as tf.SymbolicTensor;
      x = tf.layers.batchNormalization().apply(x) as tf.SymbolicTensor;
      x = tf.layers.reLU().apply(x) as tf.SymbolicTensor;
    }
    x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
  }
  const pooled = tf.layers.globalAveragePooling2d({}).apply(x);
  const probabilities = tf.layers.dense({ units: classes, activation: 'softmax' }).apply(pooled) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: probabilities });
}
`;

const ordinaryCode = (number: number): string => `
export interface Record${number} {
  readonly label: number;
  readonly pixels: Uint8Array;
}

/** Reads the records of one file and leaves out those that are damaged. */
export async function readRecords${number}(url: string, limit = 1000): Promise<Record${number}[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(\`\${url}: \${response.status}\`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const records: Record${number}[] = [];
  for (let offset = 0; offset + SIZE * SIZE < bytes.length && records.length < limit; offset += SIZE * SIZE + 1) {
    const label = bytes[offset];
    const pixels = bytes.subarray(offset + 1, offset + 1 + SIZE * SIZE);
    if (pixels.some((value) => value > 0)) records.push({ label, pixels });
  }
  return records;
}

export function summarise${number}(records: readonly Record${number}[]): Map<number, { count: number; mean: number }> {
  const groups = new Map<number, { count: number; mean: number }>();
  for (const { label, pixels } of records) {
    const group = groups.get(label) ?? { count: 0, mean: 0 };
    group.count += 1;
    group.mean += pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    groups.set(label, group);
  }
  return groups;
}
`;

export function makeLongProgram(): string {
  let text = HEAD;
  for (let number = 1; text.split('\n').length < LINES; number++) text += ordinaryCode(number);
  return text;
}
