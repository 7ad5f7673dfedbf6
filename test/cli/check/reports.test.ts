// What `convlens check` prints: for people, as JSON, as annotations for GitHub.

import { describe, expect, it } from 'vitest';
import { ADVISED, DENSE, IMPORT, SMALL, check, json, useCheckFolder } from './checkFolder';

const { write } = useCheckFolder();

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
