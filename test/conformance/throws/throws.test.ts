// Every `throw` of tfjs-layers: a model that causes it, of which ConvLens says the same at the place to blame; or why none does.

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it, vi } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { checkModels, expectAsRunning } from '../../analyser/tensorflow/runModel';
import { filesOf, hostOf } from '../../support/annotatedSource';
import { runSource } from '../../support/runSource';
import { CONFIGURATIONS } from './configurations';
import { CONTAINERS } from './containers';
import { CONVOLUTIONS } from './convolutions';
import { LAYERS } from './layers';
import { CORE } from './core';
import { MERGES } from './merges';
import { RECURRENT } from './recurrent';
import { RUNNING } from './running';
import { SEQUENTIAL } from './sequential';
import { throwStatements } from './throwStatements';
import { TOPOLOGY } from './topology';
import { UNREACHED } from './unreached';
import { WEIGHTS } from './weights';

// What tfjs prints: summaries, warnings.
vi.spyOn(console, 'log').mockImplementation(() => undefined);
vi.spyOn(console, 'warn').mockImplementation(() => undefined);

const TABLES = [CONVOLUTIONS, LAYERS, CONFIGURATIONS, MERGES, RECURRENT, TOPOLOGY, WEIGHTS, SEQUENTIAL, CONTAINERS];
const ROWS = TABLES.flatMap((table) => Object.entries(table));
const STATEMENTS = throwStatements();

describe('the table of throws', () => {
  const caused = ROWS.map(([where]) => where);
  const unreached = Object.values(UNREACHED).flat();

  it('has each throw of the installed tfjs-layers, either with a model or with a reason', () => {
    const named = (names: readonly string[], id: string): boolean => names.some((name) => id.startsWith(name));
    const wrong = STATEMENTS.filter(({ id }) => named(caused, id) === named(unreached, id));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('has nothing else', () => {
    const gone = [...caused, ...unreached].filter((name) => !STATEMENTS.some(({ id }) => id.startsWith(name)));
    expect(gone).toEqual([]);
  });
});

describe.each(ROWS)('%s', (where, texts) => {
  it.each([texts].flat())('%#', async (text) => {
    const thrown = await expectAsRunning(text);
    const patterns = STATEMENTS.filter(({ id }) => id.startsWith(where)).map(({ pattern }) => pattern);
    expect(
      patterns.some((pattern) => pattern.test(thrown ?? '')),
      thrown,
    ).toBe(true);
  });
});

describe('what others throw', () => {
  checkModels(CORE);
});

describe('nothing is said about models that run', () => {
  it.each(Object.entries(RUNNING))('%s', async (_title, text) => {
    await runSource(filesOf(text), { tf });
    const files = new Map([['/project/model.ts', `import * as tf from '@tensorflow/tfjs';\n${text}`]]);
    const { findings } = createAnalyser(hostOf(files)).analyse('/project/model.ts');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
