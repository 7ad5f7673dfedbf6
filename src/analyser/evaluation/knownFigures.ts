// Whether reading one more function told anything new: a layer, a model, an operation or an error that is not the same as before.

import { Unknown, type SourceRange } from '../formulas/quantity';
import type { Shape, Weight } from '../graph/graph';
import type { LayerObject } from '../tensorflow/layerObject';
import type { ModelObject } from '../tensorflow/modelObject';
import type { Session } from '../tensorflow/session';

export class KnownFigures {
  private readonly known = new Set<string>();
  private layers = 0;
  private models = 0;
  private errors = 0;
  private operations = 0;

  constructor(private readonly session: Session) {
    this.learn();
  }

  /** Whether something was noted since that is new. */
  hasNews(): boolean {
    return this.texts().some((text) => !this.known.has(text));
  }

  /** What was noted so far is known from now on. */
  learn(): void {
    const { layers, models, errors, operations } = this.session;
    for (const text of this.texts()) this.known.add(text);
    [this.layers, this.models] = [layers.length, models.length];
    [this.errors, this.operations] = [errors.length, operations.length];
  }

  private texts(): string[] {
    const { layers, models, errors, operations } = this.session;
    return [
      ...layers.slice(this.layers).map(textOfLayer),
      ...models.slice(this.models).map(textOfModel),
      ...errors.slice(this.errors).map(({ message, range }) => `${textOfPlace(range)}!${message}`),
      ...operations
        .slice(this.operations)
        .map(({ call, outputShape }) => `${textOfPlace(call)}~${textOfShape(outputShape)}`),
    ];
  }
}

function textOfModel({ call, layers, compilation }: ModelObject): string {
  return `${textOfPlace(call)}${compilation ? '=' : '-'}${layers.map(textOfLayer).join()}`;
}

function textOfLayer({ call, uses, weights }: LayerObject): string {
  const outputs = uses.flatMap((use) => use.outputs.map(({ shape }) => textOfShape(shape)));
  const ofWeight = ({ shape, trainable }: Weight): string => `${textOfShape(shape)}${trainable === true ? '' : '*'}`;
  const sizes = !weights || weights instanceof Unknown ? [] : weights.map(ofWeight);
  return `${textOfPlace(call)}:${outputs.join()}:${sizes.join()}`;
}

function textOfPlace({ file, start }: SourceRange): string {
  return `${file}:${String(start)}`;
}

function textOfShape(shape: Shape | Unknown): string {
  if (shape instanceof Unknown) return '?';
  return `[${shape.map((size) => (size instanceof Unknown ? '?' : String(size))).join()}]`;
}
