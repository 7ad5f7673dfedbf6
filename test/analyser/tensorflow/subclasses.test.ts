// Classes of the program that make models, or are models.

import { describe } from 'vitest';
import { checkModels, checkReadings } from './runModel';

describe('classes that make models', () => {
  checkReadings({
    'a class that nothing makes: its constructor calls its methods once': `
      import * as tf from '@tensorflow/tfjs';
      export class Net {
        private readonly model = tf.sequential();
//                               ^ model sequential_1 22 complete
        constructor() {
          this.model.add(tf.layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [2, 2, 1] }));
          this.addHead();
        }
        private addHead(): void {
          this.model.add(tf.layers.flatten());
//                       ^ Flatten [null,8] 0
          this.model.add(tf.layers.dense({ units: 2 }));
//                       ^ Dense [null,2] 18
        }
      }
    `,
    'a class in its own fields, as half-typed text may have it': `
      import * as tf from '@tensorflow/tfjs';
      class Net {
        model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
//                                       ^ Dense [null,2] 8
        twin = new Net();
        build() {
          return tf.layers.flatten();
//               ^ Flatten ?
        }
      }
    `,
  });
  checkModels({
    "a cell of one's own in a recurrent layer": `
      import * as tf from '@tensorflow/tfjs';
      class Cell extends tf.layers.RNNCell {
        static className = 'Cell';
        kernel!: tf.LayerVariable;
        recurrent!: tf.LayerVariable;
        stateSize: number;
        constructor(private readonly units: number) { super({}); this.stateSize = units; }
        build(shape: any) {
          const zeros = tf.initializers.zeros();
          this.kernel = this.addWeight('kernel', [shape[shape.length - 1], this.units], 'float32', zeros);
          this.recurrent = this.addWeight('recurrent', [this.units, this.units], 'float32', zeros);
          this.built = true;
        }
        call([x, h]: any) {
          const next = tf.tanh(tf.add(tf.matMul(x, this.kernel.read()), tf.matMul(h, this.recurrent.read())));
          return [next, next];
        }
      }
      export const model = tf.sequential();
      //                   ^ model model 28 complete
      model.add(tf.layers.rnn({ cell: new Cell(4), inputShape: [5, 3] }));
      //        ^ RNN [null,4] 28
    `,
    'fields, getters, parameter properties': `
      import * as tf from '@tensorflow/tfjs';
      class Net {
        #units = 4;
        static readonly size = 6;
        constructor(private readonly depth: number, readonly width = 2) {}
        get units() { return this.#units * this.width; }
        build(): tf.Sequential {
          const model = tf.sequential();
          for (let i = 0; i < this.depth; i++) model.add(this.layer(i));
          return model;
        }
        private layer(index: number) {
          return tf.layers.dense({ units: this.units + index, ...(index === 0 && { inputShape: [Net.size] }) });
//               ^ Dense [null,8] 56 | Dense [null,9] 81
        }
      }
      export const model = new Net(2).build();
    `,
    'inheritance with super calls': `
      import * as tf from '@tensorflow/tfjs';
      abstract class Base {
        constructor(protected readonly classes: number) {}
        layers(): tf.layers.Layer[] { return [tf.layers.flatten({ inputShape: [2, 2] })]; }
//                                            ^ Flatten [null,4]
        build() { return tf.sequential({ layers: this.layers() }); }
//                       ^ model model 15 complete
      }
      class Wide extends Base {
        override layers() { return [...super.layers(), tf.layers.dense({ units: this.classes })]; }
//                                                     ^ Dense [null,3] 15
      }
      export const model = new Wide(3).build();
    `,
    'extends tf.Sequential': `
      import * as tf from '@tensorflow/tfjs';
      class Classifier extends tf.Sequential {
        constructor(units: number[]) {
          super({ name: 'classifier' });
          units.forEach((u, i) => this.add(tf.layers.dense({ units: u, ...(i === 0 ? { inputShape: [5] } : {}) })));
//                                         ^ Dense [null,4] 24 | Dense [null,2] 10
        }
      }
      export const model = new Classifier([4, 2]);
//                         ^ model classifier 34 complete
    `,
    'extends tf.LayersModel': `
      import * as tf from '@tensorflow/tfjs';
      class Net extends tf.LayersModel {
        constructor(size: number) {
          const x = tf.input({ shape: [size] });
          super({ inputs: x, outputs: tf.layers.dense({ units: 2 }).apply(x) as tf.SymbolicTensor, name: 'net' });
//                                    ^ Dense [null,2] 8
        }
      }
      export const model = new Net(3);
    `,
    'a custom layer with weights': `
      import * as tf from '@tensorflow/tfjs';
      class Scale extends tf.layers.Layer {
        private kernel: tf.LayerVariable | undefined;
        constructor(private readonly groups: number, config = {}) { super(config); }
        override build(shape: tf.Shape) {
          const channels = shape[shape.length - 1] as number;
          this.kernel = this.addWeight('kernel', [channels / this.groups, channels], 'float32', tf.initializers.ones());
          this.addWeight('counter', [1], 'float32', tf.initializers.zeros(), undefined, false);
          this.built = true;
        }
        override computeOutputShape(shape: tf.Shape) { return [...shape.slice(0, -1), this.groups]; }
        static get className() { return 'Scale'; }
      }
      const x = tf.input({ shape: [4, 4, 6] });
      const y = new Scale(2, { name: 'scaled' }).apply(x) as tf.SymbolicTensor;
//              ^ Scale [null,4,4,2] 19
      export const model = tf.model({ inputs: x, outputs: y });
    `,
    'a custom layer in a sequential model': `
      import * as tf from '@tensorflow/tfjs';
      class Lambda extends tf.layers.Layer {
        static className = 'Lambda';
        override call(inputs: tf.Tensor | tf.Tensor[]) { return tf.tidy(() => tf.relu((inputs as tf.Tensor[])[0]!)); }
      }
      export const model = tf.sequential({ layers: [
        tf.layers.dense({ units: 3, inputShape: [2] }),
        new Lambda({}),
//      ^ Lambda [null,3] 0
      ] });
    `,
    'a custom layer that does not say its shape: tfjs takes the input for it, whatever call gives': `
      import * as tf from '@tensorflow/tfjs';
      class Last extends tf.layers.Layer {
        static className = 'Last';
        override call(inputs: tf.Tensor | tf.Tensor[]) { return (inputs as tf.Tensor[])[0]!.slice([0, 0, 0], [-1, 1, -1]); }
      }
      export const model = tf.sequential({ layers: [
        tf.layers.dense({ units: 3, inputShape: [5, 2] }),
        new Last({}),
//      ^ Last [null,5,3] 0
        tf.layers.flatten(),
//      ^ Flatten [null,15] 0
      ] });
    `,
    'a layer made by a static method': `
      import * as tf from '@tensorflow/tfjs';
      class Blocks {
        static conv = (filters: number) => tf.layers.conv2d({ filters, kernelSize: 3 });
//                                         ^ Conv2D [null,4,4,2] 20
        static stack(...filters: number[]) { return filters.map(Blocks.conv); }
      }
      export const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [6, 6, 1] }), ...Blocks.stack(2)] });
    `,
  });
});
