// The options that the analyser knows of each factory, against those that TensorFlow.js declares and reads.

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { LAYERS } from '../../src/analyser/layers/table';
import { OPTIONS } from '../../src/analyser/layers/options';

type Factory = keyof typeof OPTIONS;
type Known = { [F in Factory]: (typeof OPTIONS)[F][number] };
/** Without index signatures. */
type NamesOf<T> = keyof { [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K] };
type Declared = { [F in Factory]: NamesOf<NonNullable<Parameters<(typeof tf.layers)[F]>[0]>> };
/** What the types of tfjs declare of a factory and the analyser does not know. */
type Forgotten = { [F in Factory]: Exclude<Declared[F], Known[F]> }[Factory];

/** tfjs declares `spatialDropout1d` with the names of its JSON files, which its constructor does not read. */
type SerializedNames = 'input_shape' | 'batch_input_shape' | 'batch_size' | 'input_dtype';
const none: readonly Exclude<Forgotten, SerializedNames>[] = [];

it('are all that the types declare', () => {
  // What is forgotten is a mistake in the types here.
  const forgotten: readonly never[] = none;
  expect(forgotten).toEqual([]);
});

it('are there for each factory', () => {
  expect(Object.keys(OPTIONS).sort()).toEqual([...new Set([...LAYERS.values()].map(({ factory }) => factory))].sort());
});

const VALUES = {
  ...{ activation: 'relu', filters: 2, kernelSize: 3, poolSize: 2, units: 2, inputDim: 2, outputDim: 2, rate: 0.5 },
  ...{ targetShape: [1], n: 2, dims: [1], stddev: 1, axes: 1, cropping: 1, height: 2, width: 2, factor: 0.5 },
  ...{ numTokens: 2, scale: 1 },
};

/** What some of them need, a layer inside of them above all. */
const needs = (factory: string): Readonly<Record<string, unknown>> => {
  const cell = tf.layers.lstmCell({ units: 2 });
  if (factory === 'rnn') return { cell };
  if (factory === 'stackedRNNCells') return { cells: [cell] };
  if (factory === 'bidirectional') return { layer: tf.layers.lstm({ units: 2 }) };
  if (factory === 'inputLayer') return { inputShape: [4] };
  return factory === 'timeDistributed' ? { layer: tf.layers.dense({ units: 2 }) } : {};
};

describe.each(Object.keys(OPTIONS) as Factory[])('%s', (factory) => {
  it('reads no other option', () => {
    const known: readonly string[] = OPTIONS[factory];
    const values: Record<string, unknown> = Object.fromEntries(
      Object.entries({ ...VALUES, ...needs(factory) }).filter(([name]) => known.includes(name)),
    );
    const read = new Set<string>();
    const note = (name: string | symbol): void => {
      if (typeof name === 'string') read.add(name);
    };
    const watched = new Proxy(values, {
      get: (target, name) => {
        note(name);
        return target[String(name)];
      },
      has: (target, name) => {
        note(name);
        return name in target;
      },
    });
    const make = tf.layers[factory] as unknown as (args: object) => tf.layers.Layer;
    expect(make(watched)).toBeInstanceOf(tf.layers.Layer);
    expect([...read].filter((name) => !known.includes(name))).toEqual([]);
  });
});
