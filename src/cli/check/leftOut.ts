// What a check did not look at though somebody may believe so: files that cannot be read, patterns that are for nothing.

import { matchesGlob } from '../../features/glob';
import { JsonPlaces } from '../../features/jsonPlaces';
import { CONFIG_FILE_NAME, type ProjectConfig } from '../../features/projectConfig';
import type { DiskFiles } from '../diskFiles';
import { relativeName } from '../findSource';
import { InputError } from '../inputError';
import type { CheckedFile } from './checkFiles';
import type { Targets } from './findTargets';

/** @throws InputError for a text that does not parse, and where there is no layer in any of the files */
export function refuseUnread(checked: readonly CheckedFile[], files: DiskFiles): void {
  const broken = checked.filter(({ analysis }) => (analysis.syntaxErrors ?? []).length > 0);
  const [first, ...others] = broken;
  const [error] = first?.analysis.syntaxErrors ?? [];
  if (first && error) {
    const texts = { textOf: (file: string) => files.readFile(file), nameOf: (file: string) => relativeName(file) };
    const { line, column } = new JsonPlaces(first.source.file, texts).start(error.range);
    const more = others.length === 0 ? '' : ` (and ${others.length} more such file${others.length === 1 ? '' : 's'})`;
    throw new InputError(
      `${first.source.shownName}:${line}:${column}: does not parse: ${error.message.replace(/\.$/, '')}${more}`,
    );
  }
  if (
    checked.some(
      ({ analysis, findings }) => analysis.layerCalls.length > 0 || analysis.models.length > 0 || findings.length > 0,
    )
  )
    return;
  const [only, ...rest] = checked;
  const where = only && rest.length === 0 ? `${only.source.shownName} has` : `the ${checked.length} files have`;
  throw new InputError(`${where} no TensorFlow.js models or layers: nothing was checked`);
}

/** One sentence for each pattern and model of the configuration that is for nothing in the folders. */
export function unmatchedPatterns(
  { include = [], budgets }: ProjectConfig,
  folder: string,
  { walked, isWholeProject }: Targets,
  checked: readonly CheckedFile[],
): readonly string[] {
  if (!isWholeProject) return [];
  const paths = walked.map((file) => relativeName(file, folder));
  const names = new Set(
    checked.flatMap(({ models }) => models.flatMap(({ model, factory = '' }) => [model.name, factory])),
  );
  const isForNothing = (pattern: string): boolean => !paths.some((path) => matchesGlob(path, pattern));
  return [
    ...include.filter(isForNothing).map((pattern) => `"include": no file matches "${pattern}"`),
    ...budgets.flatMap(({ files = [], models = [] }) => [
      ...files.filter(isForNothing).map((pattern) => `"budgets": no file matches "${pattern}"`),
      ...models.filter((name) => !names.has(name)).map((name) => `"budgets": no model is called "${name}"`),
    ]),
  ].map((what) => `${CONFIG_FILE_NAME}: ${what}`);
}
