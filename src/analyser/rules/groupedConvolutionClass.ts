// The text of a layer class that a fix puts into a user's file: a convolution in groups of channels, with ShuffleNet's shuffle.

export const CLASS_NAME = 'GroupedConv2D';

/**
 * @param tf what the file calls TensorFlow.js
 * @param isTyped whether it is TypeScript
 */
export function defineClass(tf: string, isTyped: boolean): string {
  const typed = (text: string): string => (isTyped ? text : '');
  const override = typed('override ');
  const options = `interface ${CLASS_NAME}Options {
  name?: string;
  inputShape?: ${tf}.Shape;
  batchInputShape?: ${tf}.Shape;
  batchSize?: number;
  dtype?: ${tf}.DataType;
  filters: number;
  kernelSize: number;
  strides?: number;
  padding?: 'same' | 'valid';
  useBias?: boolean;
  kernelInitializer?: string;
  groups: number;
}

`;
  const fields = `  private readonly options: ${CLASS_NAME}Options;
  private kernel?: ${tf}.LayerVariable;
  private bias?: ${tf}.LayerVariable;

`;
  return `${typed(options)}/** Each group of filters sees its own group of channels; the shuffle deals what they give out to all groups (ShuffleNet, 2017). */
class ${CLASS_NAME} extends ${tf}.layers.Layer {
  static className = '${CLASS_NAME}';
${typed(fields) || '\n'}  constructor(options${typed(`: ${CLASS_NAME}Options`)}) {
    super(options);
    this.options = options;
  }

  ${override}build(inputShape${typed(`: ${tf}.Shape`)}) {
    const { filters, kernelSize, groups, useBias = true, kernelInitializer = 'glorotUniform' } = this.options;
    const channels = inputShape[3]${typed(' as number')};
    const initializer = ${tf}.initializers[kernelInitializer${typed(" as 'glorotUniform'")}]({});
    const shape = [kernelSize, kernelSize, channels / groups, filters];
    this.kernel = this.addWeight('kernel', shape, 'float32', initializer);
    if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', ${tf}.initializers.zeros());
    super.build(inputShape);
  }

  ${override}computeOutputShape([batch, height, width]${typed(`: ${tf}.Shape`)}) {
    const { filters, kernelSize, strides = 1, padding = 'valid' } = this.options;
    const lost = padding === 'same' ? 0 : kernelSize - 1;
    const outputSize = (size${typed(': number | null | undefined')}) => (size == null ? null : Math.ceil((size - lost) / strides));
    return [batch${typed(' ?? null')}, outputSize(height), outputSize(width), filters];
  }

  ${override}call(inputs${typed(`: ${tf}.Tensor | ${tf}.Tensor[]`)}) {
    return ${tf}.tidy(() => {
      const { groups, strides = 1, padding = 'valid' } = this.options;
      const x = ${typed('(')}Array.isArray(inputs) ? inputs[0] : inputs${typed(`) as ${tf}.Tensor4D`)};
      const kernels = ${tf}.split${typed(`<${tf}.Tensor4D>`)}(this.kernel${typed('!')}.read(), groups, 3);
      const parts = ${tf}.split${typed(`<${tf}.Tensor4D>`)}(x, groups, 3);
      const outputs = parts.map((part, group) => ${tf}.conv2d(part, kernels[group]${typed('!')}, strides, padding));
      let y${typed(`: ${tf}.Tensor`)} = ${tf}.concat(outputs, 3);
      if (this.bias) y = ${tf}.add(y, this.bias.read());
      const [batch, height, width, channels] = y.shape${typed(' as [number, number, number, number]')};
      const grouped = ${tf}.reshape(y, [batch, height, width, groups, channels / groups]);
      return ${tf}.reshape(${tf}.transpose(grouped, [0, 1, 2, 4, 3]), [batch, height, width, channels]);
    });
  }

  ${override}getConfig() {
    return { ...super.getConfig(), ...this.options };
  }
}

${tf}.serialization.registerClass(${CLASS_NAME});`;
}
