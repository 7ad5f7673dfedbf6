// Programs that make a model, as different people would write them: loops, helpers, classes, shared layers, nested models.
// They are plain JavaScript in which `tf` is TensorFlow.js, and end in `return model`.

import { number, positive, type Names } from './expressions';
import { convolutionConfig, spatialLayer } from './layers';
import { Random } from './random';

type Helper = 'block' | 'residual' | 'inception' | 'chain' | 'Net';

/** Where a helper's name is used: what comes of it is the next value of `x`. */
type CallOf = (name: string) => string;

export function randomProgram(seed: number): string {
  return new ProgramWriter(new Random(seed)).write();
}

class ProgramWriter {
  private readonly lines: string[] = [];
  private readonly names: Names = { numbers: [], arrays: [], objects: [] };
  private readonly helpers: Helper[] = [];
  private count = 0;

  constructor(private readonly random: Random) {}

  write(): string {
    this.declareValues();
    this.declareHelpers();
    if (this.random.chance(0.25)) this.writeSequential();
    else this.writeFunctional();
    return this.lines.join('\n');
  }

  private line(text: string): void {
    this.lines.push(text);
  }

  private fresh(prefix: string): string {
    return `${prefix}${String(this.count++)}`;
  }

  private positive(depth = 2): string {
    return positive(this.random, this.names, depth);
  }

  private layer(): string {
    return spatialLayer(this.random, this.names);
  }

  private convolution(filters: string): string {
    return `tf.layers.conv2d(${convolutionConfig(this.random, this.names, filters)})`;
  }

  private declareValues(): void {
    const { random, names } = this;
    for (let i = 0; i < 3; i++) {
      const name = this.fresh('n');
      this.line(`const ${name} = ${this.positive()};`);
      names.numbers.push(name);
    }
    const list = this.fresh('list');
    this.line(`const ${list} = [${[this.positive(1), this.positive(1), this.positive(1)].join(', ')}];`);
    names.arrays.push(list);
    const more = this.fresh('list');
    const other = random.pick([
      `[...${list}, 2]`,
      `${list}.map((v, i) => v + i)`,
      `${list}.slice(1).concat([3])`,
      `${list}.filter((v) => v !== 2).concat(4)`,
      `Array.from({ length: 3 }, (_, i) => 2 + i)`,
      `[...${list}].reverse()`,
    ]);
    this.line(`const ${more} = ${other};`);
    names.arrays.push(more);
    const config = this.fresh('config');
    this.line(`const ${config} = { width: ${this.positive(1)}, nested: { kernel: 3, list: [1, 2] }, name: 'c' };`);
    names.objects.push(config);
    const spread = this.fresh('config');
    this.line(`const ${spread} = { ...${config}, width: ${this.positive(1)} };`);
    names.objects.push(spread);
  }

  private declareHelpers(): void {
    const { random } = this;
    const declare = (helper: Helper, text: string): void => {
      if (!random.chance(0.6)) return;
      this.helpers.push(helper);
      this.line(text);
    };
    declare(
      'block',
      `${random.pick(['function block(x, filters, { kernel = 3, act = true, repeat = 1 } = {}) {', 'const block = (x, filters, { kernel = 1, act = false, repeat = 2 } = {}) => {'])}
  let y = x;
  for (let k = 0; k < repeat; k++) {
    y = tf.layers.conv2d({ filters: filters * (k + 1), kernelSize: kernel, padding: 'same', useBias: !act }).apply(y);
    y = tf.layers.batchNormalization().apply(y);
    if (act) y = tf.layers.reLU().apply(y);
  }
  return y;
};`,
    );
    declare(
      'residual',
      `function residual(x, stride = 1) {
  const channels = x.shape[x.shape.length - 1];
  const filters = stride > 1 ? channels * 2 : channels;
  let y = tf.layers.conv2d({ filters, kernelSize: 3, strides: stride, padding: 'same' }).apply(x);
  y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(y);
  const shortcut = stride === 1 ? x : tf.layers.conv2d({ filters, kernelSize: 1, strides: stride${random.pick([", padding: 'same'", ''])} }).apply(x);
  return tf.layers.add().apply([y, shortcut]);
}`,
    );
    declare(
      'inception',
      `const inception = (x, ...widths) => {
  const branches = widths.map((w, i) => tf.layers.conv2d({ filters: w, kernelSize: 2 * i + 1, padding: 'same' }).apply(x));
  branches.push(tf.layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' }).apply(x));
  return tf.layers.concatenate({ axis: ${random.pick(['-1', '3'])} }).apply(branches);
};`,
    );
    declare('chain', `const chain = (...layers) => (x) => layers.reduce((y, layer) => layer.apply(y), x);`);
    declare(
      'Net',
      `class Net {
  constructor(width = 3) { this.width = width; this.made = 0; }
  get doubled() { return this.width * 2; }
  conv(x, k = 3) { this.made += 1; return tf.layers.conv2d({ filters: this.width + this.made, kernelSize: k, padding: 'same' }).apply(x); }
  wide(x) { return tf.layers.conv2d({ filters: this.doubled, kernelSize: 1 }).apply(x); }
  static make(...args) { return new Net(...args); }
}`,
    );
  }

  private callOf(helper: Helper): CallOf {
    const { random } = this;
    const calls: Record<Helper, CallOf> = {
      block: (x) =>
        `block(${x}, ${this.positive(1)}${random.pick(['', ', {}', ', { kernel: 3 }', `, { act: ${random.pick(['true', 'false'])}, repeat: 2 }`])})`,
      residual: (x) => `residual(${x}${random.pick(['', ', 1', ', 2'])})`,
      inception: (x) =>
        `inception(${x}, ${random.pick([`...${random.pick(this.names.arrays)}`, `${this.positive(1)}, 2`])})`,
      chain: (x) => `chain(${this.layer()}, ${this.layer()})(${x})`,
      Net: (x) =>
        `${random.pick([`new Net(${this.positive(1)})`, 'new Net()', `Net.make(${this.positive(1)})`])}.${random.pick(['conv', 'wide'])}(${x})`,
    };
    return calls[helper];
  }

  private writeSequential(): void {
    const { random } = this;
    this.line('const model = tf.sequential();');
    this.line(`model.add(tf.layers.conv2d({ inputShape: [28, 24, 3], filters: ${this.positive()}, kernelSize: 3 }));`);
    for (let left = random.between(2, 6); left > 0; left--) {
      const list = random.pick(this.names.arrays);
      this.line(
        random.make([
          () => `model.add(${this.layer()});`,
          () => `for (const width of ${list}) model.add(${this.convolution('width')});`,
          () => `[${this.layer()}, ${this.layer()}].forEach((layer) => model.add(layer));`,
        ]),
      );
    }
    this.line(random.pick(['model.add(tf.layers.flatten());', 'model.add(tf.layers.globalAveragePooling2d({}));']));
    this.line(`model.add(tf.layers.dense({ units: ${this.positive()} }));`);
    if (random.chance(0.3)) this.line('model.layers[1].trainable = false;');
    this.line('return model;');
  }

  private writeFunctional(): void {
    const { random } = this;
    const isInFunction = random.chance(0.5);
    const size = `[${String(random.between(14, 40))}, ${String(random.between(14, 40))}, ${String(random.between(1, 4))}]`;
    if (isInFunction) this.line(`function build(size = ${size}) {`);
    this.line(`const image = tf.input({ shape: ${isInFunction ? 'size' : size} });`);
    this.line('let x = image;');
    for (let left = random.between(3, 8); left > 0; left--) this.writeStep(2);
    this.line(
      random.pick([
        'x = tf.layers.flatten().apply(x);',
        'x = tf.layers.globalAveragePooling2d({}).apply(x);',
        'x = tf.layers.reshape({ targetShape: [x.shape[1] * x.shape[2] * x.shape[3]] }).apply(x);',
      ]),
    );
    this.line(`const classes = tf.layers.dense({ units: ${this.positive()}, activation: 'softmax' }).apply(x);`);
    this.line('const model = tf.model({ inputs: image, outputs: classes });');
    if (random.chance(0.2)) this.line('for (const layer of model.layers.slice(0, 3)) layer.trainable = false;');
    this.line('return model;');
    if (isInFunction) this.line('}\nreturn build();');
  }

  /** One or more lines that give `x` its next value. */
  private writeStep(depth: number): void {
    const { random } = this;
    const simple = (): void => this.line(`x = ${this.layer()}.apply(x);`);
    if (depth === 0) {
      simple();
      return;
    }
    const steps: (() => void)[] = [
      simple,
      simple,
      () => this.writeCountedLoop(depth),
      () => this.writeListLoop(depth),
      () => this.writeCondition(depth),
      () => this.writeSwitch(),
      () => this.writeShortcut(),
      () => this.writeSharedLayer(),
      () => this.writeNestedModel(),
      () => this.writeConfigs(),
      ...this.helpers.map((helper) => () => this.line(`x = ${this.callOf(helper)('x')};`)),
    ];
    random.pick(steps)();
  }

  /** Steps that may use one more number. */
  private within(name: string, body: () => void): void {
    this.names.numbers.push(name);
    body();
    this.names.numbers.pop();
  }

  private writeCountedLoop(depth: number): void {
    const counter = this.fresh('i');
    this.line(`for (let ${counter} = 0; ${counter} < ${String(this.random.between(1, 3))}; ${counter}++) {`);
    this.within(counter, () => this.writeStep(depth - 1));
    if (this.random.chance(0.2)) this.line(`if (${counter} === 1) ${this.random.pick(['break', 'continue'])};`);
    this.writeStep(0);
    this.line('}');
  }

  private writeListLoop(depth: number): void {
    const width = this.fresh('width');
    this.line(`for (const ${width} of ${this.random.pick(this.names.arrays)}) {`);
    this.within(width, () => {
      this.line(`x = ${this.convolution(width)}.apply(x);`);
      if (this.random.chance(0.4)) this.writeStep(depth - 1);
    });
    this.line('}');
  }

  private writeCondition(depth: number): void {
    const side = (): string => number(this.random, this.names, 1);
    this.line(`if (${side()} ${this.random.pick(['>', '<', '===', '!==', '>='])} ${side()}) {`);
    this.writeStep(depth - 1);
    this.line('} else {');
    this.writeStep(depth - 1);
    this.line('}');
  }

  private writeSwitch(): void {
    this.line(`switch (${this.positive(1)}) {`);
    for (const value of ['1', '2', '3']) {
      this.line(`case ${value}: x = ${this.layer()}.apply(x);${this.random.pick([' break;', ''])}`);
    }
    this.line(`default: x = ${this.layer()}.apply(x);\n}`);
  }

  private writeShortcut(): void {
    const skip = this.fresh('skip');
    const merge = this.random.pick(['add', 'multiply', 'average', 'maximum', 'concatenate']);
    this.line(`const ${skip} = x;`);
    this.line(`x = tf.layers.conv2d({ filters: ${skip}.shape[3], kernelSize: 3, padding: 'same' }).apply(x);`);
    this.line(`x = tf.layers.${merge}().apply([x, ${skip}]);`);
  }

  private writeSharedLayer(): void {
    const layer = this.fresh('shared');
    this.line(`const ${layer} = tf.layers.conv2d({ filters: x.shape[3], kernelSize: 3, padding: 'same' });`);
    this.line(`for (let t = 0; t < ${String(this.random.between(1, 3))}; t++) x = ${layer}.apply(x);`);
    if (this.random.chance(0.3)) this.line(`${layer}.trainable = false;`);
  }

  private writeNestedModel(): void {
    const inner = this.fresh('inner');
    const first = `tf.layers.conv2d({ filters: ${this.positive(1)}, kernelSize: 3, padding: 'same', inputShape: x.shape.slice(1) })`;
    this.line(`const ${inner} = tf.sequential({ layers: [${first}, tf.layers.reLU()] });`);
    if (this.random.chance(0.4)) this.line(`${inner}.add(tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' }));`);
    if (this.random.chance(0.3)) this.line(`${inner}.trainable = false;`);
    this.line(`x = ${inner}.apply(x);`);
  }

  private writeConfigs(): void {
    const configs = this.fresh('configs');
    this.line(
      `const ${configs} = [{ filters: ${this.positive(1)}, kernelSize: 3 }, { filters: 2, kernelSize: 1, strides: 2 }];`,
    );
    this.line(
      this.random.pick([
        `${configs}.forEach(({ filters, ...rest }, i) => { x = tf.layers.conv2d({ filters: filters + i, padding: 'same', ...rest }).apply(x); });`,
        `for (const [i, { filters, kernelSize, strides = 1 }] of ${configs}.entries()) { x = tf.layers.conv2d({ filters, kernelSize, strides, padding: i > 0 ? 'same' : 'valid' }).apply(x); }`,
        `x = ${configs}.reduce((y, config) => tf.layers.conv2d({ padding: 'same', ...config }).apply(y), x);`,
      ]),
    );
  }
}
