// Which layers of a model a place in a file means.

import type { Application, SourceRange } from '../analyser/index';

/** The layers of the smallest layer call around an offset; in none, those that the smallest call around it made. */
export function layersAt(applications: Iterable<Application>, file: string, offset: number): Application[] {
  const holds = (range: SourceRange): boolean => range.file === file && range.start <= offset && offset <= range.end;
  let found: { readonly length: number; readonly applications: Application[] } | undefined;
  for (const application of applications) {
    const { call, path } = application.layer;
    const around = [call, application.call].filter(holds);
    const ranges = around.length > 0 ? around : path.filter(holds);
    if (ranges.length === 0) continue;
    const length = Math.min(...ranges.map(({ start, end }) => end - start));
    if (!found || length < found.length) found = { length, applications: [] };
    if (length === found.length) found.applications.push(application);
  }
  return found?.applications ?? [];
}
