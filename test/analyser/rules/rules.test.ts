// Each rule has a file, a test and a page, and its page is true.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathOf, rulePages } from '../../../docs/rulePages';
import { withRuleSettings } from '../../../docs/ruleSettings';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { RULES } from '../../../src/analyser/rules/table';
import { adviceOf, analyse } from './advice';

const ids = RULES.map(({ id }) => id);

describe('the table', () => {
  it('names each file once, in order', () => {
    const files = readdirSync(pathOf('src/analyser/rules')).filter((name) => name.includes('-'));
    expect(files.map((name) => name.replace(/\.ts$/, '')).sort()).toEqual(ids);
  });

  it('has a page for each rule and no others', () => {
    const pages = readdirSync(pathOf('docs/rules')).map((name) => `docs/rules/${name}`);
    expect(pages.sort()).toEqual([...rulePages().keys()].sort());
    expect(readFileSync(pathOf('docs/rules/README.md'), 'utf8')).toBe(rulePages().get('docs/rules/README.md'));
  });

  it('is walked through: each rule is met', () => {
    const walk = readFileSync(pathOf('docs/walk.md'), 'utf8');
    const met = new Set([...walk.matchAll(/\(rules\/([\w-]+)\.md\)/g)].map(([, id]) => id));
    expect([...met].sort()).toEqual(ids);
  });

  it('stands in the settings as `npm run docs` would write it', () => {
    const manifest = readFileSync(pathOf('package.json'), 'utf8');
    expect(manifest).toBe(withRuleSettings(manifest));
  });

  it('is described in the settings by the severity, a sentence and a link to the page', () => {
    const manifest = JSON.parse(readFileSync(pathOf('package.json'), 'utf8')) as Manifest;
    const { properties } = manifest.contributes.configuration.properties['convlens.rules'];
    expect(Object.keys(properties)).toEqual(ids);
    const setting = properties['dense-after-flatten'];
    expect(setting?.default).toBe('info');
    expect(setting?.enum).toContain('off');
    expect(setting?.markdownDescription).toMatch(/^\p{Lu}[^\n]*\. \[More\]\(command:[^)]*dense-after-flatten[^)]*\)$/u);
  });
});

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly 'convlens.rules': {
          readonly properties: Readonly<
            Record<
              string,
              { readonly default: string; readonly enum: readonly string[]; readonly markdownDescription: string }
            >
          >;
        };
      };
    };
  };
}

describe.each(ids)('%s', (id) => {
  it('has a test of its own', () => {
    expect(existsSync(pathOf(`test/analyser/rules/${id}.test.ts`))).toBe(true);
  });

  it('has a page that `npm run docs` would write the same', () => {
    const page = `docs/rules/${id}.md`;
    expect(readFileSync(pathOf(page), 'utf8')).toBe(rulePages().get(page));
  });

  it('finds the bad model of its page, and nothing in the good one', () => {
    const page = readFileSync(pathOf(`docs/rules/${id}.md`), 'utf8');
    const [bad, good] = ['Bad', 'Good'].map((part) => modelUnder(page, part));
    expect(adviceOf(id, bad ?? '')).not.toEqual([]);
    expect(adviceOf(id, good ?? '')).toEqual([]);
    expect(analyse(good ?? '').models.map(({ status }) => status)).toEqual(['complete']);
  });

  it('says what, why and what to do in three lines', () => {
    const page = readFileSync(pathOf(`docs/rules/${id}.md`), 'utf8');
    for (const { message } of adviceOf(id, modelUnder(page, 'Bad'))) {
      const lines = message.split('\n');
      expect(lines).toHaveLength(3);
      expect(lines.every((line) => line.endsWith('.'))).toBe(true);
      expect(message).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

function modelUnder(page: string, heading: string): string {
  const [, text] = new RegExp(`## ${heading}\\n\\n\`\`\`ts\\n([^]*?)\`\`\``).exec(page) ?? [];
  if (text === undefined) throw new Error(`the page has no model under "${heading}"`);
  return text;
}

it('asks a rule that is off by default from the moment that it is turned on', () => {
  const text = `import * as tf from '@tensorflow/tfjs';
    const model = tf.sequential();
    model.add(tf.layers.maxPooling2d({ inputShape: [8, 8, 3], poolSize: 2 }));`;
  let turnedOn: readonly string[] = [];
  const analyser = createAnalyser({ readFile: () => text }, { rulesTurnedOn: () => turnedOn });
  expect(analyser.analyse('model.ts').findings).toEqual([]);
  turnedOn = ['overlapping-pooling'];
  const analysis = analyser.analyse('model.ts');
  expect(analysis.findings.map(({ rule }) => rule)).toEqual(turnedOn);
  expect(analyser.analyse('model.ts')).toBe(analysis);
});

it('gives no advice on what the analysis did not see to its end', () => {
  const text = `import * as tf from '@tensorflow/tfjs';
    const model = tf.sequential();
    model.add(tf.layers.dense({ inputShape: [4], units: 8 }));
    while (model.layers.length > 0) model.add(tf.layers.dense({ units: 8 }));`;
  expect(analyse(text).findings.map(({ rule }) => rule)).toEqual(['analysis-stopped']);
});
