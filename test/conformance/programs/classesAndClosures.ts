// Classes with fields, getters and inheritance; closures; array methods.
import {
  layers,
  model,
  input,
  sequential,
  type SymbolicTensor,
  type LayersModel,
  type Sequential,
} from '@tensorflow/tfjs';

type Step = (x: SymbolicTensor) => SymbolicTensor;

abstract class Builder {
  protected channels = 4;
  constructor(
    protected readonly depth: number,
    private readonly growth = 2,
  ) {}
  abstract block(x: SymbolicTensor): SymbolicTensor;
  get width(): number {
    return this.channels * this.growth;
  }
  build(size: number): LayersModel {
    const image = input({ shape: [size, size, 3] });
    let x = image;
    for (let i = 0; i < this.depth; i++) {
      x = this.block(x);
      this.channels = this.width;
    }
    return model({ inputs: image, outputs: x });
  }
}

class Residual extends Builder {
  static readonly kernels = [3, 1];
  override block(x: SymbolicTensor): SymbolicTensor {
    const path = Residual.kernels.reduce<SymbolicTensor>(
      (y, kernelSize) =>
        layers.conv2d({ filters: this.channels, kernelSize, padding: 'same' }).apply(y) as SymbolicTensor,
      x,
    );
    const shortcut =
      x.shape[3] === this.channels
        ? x
        : (layers.conv2d({ filters: this.channels, kernelSize: 1 }).apply(x) as SymbolicTensor);
    return layers.add().apply([path, shortcut]) as SymbolicTensor;
  }
}

export const residual = new Residual(3).build(16);

const conv =
  (filters: number): Step =>
  (x) =>
    layers.conv2d({ filters, kernelSize: 3 }).apply(x) as SymbolicTensor;
const pipe =
  (...steps: Step[]): Step =>
  (x) =>
    steps.reduce((y, step) => step(y), x);
const start = input({ shape: [28, 28, 1] });
export const piped = model({
  inputs: start,
  outputs: pipe(...[8, 16].map(conv), ...Array.from({ length: 2 }, (_, i) => conv(32 >> i)))(start),
});

class Stack {
  private readonly net: Sequential = sequential({ name: 'stack' });
  #count = 0;
  add(...units: number[]): this {
    units
      .filter((u) => u > 0)
      .forEach((u) => {
        this.net.add(layers.dense({ units: u, ...(this.#count++ === 0 ? { inputShape: [10] } : {}) }));
      });
    return this;
  }
  get result(): Sequential {
    return this.net;
  }
}
export const stack = new Stack().add(12, 0, 8).add(4).result;
