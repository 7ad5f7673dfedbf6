// What a fix would change in a model, told by analysing the files with the fix applied.

import { createAnalyser } from '../analyser/createAnalyser';
import type { FileAnalysis, Fix, GivenValues, ModelReading, SourceHost } from '../analyser/index';
import { applyEdits, measureEffect, type FixEffect } from '../features/fixes';

export function makeEffectOf(before: FileAnalysis, files: SourceHost, values: GivenValues) {
  return (fix: Fix, model: ModelReading): FixEffect => {
    const readFile = (file: string): string | undefined => {
      const text = files.readFile(file);
      const edits = fix.edits.filter(({ range }) => range.file === file);
      return text === undefined ? undefined : applyEdits(text, edits);
    };
    return measureEffect(before, createAnalyser({ ...files, readFile }, { values }).analyse(before.file), model);
  };
}
