// What a fix would change in a model, told by analysing the files with the fix applied.

import { createAnalyser } from '../analyser/createAnalyser';
import type { FileAnalysis, Fix, GivenValues, ModelReading } from '../analyser/index';
import { applyEdits, measureEffect, type FixEffect } from '../features/fixes';
import type { DiskFiles } from './diskFiles';

export function makeEffectOf(before: FileAnalysis, files: DiskFiles, values: GivenValues) {
  return (fix: Fix, model: ModelReading): FixEffect => {
    const readFile = (file: string): string | undefined => {
      const text = files.readFile(file);
      const edits = fix.edits.filter(({ range }) => range.file === file);
      return text === undefined ? undefined : applyEdits(text, edits);
    };
    return measureEffect(before, createAnalyser({ readFile }, { values }).analyse(before.file), model);
  };
}
