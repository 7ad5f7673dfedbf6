// Runs a piece of TypeScript for real and through the analyser: both must show the same values in the same order.

import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Formula } from '../../../src/analyser/formulas/quantity';
import type { ConfigValue } from '../../../src/analyser/graph/graph';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { Unknown } from '../../../src/analyser/index';
import { filesOf, hostOf } from '../../support/annotatedSource';
import { runSource } from '../../support/runSource';

/** In the analysed text, what is shown is kept in the configuration of a layer. */
const SHOW = "import * as tf from '@tensorflow/tfjs';\nconst show = (value: unknown) => tf.layers.reLU({ value });\n";

/** One test for each text, by its title. */
export function checkSnippets(texts: Readonly<Record<string, string>>): void {
  for (const [title, text] of Object.entries(texts)) it(title, () => expectSameAsRunning(text));
}

/** A text that calls `show(value)` any number of times; other files as in annotated sources. */
async function expectSameAsRunning(text: string): Promise<void> {
  const shown = await run(text);
  expect(shown.length).toBeGreaterThan(0);
  expect(oneLine(analyse(text))).toBe(oneLine(shown));
}

/** One value a line, so that a difference is easy to see. */
function oneLine(values: readonly unknown[]): string {
  return values.map((value) => inspect(value, { breakLength: Infinity, depth: Infinity })).join('\n');
}

/** The values that the analyser reads. */
function analyse(text: string): unknown[] {
  const files = filesOf(text);
  const [[main, content] = ['', '']] = files;
  const { layerCalls, findings } = createAnalyser(hostOf(new Map([...files, [main, SHOW + content]]))).analyse(main);
  // What is shown is no option of that layer: advice says so.
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return layerCalls
    .flatMap(({ readings }) => readings)
    .sort((a, b) => a.layer.order - b.layer.order)
    .map(({ layer }) => plainConfig(layer.config.get('value')));
}

async function run(text: string): Promise<unknown[]> {
  const shown: unknown[] = [];
  await runSource(filesOf(text), { show: (value: unknown) => void shown.push(plain(value)) });
  return shown;
}

/** Arrays and plain objects by value; functions and instances have no counterpart in a configuration. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, plain);
  if (typeof value === 'function') return 'function';
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  }
  return value;
}

function plainConfig(value: ConfigValue): unknown {
  if (value === undefined || value === null || typeof value !== 'object') return value;
  if (value instanceof Unknown) return `? ${value.reason}`;
  if (Array.isArray(value)) return value.map(plainConfig);
  if ('kind' in value && value.kind === 'object') {
    return Object.fromEntries([...value.entries].map(([key, part]) => [key, plainConfig(part)]));
  }
  if (value instanceof Formula) return value.toString();
  return 'description' in value ? value.description.replace(/^a function$/, 'function') : 'unexpected';
}
