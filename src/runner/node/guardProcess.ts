// Keeps the user's code from ending the runner without a word: `process.exit` and its like throw, training does not start,
// and errors that nobody catches are kept to explain why there is no model.

import type { TensorFlow } from '../core/tensorFlow';
import type { Place, UserPlaces } from './userPlaces';

/** Something the user's code did that stops it from making the model. */
export interface Incident {
  /** What happened, as in "process.exit(1) was called". */
  readonly what: string;
  readonly places: readonly Place[];
  readonly detail: string;
}

export class ExitCalled extends Error {
  override readonly name = 'ExitCalled';

  constructor(readonly incident: Incident) {
    super(incident.what);
  }
}

export interface ProcessGuard {
  /** The first call of `process.exit`, `process.abort` or `process.kill` on the runner. */
  readonly findExit: () => Incident | undefined;
  /** Errors that nobody caught, in order. */
  readonly uncaught: readonly unknown[];
}

export interface GuardOptions {
  readonly userPlaces: UserPlaces;
  readonly onUncaught: (error: unknown) => void;
}

export function guardProcess({ userPlaces, onUncaught }: GuardOptions): ProcessGuard {
  const exits: Incident[] = [];
  const uncaught: unknown[] = [];
  const refuse = (what: string): never => {
    const incident = { what, places: userPlaces.capture(), detail: new Error(what).stack ?? '' };
    exits.push(incident);
    throw new ExitCalled(incident);
  };
  const kill = process.kill.bind(process);
  process.exit = (code) => refuse(`process.exit(${code ?? ''}) was called`);
  process.abort = () => refuse('process.abort() was called');
  process.kill = (pid, signal) =>
    pid === process.pid && signal !== 0 ? refuse('process.kill() was called on the runner') : kill(pid, signal);
  const keep = (error: unknown): void => {
    if (error instanceof ExitCalled) return;
    uncaught.push(error);
    onUncaught(error);
  };
  process.on('uncaughtException', keep);
  process.on('unhandledRejection', keep);
  return { findExit: () => exits[0], uncaught };
}

/**
 * Models are built and run here, not trained: `fit` and `fitDataset` of any model call `onTraining` and never settle, so that
 * the code after them, which wants a trained model, does not run.
 */
export function preventTraining(tf: TensorFlow, onTraining: (method: string) => void): void {
  const prototype = tf.LayersModel.prototype as unknown as Record<string, unknown>;
  for (const method of ['fit', 'fitDataset']) {
    prototype[method] = () => {
      onTraining(method);
      return new Promise(() => undefined);
    };
  }
}
