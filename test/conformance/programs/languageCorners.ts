// Ternaries, switch, ??, ||, optional chaining, destructuring, enums, generators, async, try, Map, JSON, string methods.
import * as tf from '@tensorflow/tfjs';

enum Kind {
  Conv = 1,
  Pool,
  Dense = 'dense',
}

interface Options {
  filters?: number;
  kernel?: [number, number];
  nested?: { units?: number };
}

const options: Options = JSON.parse('{"filters": 6, "nested": {"units": 7}}') as Options;
const { filters = 4, kernel: [height, width] = [3, 5], ...rest } = options;
const table = new Map<string, number>([['small', 5]]);
table.set('big', 9);

function* sizes(): Generator<number> {
  for (let i = 1; i <= 3; i++) yield i * 4;
}

function make(kind: Kind, shape?: number[]): tf.layers.Layer {
  switch (kind) {
    case Kind.Conv:
      return tf.layers.conv2d({ filters, kernelSize: [height, width], inputShape: shape as [number, number, number] });
    case Kind.Pool:
      return tf.layers.averagePooling2d({ poolSize: [2, 3], strides: 2, padding: 'same' });
    default:
      return tf.layers.dense({ units: rest.nested?.units ?? 3 });
  }
}

export const corners = tf.sequential({
  layers: [make(Kind.Conv, [20, 21, 2]), make(Kind.Pool), tf.layers.flatten(), make(Kind.Dense)],
});
for (const size of sizes()) corners.add(tf.layers.dense({ units: size, useBias: size !== 8 }));
corners.add(
  tf.layers.dense({
    units: (table.get('big') || 1) + (table.get('none') ?? 1),
    name: 'Head Layer'.toLowerCase().replace(' ', '_'),
  }),
);

function checked(units: number): tf.layers.Layer {
  try {
    if (units < 1) throw new Error('too small');
    return tf.layers.dense({ units });
  } catch {
    return tf.layers.dense({ units: 1 });
  } finally {
    table.set('checked', units);
  }
}
corners.add(checked(-3));
corners.add(checked(table.get('checked')! + 5));

async function later(): Promise<tf.Sequential> {
  const units = await Promise.resolve(11);
  return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
}
export const asynchronous = await later();

const image = tf.input({ shape: [8, 8, 4] });
const [batch, h, w, c] = image.shape as [null, number, number, number];
let y = tf.layers.reshape({ targetShape: [h * w, c] }).apply(image) as tf.SymbolicTensor;
label: for (const a of [1, 2, 3]) {
  for (const b of [1, 2]) {
    if (a * b === 4) break label;
    if (a === b) continue;
    y = tf.layers.dense({ units: a + b, name: `d_${a}${b}` }).apply(y) as tf.SymbolicTensor;
  }
}
export const labelled = tf.model({ inputs: image, outputs: batch === null ? y : image });
