// Where ConvLens itself is installed: the folder with package.json, src/networks and dist.

import fs from 'node:fs';
import path from 'node:path';

export interface Installation {
  readonly folder: string;
  readonly version: string;
  /** Where the documentation is on the web. */
  readonly homepage?: string;
}

/** Looks upwards from a file of ConvLens (dist/cli.js, or a source file in tests). */
export function findInstallation(from: string): Installation {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (fs.existsSync(file)) {
      const { version, homepage } = JSON.parse(fs.readFileSync(file, 'utf8')) as Omit<Installation, 'folder'>;
      return { folder, version, ...(homepage === undefined ? {} : { homepage }) };
    }
    if (folder === path.dirname(folder))
      throw new Error(`There is no package.json in ${from} or above: install ConvLens again.`);
  }
}
