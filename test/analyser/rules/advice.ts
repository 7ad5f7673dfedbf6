// Model texts, what a rule says about them, and what becomes of them when its fix is applied.

import { expect } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import type { FileAnalysis, Finding, ModelReading } from '../../../src/analyser/index';
import { applyEdits, measureEffect, type FixEffect } from '../../../src/features/fixes';
import { modelOfFinding } from '../../../src/features/modelOfFinding';

const FILE = '/project/model.ts';
const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";

/** @param turnedOn a rule to ask though it is off by default */
export function analyse(text: string, turnedOn?: string): FileAnalysis {
  const readFile = (path: string): string | undefined => (path === FILE ? text : undefined);
  return createAnalyser({ readFile }, { rulesTurnedOn: () => (turnedOn ? [turnedOn] : []) }).analyse(FILE);
}

/** The findings of a rule in a text, which must be free of other errors; the import of TensorFlow.js is added where it has none. */
export function adviceOf(rule: string, text: string): Finding[] {
  const { findings } = analyse(withImport(text), rule);
  expect(findings.filter((one) => one.severity === 'error' && one.rule !== rule)).toEqual([]);
  return findings.filter((finding) => finding.rule === rule);
}

/** What each finding underlines. */
export function placesOf(rule: string, text: string): string[] {
  return adviceOf(rule, text).map(({ range }) => withImport(text).slice(range.start, range.end));
}

/** A sequential model, one layer call per line. */
export function sequential(...layers: string[]): string {
  return `${IMPORT}const model = tf.sequential();\n${layers.map((layer) => `model.add(tf.layers.${layer});\n`).join('')}`;
}

export interface Fixed {
  readonly text: string;
  readonly effect: FixEffect;
}

/** Applies a fix of the only finding; what is left must be free of the finding and of errors. */
export function fixOf(rule: string, text: string, title?: string): Fixed {
  const before = analyse(withImport(text), rule);
  const [finding, ...others] = before.findings.filter((one) => one.rule === rule);
  expect(others).toEqual([]);
  const fix = finding?.fixes.find((one) => title === undefined || one.title === title);
  if (!finding || !fix) throw new Error(`no fix ${title ?? ''}: ${JSON.stringify(finding)}`);
  const fixed = applyEdits(withImport(text), fix.edits);
  const after = analyse(fixed, rule);
  expect(after.findings.filter((one) => one.rule === rule || one.severity === 'error')).toEqual([]);
  return { text: fixed, effect: measureEffect(before, after, modelOf(before, finding)) };
}

function modelOf(analysis: FileAnalysis, finding: Finding): ModelReading {
  const found = modelOfFinding(analysis, finding);
  if (!found) throw new Error('the finding belongs to no model');
  return found;
}

function withImport(text: string): string {
  return text.startsWith(IMPORT) ? text : IMPORT + text;
}
