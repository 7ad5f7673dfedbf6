// How fast the extension activates: its bundle is loaded and activate() called in a fresh Node, with a stand-in for VS Code.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { activationScript } from '../support/activationScript';
import { median, printRatio, printTime } from './measure';

const distFolder = path.resolve(__dirname, '../../dist');
const STARTS = 7;

const SCRIPT = activationScript(`
  const activated = performance.now();
  require(process.argv[2]);
  console.log(JSON.stringify({ activation: activated - started, parser: performance.now() - activated }));
`);

interface Times {
  readonly activation: number;
  readonly parser: number;
}

export function benchmarkActivation(): void {
  const files = ['extension.js', 'typescript.js'].map((name) => path.join(distFolder, name));
  const times = Array.from({ length: STARTS }, () => {
    return JSON.parse(execFileSync(process.execPath, ['-e', SCRIPT, ...files], { encoding: 'utf8' })) as Times;
  });
  const activation = median(times.map((time) => time.activation));
  printRatio(
    "activate() / loading TypeScript's parser, which waits",
    activation / median(times.map((time) => time.parser)),
    '< 1',
  );
  printTime('activate(), with its bundle', activation);
}
