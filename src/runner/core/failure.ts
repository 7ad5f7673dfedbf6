// What goes wrong in a run and is the user's to know: one clear sentence, and details for the output channel.

import type { ParameterFault, RunnerFailure } from '../../protocol/runner';
import type { Layer } from './tensorFlow';

/** Thrown inside the runner where the message is already the one to show. */
export class RunError extends Error implements RunnerFailure {
  override readonly name = 'RunError';

  constructor(
    message: string,
    readonly detail = '',
    /** The device that computes is at fault: on another one the same may succeed. */
    readonly isOfDevice = false,
    /** The values that the model's function was given are at fault. */
    readonly parameters?: ParameterFault,
  ) {
    super(message);
  }
}

/** A layer of the model failed when it was run. */
export class LayerFailure extends RunError {
  constructor(
    readonly layer: Layer,
    thrown: unknown,
  ) {
    const what = `Layer "${layer.name}" (${layer.getClassName()}) failed: ${explainMemory(describeThrown(thrown))}`;
    const detail = thrown instanceof Error ? (thrown.stack ?? '') : '';
    super(what, detail, thrown instanceof RunError && thrown.isOfDevice);
  }
}

/** How JavaScript and TensorFlow say that there is no room. */
const noMemory = /Invalid typed array length|Array buffer allocation failed|OOM when allocating|RESOURCE_EXHAUSTED/;

function explainMemory(message: string): string {
  return noMemory.test(message) ? `there is not enough memory for it (${message})` : message;
}

/** The text of anything that can be thrown. */
export function describeThrown(thrown: unknown): string {
  if (thrown instanceof Error) {
    return thrown.message || thrown.name;
  }
  try {
    return String(thrown);
  } catch {
    return 'a value that has no text';
  }
}
