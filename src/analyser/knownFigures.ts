// Whether reading one more function told anything new: a layer, a model or an error that is not the same as an earlier one.

import { Unknown } from './formulas/quantity';
import type { Shape } from './graph/graph';
import type { LayerObject } from './tensorflow/layerObject';
import type { Session } from './tensorflow/session';

export class KnownFigures {
  private readonly known = new Set<string>();
  private layers = 0;
  private models = 0;
  private errors = 0;

  constructor(private readonly session: Session) {
    this.learn();
  }

  /** Whether something was noted since that is new. */
  hasNews(): boolean {
    return this.texts().some((text) => !this.known.has(text));
  }

  /** What was noted so far is known from now on. */
  learn(): void {
    const { layers, models, errors } = this.session;
    for (const text of this.texts()) this.known.add(text);
    [this.layers, this.models, this.errors] = [layers.length, models.length, errors.length];
  }

  private texts(): string[] {
    const { layers, models, errors } = this.session;
    return [
      ...layers.slice(this.layers).map(textOfLayer),
      ...models
        .slice(this.models)
        .map(({ call, layers: own }) => `${call.file}:${String(call.start)}=${own.map(textOfLayer).join()}`),
      ...errors.slice(this.errors).map(({ message, range }) => `${range.file}:${String(range.start)}!${message}`),
    ];
  }
}

function textOfLayer({ call, uses, weights }: LayerObject): string {
  const outputs = uses.flatMap((use) => use.outputs.map(({ shape }) => textOfShape(shape)));
  const sizes = !weights || weights instanceof Unknown ? [] : weights.map(({ shape }) => textOfShape(shape));
  return `${call.file}:${String(call.start)}:${outputs.join()}:${sizes.join()}`;
}

function textOfShape(shape: Shape | Unknown): string {
  if (shape instanceof Unknown) return '?';
  return `[${shape.map((size) => (size instanceof Unknown ? '?' : String(size))).join()}]`;
}
