// The analyser's view of the files on disk.

import fs from 'node:fs';
import type { SourceHost } from '../analyser/index';

/** Each file is read once: the command line looks at one moment. */
export class DiskFiles implements SourceHost {
  private readonly texts = new Map<string, string | undefined>();

  readFile(file: string): string | undefined {
    if (!this.texts.has(file)) this.texts.set(file, read(file));
    return this.texts.get(file);
  }
}

function read(file: string): string | undefined {
  try {
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
    const text = fs.readFileSync(file, 'utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch {
    // To the analyser a file that cannot be read is not there; `findSource` has told about the file that was asked for.
    return undefined;
  }
}
