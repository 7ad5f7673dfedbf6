// The model of a classic network among those of its file.

import type { FileAnalysis, ModelReading } from '../analyser/index';

/** @param factory the function that makes it */
export function modelOfFactory({ models }: FileAnalysis, factory: string): ModelReading | undefined {
  return models.find((model) => model.factory === factory) ?? models[0];
}
