// Which model a finding belongs to.

import type { CallPath, FileAnalysis, Finding, ModelReading, SourceRange } from '../analyser/index';

/** The model that it gives advice on; else the model whose layers, uses of layers or own call the finding's range lies in, reached the same way; undefined when there is none. */
export function modelOfFinding(analysis: FileAnalysis, finding: Finding): ModelReading | undefined {
  if (finding.model) return analysis.models.find(({ model }) => model === finding.model);
  const reached = (call: SourceRange, path: CallPath): boolean =>
    touches(call, finding.range) && samePath(path, finding.path);
  return (
    analysis.models.find(({ model }) => model.layers.some((layer) => reached(layer.call, layer.path))) ??
    analysis.models.find(({ model }) =>
      model.layers.some((layer) => layer.applications.some(({ call }) => touches(call, finding.range))),
    ) ??
    analysis.models.find(({ model }) => touches(model.call, finding.range))
  );
}

function touches(outer: SourceRange, inner: SourceRange): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

function samePath(a: CallPath, b: CallPath): boolean {
  const key = (path: CallPath): string => path.map(({ file, start }) => `${file}:${start}`).join('\n');
  return key(a) === key(b);
}
