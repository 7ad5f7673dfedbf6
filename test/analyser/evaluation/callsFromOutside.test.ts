// The files that import a function tell with what values it is called.

import { describe, expect, it } from 'vitest';
import { shapeText } from '../../../src/analyser/graph/shape';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { Unknown, type Analyser, type FileAnalysis } from '../../../src/analyser/index';

const MODEL = `import * as tf from '@tensorflow/tfjs';

export function build(classes: number, { width = 8, depth }: { width?: number; depth: number }) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: width, inputShape: [4] }));
  for (let i = 1; i < depth; i++) model.add(tf.layers.dense({ units: width }));
  model.add(tf.layers.dense({ units: classes }));
  return model;
}
`;

class Workspace {
  readonly texts: Map<string, string>;
  readonly analyser: Analyser;

  constructor(files: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(files).map(([name, text]) => [`/project/${name}`, text]));
    this.analyser = createAnalyser({
      readFile: (file) => this.texts.get(file),
      importersOf: (file) => [...this.texts.keys()].filter((one) => one !== file),
    });
  }

  analyse(name = 'model.ts'): FileAnalysis {
    return this.analyser.analyse(`/project/${name}`);
  }
}

/** What became of each layer call: \`8,3\` for the units of both its readings. */
function units({ layerCalls }: FileAnalysis): string[] {
  return layerCalls.map(({ readings }) =>
    readings.map(({ outputShape }) => (outputShape instanceof Unknown ? '?' : shapeText(outputShape.slice(1)))).join(),
  );
}

const importing = (body: string): string => `import { build } from './model';\n${body}`;

describe('calls in other files', () => {
  it('give the values of parameters', () => {
    const workspace = new Workspace({ 'model.ts': MODEL, 'main.ts': importing('build(3, { depth: 2 });') });
    expect(units(workspace.analyse())).toEqual(['8', '8', '3']);
    const [model] = workspace.analyse().models;
    expect(model?.factory).toBe('build');
    expect([...(model?.factoryArguments ?? [])]).toEqual([
      ['classes', 3],
      ['depth', 2],
    ]);
    expect(model?.model.path.map(({ file }) => file)).toEqual(['/project/main.ts']);
    expect(workspace.analyse().findings.map(({ rule }) => rule)).not.toContain('open-parameter');
  });

  it('are found in functions too, and through constants of their own imports', () => {
    const workspace = new Workspace({
      'model.ts': MODEL,
      'settings.ts': 'export const labels = ["cat", "dog"];',
      'train.ts': importing(
        `import { labels } from './settings';\nexport async function train() { const model = build(labels.length, { width: 16, depth: 1 }); await model.fit(); }`,
      ),
    });
    expect(units(workspace.analyse())).toEqual(['16', '2']);
  });

  it('show a reading for each call with other values', () => {
    const workspace = new Workspace({
      'model.ts': MODEL,
      'a.ts': importing('build(3, { depth: 1 }); build(3, { depth: 1 });'),
      'b.ts': importing('build(5, { depth: 1 });'),
    });
    expect(units(workspace.analyse())).toEqual(['8,8', '3,5']);
  });

  it('of the program come before those of its tests', () => {
    const test = importing('build(99, { depth: 1 });');
    const workspace = new Workspace({ 'model.ts': MODEL, 'model.test.ts': test });
    expect(units(workspace.analyse())).toEqual(['8', '99']);
    workspace.texts.set('/project/main.ts', importing('build(3, { depth: 1 });'));
    expect(units(workspace.analyse())).toEqual(['8', '3']);
  });

  it('are read again when the calling file changes', () => {
    const workspace = new Workspace({ 'model.ts': MODEL, 'main.ts': importing('build(3, { depth: 1 });') });
    expect(units(workspace.analyse())).toEqual(['8', '3']);
    workspace.texts.set('/project/main.ts', importing('build(7, { depth: 1 });'));
    expect(units(workspace.analyse())).toEqual(['8', '7']);
    workspace.texts.delete('/project/main.ts');
    expect(units(workspace.analyse())[0]).toBe('8');
    expect(units(workspace.analyse()).at(-1)).toBe('classes');
  });

  it('with arguments that are not known leave a symbol', () => {
    const workspace = new Workspace({ 'model.ts': MODEL, 'main.ts': importing('build(ask(), { depth: 1 });') });
    expect(units(workspace.analyse())).toEqual(['8', 'classes']);
  });

  it('give way to values set from outside, and come before those of a comment', () => {
    const annotated = MODEL.replace('export function', '/** @convlens classes=10 depth=1 */\nexport function');
    const workspace = new Workspace({ 'model.ts': annotated, 'main.ts': importing('build(3, { width: 4 });') });
    expect(units(workspace.analyse())).toEqual(['4', '3']);
    const set = createAnalyser(
      { readFile: (file) => workspace.texts.get(file), importersOf: () => ['/project/main.ts'] },
      { values: new Map([['classes', 20]]) },
    );
    expect(units(set.analyse('/project/model.ts'))).toEqual(['4', '20']);
  });

  it('reach constructors and methods', () => {
    const workspace = new Workspace({
      'model.ts': `import * as tf from '@tensorflow/tfjs';
export class Network {
  constructor(private classes: number) {}
  build(size: number) {
    return tf.sequential({ layers: [tf.layers.dense({ units: this.classes, inputShape: [size] })] });
  }
}
`,
      'main.ts': `import { Network } from './model';\nconst network = new Network(6);\nnetwork.build(5);`,
    });
    const [model] = workspace.analyse().models;
    expect(units(workspace.analyse())).toEqual(['6']);
    expect(model?.totals.parameters).toBe(36);
    expect(model?.factory).toBe('Network.build');
  });

  it('do not disturb a file that imports its importer', () => {
    const workspace = new Workspace({
      'model.ts': `import { size } from './main';\n${MODEL.replace('width = 8', 'width = size')}`,
      'main.ts': `export const size = 12;\n${importing('build(3, { depth: 1 });')}`,
    });
    expect(units(workspace.analyse())).toEqual(['12', '3']);
  });

  it('in a file that runs for ever end', () => {
    const workspace = new Workspace({
      'model.ts': MODEL,
      'main.ts': importing('build(3, { depth: 1 });\nlet i = 0;\nwhile (true) i++;'),
    });
    expect(units(workspace.analyse())).toEqual(['8', '3']);
  });
});
