// What a rule of the table of kernels gets and gives: forms of tensors, no values.

import type { TensorFlow } from '../../tensorFlow';

export type DataType = 'float32' | 'int32' | 'bool';

/** What is known of a tensor without its values. */
export interface TensorForm {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

export interface FormCall {
  readonly tf: TensorFlow;
  /** Those that are left out are undefined or null. Kernels of any number of inputs get a list. */
  readonly inputs: Readonly<Record<string, TensorForm | null | undefined>> | readonly TensorForm[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What the kernel gives: one form for each output, as the cpu backend of TensorFlow.js 4.22 has them. */
export type OutputRule = (call: FormCall) => readonly TensorForm[];

export type OutputRules = Readonly<Record<string, OutputRule>>;

export function inputOf({ inputs }: FormCall, name: string): TensorForm {
  const form = (inputs as Readonly<Record<string, TensorForm | null | undefined>>)[name];
  if (!form) throw new Error(`the input "${name}" is missing`);
  return form;
}

/** The inputs of a kernel that takes any number of them. */
export function inputList({ inputs }: FormCall): readonly TensorForm[] {
  return Array.isArray(inputs) ? (inputs as readonly TensorForm[]) : [];
}

/** The kernel's attributes, whose types TensorFlow.js has checked when its operation was called. */
export function attributesOf<Attributes>({ attributes }: FormCall): Attributes {
  return attributes as Attributes;
}

/** The same rule for kernels that differ in what they compute only. */
export function forAll(kernelNames: readonly string[], rule: OutputRule): OutputRules {
  return Object.fromEntries(kernelNames.map((name) => [name, rule]));
}

export function sameAs(inputName: string, dtype?: DataType): OutputRule {
  return (call) => {
    const form = inputOf(call, inputName);
    return [{ shape: form.shape, dtype: dtype ?? form.dtype }];
  };
}

/** TensorFlow.js's functions take arrays that they may change. */
export function copyOf(shape: readonly number[]): number[] {
  return [...shape];
}
