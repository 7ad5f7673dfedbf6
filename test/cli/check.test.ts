// `convlens check`: what it looks at, what fails, and what it says about bad input.

import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADVISED, BROKEN, DENSE, IMPORT, SMALL, check, found, json, useCheckFolder } from './check/checkFolder';

const folder = useCheckFolder();
const { write } = folder;

describe('what fails', () => {
  it('is an error, and nothing that is less', async () => {
    write({ 'small.ts': SMALL, 'advised.ts': ADVISED, 'broken.ts': BROKEN });
    expect((await check('small.ts')).exitCode).toBe(0);
    expect((await check('advised.ts')).exitCode).toBe(0);
    expect((await check('broken.ts')).exitCode).toBe(1);
  });

  it('is what is as severe as one says', async () => {
    write({ 'advised.ts': ADVISED });
    expect((await check('advised.ts', '--severity', 'warning')).exitCode).toBe(0);
    expect((await check('advised.ts', '--severity', 'info')).exitCode).toBe(1);
  });

  it('is a limit of the command line that is exceeded', async () => {
    write({ 'small.ts': SMALL, 'advised.ts': ADVISED });
    const kept = ['--max-params=100', '--max-macs', '90', '--max-memory', '1kB'];
    expect((await check('small.ts', ...kept)).exitCode).toBe(0);
    expect((await check('small.ts', '--max-params', '99')).exitCode).toBe(1);
    expect((await check('small.ts', '--max-macs', '89')).exitCode).toBe(1);
    expect((await check('small.ts', '--max-memory', '400B')).exitCode).toBe(1);
    expect((await check('advised.ts', '--min-rf', '9')).exitCode).toBe(0);
    expect((await check('advised.ts', '--min-rf', '10')).exitCode).toBe(1);
  });

  it('is a limit of a comment, but not one of which it cannot be told', async () => {
    const open = `${IMPORT}/** @convlens budget params<9 */
export function build(units: number) { return tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units })] }); }`;
    write({ 'over.ts': SMALL.replace('export', '/** @convlens budget params<9 */\nexport'), 'open.ts': open });
    expect((await check('over.ts')).exitCode).toBe(1);
    const { exitCode, out } = await check('open.ts');
    expect(exitCode).toBe(0);
    expect(out).toContain('Whether the budget params<9 is kept depends on units');
    expect((await check('open.ts', '--set', 'units=1')).exitCode).toBe(1);
  });

  it('is a comment that nobody understands: its limit would never be exceeded', async () => {
    write({ 'small.ts': SMALL.replace('export', '/** @convlens budget parms<9 */\nexport') });
    expect((await check('small.ts')).exitCode).toBe(1);
  });
});

describe('what is looked at', () => {
  it('is each source of a folder, but not what is installed, built or hidden', async () => {
    write({
      'a.ts': SMALL,
      'src/b.js': SMALL,
      'src/deep/c.tsx': SMALL,
      'src/types.d.ts': SMALL,
      'src/lib.min.js': SMALL,
      'node_modules/x/d.ts': SMALL,
      'dist/e.js': SMALL,
      '.hidden/f.ts': SMALL,
      'notes.md': SMALL,
    });
    const all = ['a.ts', 'src/b.js', 'src/deep/c.tsx'];
    expect((await json('.')).files.map(({ file }) => file)).toEqual(all);
    expect((await json()).files.map(({ file }) => file)).toEqual(all);
    expect((await json('src', 'a.ts', 'src/b.js')).files.map(({ file }) => file)).toEqual([...all.slice(1), 'a.ts']);
    expect((await json('dist/e.js')).files).toHaveLength(1);
  });

  it('is a classic network by its id', async () => {
    const { files, counts } = await json('shufflenet-g1', 'shufflenet-g8', '--max-params', '2.2M');
    expect(files.map(({ file, models: [model] }) => [file, model?.totals.params])).toMatchObject([
      ['src/networks/shufflenet.ts', expect.any(Number)],
      ['src/networks/shufflenet.ts', expect.any(Number)],
    ]);
    expect(counts).toMatchObject({ files: 2, models: 2, exceeded: 1 });
  });

  it('takes the values of functions from the files that call them', async () => {
    write({
      'net.ts': `${IMPORT}/** @convlens budget params<9 */
export function build(units: number) { return tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units })] }); }`,
      'main.ts': "import { build } from './net';\nconst model = build(10);\nmodel.summary();\n",
    });
    // Told once, where the model is made.
    expect(await found()).toEqual(['net.ts budget error']);
    const { files } = await json('main.ts');
    expect(files[0]?.findings).toMatchObject([{ rule: 'budget', line: 2, column: 15, limit: 'params<9' }]);
  });
});

describe('bad input gets one line on stderr and exit code 2', () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    ['a file that is not there', ['gone.ts'], /gone\.ts: there is no such file/],
    ['a folder without sources', ['empty'], /empty: contains no TypeScript or JavaScript file/],
    [
      'a limit without a number',
      ['--max-params', 'few'],
      /--max-params few: `params<=few`: <= must be followed by a number/,
    ],
    ['a limit with a wrong unit', ['--max-memory', '5Q'], /--max-memory 5Q: .* a number of bytes/],
    ['a severity that is none', ['--severity', 'fatal'], /--severity fatal: choose one of hint, info, warning, error/],
    ['a format that is none', ['--format', 'xml'], /--format xml: choose one of text, json, sarif, github/],
    ['two formats', ['--json', '--sarif'], /choose one/],
    ['a configuration that is not there', ['--config', 'gone.json'], /gone\.json: cannot be read/],
    ['a configuration with an unknown key', ['--config', 'wrong.json'], /wrong\.json: it has an unknown key "bugdets"/],
    ['a value for nothing', ['--set', 'wings=2'], /these 4 files have nothing named wings/],
    ['a value that a call gives', ['called.ts', '--set', 'units=2'], /--set units=2: has no effect: .* passes a value/],
    ['a value for a constant', ['small.ts', '--set', 'small=2'], /--set small=2: has no effect/],
    ['a file that does not parse', ['small.ts', 'broken.ts'], /broken\.ts:3:12: does not parse: Expression expected/],
    [
      'a file without anything',
      ['nothing.ts'],
      /nothing\.ts has no TensorFlow\.js models or layers: nothing was checked/,
    ],
    [
      'patterns that leave nothing',
      ['--config', 'narrow.json'],
      /"include" and "exclude" .* leave out all of its files/,
    ],
  ])('%s', async (_, args, message) => {
    write({
      'small.ts': SMALL,
      'called.ts': `${IMPORT}const build = (units = 3) => ${DENSE.replace('units: 10', 'units')};\nexport const a = build(5);`,
      'broken.ts': `${SMALL}const b = (;\n`,
      'nothing.ts': '',
      'wrong.json': { bugdets: [] },
      'narrow.json': { include: ['srcs/**'] },
    });
    fs.mkdirSync(path.join(folder.path, 'empty'));
    const { exitCode, out, error } = await check(...args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(error).toMatch(message);
    expect(error).toMatch(/^convlens: [^\n]+\n$/);
  });
});
