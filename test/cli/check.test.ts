// `convlens check`: what it looks at, what fails, and its forms of output.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonCheck } from '../../src/cli/check/jsonReport';
import { runCommandLine } from '../../src/cli/commandLine';
import { findInstallation, type Installation } from '../../src/cli/installation';

const installation = findInstallation(__dirname);
const before = process.cwd();
const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-check-'));

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";
/** 100 parameters, 90 multiply-adds. */
const DENSE = 'tf.sequential({ layers: [tf.layers.dense({ inputShape: [9], units: 10 })] })';
const SMALL = `${IMPORT}export const small = ${DENSE};\n`;
/** Its 7×7 window can be two of 5×5 or three of 3×3: large-kernel. */
const ADVISED = `${IMPORT}const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [64, 64, 16], filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }));
model.add(tf.layers.conv2d({ filters: 16, kernelSize: 7, padding: 'same', activation: 'relu' }));
model.add(tf.layers.globalAveragePooling2d({}));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
`;
const BROKEN = `${IMPORT}const model = tf.sequential();
model.add(tf.layers.dense({ units: 10 }));
`;

beforeAll(() => process.chdir(folder));

beforeEach(() => {
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
});

afterAll(() => {
  process.chdir(before);
  fs.rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | object>>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

async function check(...args: string[]): Promise<Outcome> {
  return checkAs(installation, ...args);
}

async function checkAs(as: Installation, ...args: string[]): Promise<Outcome> {
  let out = '';
  let error = '';
  const terminal = { out: (text: string) => void (out += text), error: (text: string) => void (error += text) };
  return { exitCode: await runCommandLine(['check', ...args], terminal, as), out, error };
}

async function json(...args: string[]): Promise<JsonCheck> {
  return JSON.parse((await check(...args, '--json')).out) as JsonCheck;
}

/** `file rule severity` of all that is found. */
async function found(...args: string[]): Promise<string[]> {
  const { files } = await json(...args);
  return files.flatMap(({ file, findings }) => findings.map(({ rule, severity }) => `${file} ${rule} ${severity}`));
}

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

describe('the configuration', () => {
  it('sets severities and budgets, for all, by file and by model', async () => {
    write({
      'convlens.config.json': {
        exclude: ['*.test.ts'],
        rules: { 'large-kernel': 'error' },
        budgets: [
          { budget: 'macs<90' },
          { files: 'phone/**', budget: 'params<99' },
          { models: ['small'], budget: 'memory<9B' },
        ],
      },
      'phone/big.ts': `${IMPORT}const big = ${DENSE};`,
      'phone/big.test.ts': BROKEN,
      'small.ts': SMALL,
      'advised.ts': ADVISED,
    });
    const { files } = await json();
    const limits = files.map(({ file, findings }) => [file, findings.map(({ limit, rule }) => limit ?? rule)]);
    expect(limits).toEqual([
      ['advised.ts', expect.arrayContaining(['large-kernel', 'macs<90'])],
      ['phone/big.ts', ['macs<90', 'params<99']],
      ['small.ts', ['macs<90', 'memory<9B']],
    ]);
    expect(await found('advised.ts')).toContain('advised.ts large-kernel error');
    expect(await found('phone/big.test.ts')).toContain('phone/big.test.ts tfjs-error error');
  });

  it('is found upwards, or named; paths are relative to it', async () => {
    write({
      'convlens.config.json': { budgets: [{ files: 'sub/small.ts', budget: 'params<9' }] },
      'other.json': { rules: {} },
      'sub/small.ts': SMALL,
    });
    process.chdir(path.join(folder, 'sub'));
    try {
      expect(await found('small.ts')).toEqual(['small.ts budget error']);
      expect(await found('small.ts', '--config', '../other.json')).toEqual([]);
    } finally {
      process.chdir(folder);
    }
  });

  it('turns rules on and off', async () => {
    write({ 'advised.ts': ADVISED, 'convlens.config.json': { rules: { 'large-kernel': 'off' } } });
    expect((await found()).filter((one) => one.includes('large-kernel'))).toEqual([]);
    const page = fs.readFileSync(
      path.join(installation.folder, 'docs', 'rules', 'maximum-before-classifier.md'),
      'utf8',
    );
    const [, bad = ''] = /```ts\n([^]*?)```/.exec(page) ?? [];
    write({ 'advised.ts': bad, 'convlens.config.json': {} });
    expect((await found()).filter((one) => one.includes('maximum'))).toEqual([]);
    write({ 'convlens.config.json': { rules: { 'maximum-before-classifier': 'warning' } } });
    expect(await found()).toContain('advised.ts maximum-before-classifier warning');
  });
});

describe('the output', () => {
  it('is for people, by file', async () => {
    write({ 'a.ts': SMALL, 'b.ts': SMALL.replace('export', '/** @convlens budget params<9 */\nexport'), 'c.ts': '' });
    const { out, error } = await check();
    expect(error).toBe('');
    expect(out).toBe(`a.ts
  small: 100 params · 90 MACs

b.ts
  small: 100 params · 90 MACs
  3:22  error  budget  100 parameters, 91 more than the budget params<9 allows.
                       Most is held by dense_Dense1 100 (100 %).

✖ 1 finding in 2 models of 3 files: 1 error; 1 limit exceeded
`);
    expect((await check('a.ts')).out).toMatch(/\n✔ nothing found in 1 model of 1 file\n$/);
  });

  it('tells models of one name apart by their lines', async () => {
    write({
      'a.ts': `${IMPORT}const a = () => {\n  const net = ${DENSE};\n};\nconst b = () => {\n  const net = ${DENSE};\n};\n`,
    });
    expect((await check()).out).toContain(
      '  net (line 3): 100 params · 90 MACs\n  net (line 6): 100 params · 90 MACs\n',
    );
  });

  it('has the models in the order of their lines', async () => {
    write({ 'a.ts': `${IMPORT}const build = () => {\n  const inner = ${DENSE};\n};\nconst last = ${DENSE};\n` });
    expect((await check()).out).toMatch(/inner: .*\n {2}last: /);
    expect((await json()).files[0]?.models.map(({ name }) => name)).toEqual(['inner', 'last']);
  });

  it('tells of patterns and models of the configuration that are for nothing', async () => {
    write({
      'convlens.config.json': {
        include: ['*.ts', 'srcs/**'],
        budgets: [
          { files: 'phone/**', budget: 'params<9' },
          { models: ['smal', 'small'], budget: 'macs<999' },
        ],
      },
      'small.ts': SMALL,
    });
    const { exitCode, error } = await check();
    expect(exitCode).toBe(0);
    expect(error.split('\n')).toEqual([
      'convlens: convlens.config.json: "include": no file matches "srcs/**"',
      'convlens: convlens.config.json: "budgets": no file matches "phone/**"',
      'convlens: convlens.config.json: "budgets": no model is called "smal"',
      '',
    ]);
    expect((await check('small.ts')).error).toBe('');
  });

  it('is JSON with a version', async () => {
    write({ 'advised.ts': ADVISED });
    const report = await json();
    expect(report).toMatchObject({
      version: 1,
      failed: false,
      counts: { files: 1, models: 1, error: 0, exceeded: 0 },
      files: [{ file: 'advised.ts', models: [{ name: 'model', line: 2, totals: { params: 15050 } }] }],
    });
    const finding = report.files[0]?.findings.find(({ rule }) => rule === 'large-kernel');
    expect(finding).toMatchObject({ severity: 'info', line: 4, endLine: 4, failing: false });
    expect(finding?.fixes[0]).toMatchObject({ title: expect.any(String) as string, receptiveField: 0 });
    expect(finding?.fixes[0]?.params).toBeLessThan(0);
  });

  it('is annotations for GitHub', async () => {
    write({ 'src/b.ts': SMALL.replace('export', '/** @convlens budget params<9 */\nexport') });
    for (const option of ['--github', '--format=github']) {
      expect((await check('.', option)).out.split('\n')).toEqual([
        '::error file=src/b.ts,line=3,endLine=3,col=22,endColumn=98,title=ConvLens budget::' +
          '100 parameters, 91 more than the budget params<9 allows.%0AMost is held by dense_Dense1 100 (100 %25).',
        '✖ 1 finding in 1 model of 1 file: 1 error; 1 limit exceeded',
        '',
      ]);
    }
  });
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly informationUri?: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
          readonly help: { readonly text: string; readonly markdown?: string };
          readonly helpUri?: string;
          readonly defaultConfiguration: { readonly level: string };
        }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
        };
      }[];
      readonly fixes?: readonly {
        readonly description: { readonly text: string };
        readonly artifactChanges: readonly {
          readonly artifactLocation: { readonly uri: string };
          readonly replacements: readonly {
            readonly deletedRegion: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
            readonly insertedContent?: { readonly text: string };
          }[];
        }[];
      }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

describe('SARIF', () => {
  const sarif = async (...args: string[]): Promise<Sarif['runs'][number]> => {
    const log = JSON.parse((await check(...args, '--sarif')).out) as Sarif;
    expect([log.version, log.runs.length]).toEqual(['2.1.0', 1]);
    return log.runs[0]!;
  };

  it('has what its readers need', async () => {
    write({
      'my nets/a.ts': ADVISED,
      'b.ts': SMALL.replace('export', '/** @convlens budget params<9 */\nexport'),
      'c.ts': BROKEN,
    });
    const { tool, results } = await sarif();
    const { rules } = tool.driver;
    expect(results.map(({ ruleId, ruleIndex }) => [ruleId, rules[ruleIndex]?.id])).toEqual(
      results.map(({ ruleId }) => [ruleId, ruleId]),
    );
    const levels = new Map(results.map(({ ruleId, level }) => [ruleId, level]));
    expect(['budget', 'large-kernel', 'tfjs-error'].map((id) => levels.get(id))).toEqual(['error', 'note', 'error']);
    const largeKernel = rules.find(({ id }) => id === 'large-kernel');
    expect(largeKernel?.shortDescription.text).toMatch(/^\p{Lu}[^\n]+\.$/u);
    expect(largeKernel?.help.markdown).toContain('# large-kernel');
    // Where the documentation has no address the pages stand in the report, without links to files.
    expect(rules.every(({ help }) => help.markdown !== undefined && !/\]\([\w./]+\.md\)/.test(help.markdown))).toBe(
      true,
    );
    expect(largeKernel?.defaultConfiguration).toEqual({ level: 'note' });
    for (const { message, locations, partialFingerprints } of results) {
      expect(message.text).not.toBe('');
      expect(locations).toHaveLength(1);
      const { artifactLocation, region } = locations[0]!.physicalLocation;
      expect(['my%20nets/a.ts', 'b.ts', 'c.ts']).toContain(artifactLocation.uri);
      expect(Math.min(...Object.values(region))).toBeGreaterThan(0);
      expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    }
  });

  it('has fixes that do what they say', async () => {
    write({ 'a.ts': ADVISED });
    const { results } = await sarif();
    const fix = results.find(({ ruleId }) => ruleId === 'large-kernel')?.fixes?.[0];
    expect(fix?.artifactChanges.map(({ artifactLocation }) => artifactLocation.uri)).toEqual(['a.ts']);
    let text = ADVISED;
    const offsetOf = (line: number, column: number): number =>
      ADVISED.split('\n')
        .slice(0, line - 1)
        .reduce((sum, { length }) => sum + length + 1, 0) +
      column -
      1;
    for (const { deletedRegion: region, insertedContent } of [
      ...(fix?.artifactChanges[0]?.replacements ?? []),
    ].reverse()) {
      const [start, end] = [offsetOf(region.startLine, region.startColumn), offsetOf(region.endLine, region.endColumn)];
      text = text.slice(0, start) + (insertedContent?.text ?? '') + text.slice(end);
    }
    write({ 'a.ts': text });
    expect((await found()).filter((one) => /large-kernel|tfjs-error/.test(one))).toEqual([]);
  });

  it('keeps its fingerprints when lines move, and gives equal lines different ones', async () => {
    const text = `${IMPORT}/** @convlens budget params<9 */\nfunction build() {\n  return ${DENSE};\n}\n`;
    write({ 'a.ts': `${text}${text.replace(IMPORT, '').replace('build', 'other')}` });
    const first = (await sarif()).results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]);
    expect(new Set(first).size).toBe(2);
    write({ 'a.ts': `// moved\n\n${text}${text.replace(IMPORT, '').replace('build', 'other')}` });
    const second = (await sarif()).results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]);
    expect(second).toEqual(first);
  });

  it('links to the documentation where it is on the web', async () => {
    write({ 'a.ts': ADVISED, 'c.ts': BROKEN });
    const { out } = await checkAs({ ...installation, homepage: 'https://example.org/convlens' }, '--sarif');
    const { driver } = (JSON.parse(out) as Sarif).runs[0]!.tool;
    expect(driver.informationUri).toBe('https://example.org/convlens');
    expect(driver.rules.find(({ id }) => id === 'large-kernel')?.helpUri).toBe(
      'https://example.org/convlens/docs/rules/large-kernel.md',
    );
    expect(driver.rules.find(({ id }) => id === 'tfjs-error')?.helpUri).toBe(
      'https://example.org/convlens/docs/check.md',
    );
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
    fs.mkdirSync(path.join(folder, 'empty'));
    const { exitCode, out, error } = await check(...args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(error).toMatch(message);
    expect(error).toMatch(/^convlens: [^\n]+\n$/);
  });
});
