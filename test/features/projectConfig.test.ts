// convlens.config.json: what it may hold, and what is said where it is wrong.

import { describe, expect, it } from 'vitest';
import { isIncluded, parseProjectConfig } from '../../src/features/projectConfig';

const RULES = ['large-kernel', 'coarse-stem'];
const parse = (config: unknown): ReturnType<typeof parseProjectConfig> =>
  parseProjectConfig(JSON.stringify(config), RULES);

it('reads severities, budgets and patterns', () => {
  const config = parse({
    $schema: 'x',
    include: 'src/**',
    exclude: ['*.test.ts'],
    rules: { 'large-kernel': 'off', 'coarse-stem': 'error' },
    budgets: [{ budget: 'params<5M, macs<1G' }, { budget: 'rf>=9', files: 'src/phone/**', models: ['a', 'b'] }],
  });
  expect(config.rules).toEqual({ 'large-kernel': 'off', 'coarse-stem': 'error' });
  expect(config.budgets.map(({ limits, files, models }) => [limits.map(({ text }) => text), files, models])).toEqual([
    [['params<5M', 'macs<1G'], undefined, undefined],
    [['rf>=9'], ['src/phone/**'], ['a', 'b']],
  ]);
  const paths = ['src/a.ts', 'src/a.test.ts', 'lib/a.ts'];
  expect(paths.filter((path) => isIncluded(config, path))).toEqual(['src/a.ts']);
  expect(paths.filter((path) => isIncluded(parse({}), path))).toEqual(paths);
});

describe('says what is wrong', () => {
  it.each<readonly [unknown, string | RegExp]>([
    [[], 'it is []; it must be an object'],
    [{ bugdets: [] }, 'it has an unknown key "bugdets"; allowed are $schema, include, exclude, rules, budgets'],
    [
      { rules: { 'big-kernel': 'off' } },
      '"rules" has an unknown key "big-kernel"; allowed are large-kernel, coarse-stem',
    ],
    [
      { rules: { 'large-kernel': 'fatal' } },
      'the rule "large-kernel" is "fatal"; allowed are off, hint, info, warning, error',
    ],
    [{ budgets: {} }, '"budgets" is {}; it must be a list'],
    [{ budgets: ['params<3'] }, 'an entry of "budgets" is "params<3"; it must be an object'],
    [{ budgets: [{ limit: 'params<3' }] }, /unknown key "limit"; allowed are budget, files, models/],
    [{ budgets: [{ files: 'src' }] }, /"budget" of an entry of "budgets" is missing/],
    [{ budgets: [{ budget: 'flops<3' }] }, /"budget": A budget cannot limit `flops`, only params, macs, rf/],
    [{ include: [3] }, 'an entry of "include" is 3; it must be a string'],
  ])('in %j', (config, message) => {
    expect(() => parse(config)).toThrow(message);
  });

  it('in what is no JSON', () => {
    expect(() => parseProjectConfig('{ rules', RULES)).toThrow(/^it is not valid JSON: /);
  });
});
