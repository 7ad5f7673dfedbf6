// What the core of TensorFlow.js and JavaScript itself throw in a model definition: the cases that programs meet.

export const CORE: Readonly<Record<string, string>> = {
  'a class registered without a name': `
      class Mean extends tf.layers.Layer {}
      tf.serialization.registerClass(Mean as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Class being registered does not have the static className property def
    `,
  'a class registered with an empty name': `
      class Mean extends tf.layers.Layer {
        static className = '';
      }
      tf.serialization.registerClass(Mean);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Class being registered has an empty-string as its className, which is
    `,
  'a class registered with a name that is none': `
      class Mean extends tf.layers.Layer {
        static className = 7;
      }
      tf.serialization.registerClass(Mean as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: className is required to be a string, but got type number
    `,
  'a layer of a class without a name': `
      class Mean extends tf.layers.Layer {}
      new Mean({}).apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^^ error: Cannot read properties of undefined (reading 'replace')
    `,
  'a weight of open size': `
      tf.layers.dense({ units: 2 }).apply(tf.input({ shape: [null] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Tensor must have a shape comprised of positive integers but got shape
    `,
  'a weight of negative size': `
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 2, inputShape: [-3] }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Tensor must have a shape comprised of positive integers but got shape
    `,
  'a weight of open size in a custom layer': `
      class Mix extends tf.layers.Layer {
        static className = 'Mix';
        override build(shape: tf.Shape) {
          this.addWeight('mix', [shape[1]!, 4], 'float32', tf.initializers.glorotNormal({}));
        }
      }
      new Mix({}).apply(tf.input({ shape: [null] }));
//    ^^^^^^^^^^^ error: Tensor must have a shape comprised of positive integers but got shape
    `,
  'a factory without an argument': `
      tf.layers.conv2d(undefined as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Cannot use 'in' operator to search for 'kernelSize' in undefined
    `,
  'an initializer without an argument': `
      tf.initializers.randomNormal(undefined as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Cannot read properties of undefined (reading 'mean')
    `,
  'a model compiled without an optimizer': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ loss: 'hinge' } as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Cannot read properties of undefined (reading 'minimize')
    `,
};
