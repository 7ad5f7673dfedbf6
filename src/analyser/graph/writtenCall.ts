// How a layer call is written, for edits that keep its names and its formatting. Data only; made by tensorflow/, read by rules/.

import type { SourceRange } from '../formulas/quantity';

export interface WrittenCall {
  /** What is called: `tf.layers.conv2d`; with its `new` for a class. */
  readonly callee: SourceRange;
  /** Between the parentheses. */
  readonly arguments: SourceRange;
  /** The entries of the object literal that is the first argument; undefined where it is no object literal. */
  readonly entries: readonly WrittenEntry[] | undefined;
  /** What holds this layer and nothing else: `model.add(…);`, or an element of a list. */
  readonly holder: WrittenHolder | undefined;
  /** The `.apply(x)` behind the call: the argument. */
  readonly appliedTo: SourceRange | undefined;
  /** The statement of a block that applies it, where nothing in it decides whether it does. */
  readonly statement: WrittenStatement | undefined;
}

export interface WrittenStatement {
  readonly range: SourceRange;
  /** `x` in `x = layer.apply(…)`, `const x = layer.apply(…)`: the variable that takes the output, and nothing else. */
  readonly variable: string | undefined;
  /** Whether the variable is made there. */
  readonly isDeclaration: boolean;
}

export interface WrittenEntry {
  /** undefined for `...spread` and computed names. */
  readonly name: string | undefined;
  readonly range: SourceRange;
  /** undefined where the name stands for the value: `{ filters }`. */
  readonly value: SourceRange | undefined;
  /** Set where the value is a member that its object did not have: `options.clases`, or a constant that was made of it. */
  readonly missing?: MissingMember;
}

export interface MissingMember {
  readonly access: SourceRange;
  /** The name in it. */
  readonly member: SourceRange;
  /** What the object has. */
  readonly instead: readonly string[];
}

export interface WrittenHolder {
  readonly kind: 'statement' | 'element';
  readonly range: SourceRange;
  /** A statement without a block around it: `for (…) model.add(…);` */
  readonly isAlone: boolean;
}

/** The list that a layer is applied to: `[x, y]`. */
export interface WrittenInputs {
  readonly elements: readonly SourceRange[];
  /** Whether its type is said: `[x, y] as tf.SymbolicTensor[]`. */
  readonly isCast: boolean;
}
