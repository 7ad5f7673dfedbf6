// Activating the extension loads its own bundle and nothing else: the parser and TensorFlow.js wait until they are needed.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { activationScript } from '../../support/activationScript';

const SCRIPT = activationScript(`
  const path = require('node:path');
  console.log(JSON.stringify(Object.keys(require.cache).map((file) => path.basename(file))));
`);

it('loads the extension alone', () => {
  const extension = path.join(inject('installation'), 'dist', 'extension.js');
  const output = execFileSync(process.execPath, ['-e', SCRIPT, extension], { encoding: 'utf8' });
  expect(JSON.parse(output)).toEqual(['extension.js']);
});
