// What is shown, and what is logged, of anything that was thrown.

import type { RunnerFailure } from '../../protocol/runner';
import { RunnerError } from '../../runner/runnerClient';

/** `detail` is kept where the runner gave one. */
export function asFailure(error: unknown): RunnerFailure {
  if (!(error instanceof Error)) return { message: String(error), detail: '' };
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : (error.stack ?? '');
  const parameters = error instanceof RunnerError ? error.parameters : undefined;
  return { message: error.message, detail, ...(parameters && { parameters }) };
}
