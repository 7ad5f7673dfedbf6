// Which files are worth reading: those that use TensorFlow.js, or import a file of the workspace that does.

import { resolveImport, type SourceHost } from './resolve';

const USES = /tensorflow|\btf\./;
const LOCAL_IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([.@~#/][^'"]*|[^'"]+\/[^'"]*)['"]/g;
/** Imports of imports that are followed. */
const DEEPEST = 4;

/** A quick look at the texts, without parsing: a file that has nothing to do with TensorFlow.js costs next to nothing. */
export function leadsToTensorFlow(file: string, text: string, host: SourceHost): boolean {
  const seen = new Set([file]);
  const leads = (path: string, content: string, depth: number): boolean => {
    if (USES.test(content)) return true;
    if (depth >= DEEPEST) return false;
    for (const [, specifier] of content.matchAll(LOCAL_IMPORT)) {
      const imported = specifier && resolveImport(specifier, path, host, () => undefined);
      if (!imported || seen.has(imported.file)) continue;
      seen.add(imported.file);
      if (leads(imported.file, imported.text, depth + 1)) return true;
    }
    return false;
  };
  return leads(file, text, 0);
}
