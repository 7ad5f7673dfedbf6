// Which files may import which, told by the last parts of their names alone.

const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([^'"\n]+)['"]/g;

/** The last part of an import's specifier or of a file's path, without its extension: `./layers/block.js` → `block`. */
function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
}

/** The stems that a text imports. */
export function importedStems(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(SPECIFIER), ([, specifier = '']) => stemOf(specifier)));
}

/**
 * The files that may import a file, nearest first: by how much of the path they share.
 * @param imported the stems that each file imports
 */
export function likelyImporters(file: string, imported: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const stem = stemOf(file);
  const wanted = stem === 'index' ? [stem, stemOf(file.slice(0, file.lastIndexOf('/')))] : [stem];
  return [...imported]
    .filter(([other, stems]) => other !== file && wanted.some((one) => stems.has(one)))
    .map(([other]) => other)
    .sort((a, b) => sharedLength(b, file) - sharedLength(a, file) || (a < b ? -1 : 1));
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
