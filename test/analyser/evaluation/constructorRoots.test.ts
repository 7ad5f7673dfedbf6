// Constructors of classes that nothing makes an instance of.

import { describe, expect, it } from 'vitest';
import { expectReadings } from '../../support/annotatedSource';

const IMPORT = `import * as tf from '@tensorflow/tfjs';`;

describe('a class that is made nowhere', () => {
  it('is read through its constructor, with its defaults and symbols', () => {
    const { models } = expectReadings(`
${IMPORT}
export class Net {
  readonly model: tf.Sequential;
  constructor(classes: number, width = 8) {
    this.model = tf.sequential();
    this.model.add(tf.layers.dense({ inputShape: [4], units: width }));
//                 ^ Dense [null,8] 40
    this.model.add(tf.layers.dense({ units: classes }));
//                 ^ Dense [null,classes] 9·classes
  }
}
`);
    expect(models.map(({ factory }) => factory)).toEqual(['Net']);
  });

  it('is read once where a method needs an instance', () => {
    expectReadings(`
${IMPORT}
export class Net {
  private readonly head: tf.layers.Layer;
  constructor(units = 3) {
    this.head = tf.layers.dense({ units });
//              ^ Dense [null,3] 15
  }
  build() {
    const input = tf.input({ shape: [4] });
//                ^ InputLayer [null,4] 0
    return tf.model({ inputs: input, outputs: this.head.apply(input) as tf.SymbolicTensor });
  }
}
`);
  });

  it('is made for the functions in its fields', () => {
    expectReadings(`
${IMPORT}
export class Page {
  readonly units = 3;
  readonly build = () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: this.units })] });
//                                                ^ Dense [null,3] 15
}
`);
  });

  it('is read through the constructor of a class that extends it', () => {
    expectReadings(`
${IMPORT}
class Base {
  protected readonly model = tf.sequential();
  constructor(units: number) {
    this.model.add(tf.layers.dense({ inputShape: [4], units }));
//                 ^ Dense [null,6] 30
  }
}
export class Net extends Base {
  constructor() {
    super(6);
    this.model.add(tf.layers.dense({ units: 2 }));
//                 ^ Dense [null,2] 14
  }
}
`);
  });
});

describe('a class that others extend', () => {
  it('is read through one of them where it does not work alone', () => {
    expectReadings(`
${IMPORT}
class Base {
  get size() { throw new Error('abstract'); }
  units() { return 0; }
  build() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [this.size], units: this.units() })] });
//                                  ^ Dense [null,5] 25
  }
  small() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: this.units() + 1 })] });
//                                  ^ Dense [null,1] 3
  }
}
class Net extends Base {
  get size() { return 4; }
  units() { return 5; }
}
`);
  });

  it('has symbols for what is abstract in it', () => {
    expectReadings(`
${IMPORT}
abstract class Base {
  protected abstract readonly units: number;
  build() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: this.units })] });
//                                  ^ Dense [null,this.units] 5·this.units
  }
}
`);
  });
});
