// Every factory of tf.layers against real tfjs: shape, parameters, trainable parameters or error message, case by case.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { REGISTERED_CLASSES } from '../../src/analyser/layers/registeredClasses';
import { LAYERS } from '../../src/analyser/layers/table';
import { casesOf, GENERATORS } from './layersCases';
import { definitionOf, runInTable, runInTfjs } from './layersRun';

const CASES_PER_FACTORY = Number(process.env.CONVLENS_CONFORMANCE_CASES ?? 60);
const SEED = Number(process.env.CONVLENS_CONFORMANCE_SEED ?? 20240607);

/** Exported by tf.layers beside the factories: base classes, and the alias of tf.input. */
const NOT_FACTORIES = ['Layer', 'RNN', 'RNNCell', 'input'];

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await tf.setBackend('cpu');
});

describe('the layer table', () => {
  const factories = Object.keys(tfl.layers).filter((name) => !NOT_FACTORIES.includes(name));

  it('has exactly the factories of tf.layers', () => {
    expect([...LAYERS.keys()].sort()).toEqual(factories.sort());
  });

  it('names the classes as tfjs does', () => {
    const registered = tf.serialization.SerializationMap.getMap().classNameMap;
    for (const [factory, { className }] of LAYERS) expect(registered, factory).toHaveProperty([className]);
  });

  it('knows the names that tfjs registers', () => {
    expect([...REGISTERED_CLASSES].sort()).toEqual(
      Object.keys(tf.serialization.SerializationMap.getMap().classNameMap).sort(),
    );
  });

  it('has cases for every factory', () => {
    const aliases = [...LAYERS].filter(([name, { factory }]) => name !== factory).map(([name]) => name);
    expect(Object.keys(GENERATORS).sort()).toEqual(factories.filter((name) => !aliases.includes(name)).sort());
  });

  it.each(factories)('%s without an argument', (factory) => {
    const input = [null, 4, 4, 3];
    const call = { factory, config: undefined, inputs: [input] };
    const expected = runInTfjs(call);
    const found = runInTable(call);
    if (expected.error !== undefined && found.error !== undefined) {
      expect(withoutName(found.error)).toBe(withoutName(expected.error));
    } else {
      expect(found).toEqual(expected);
    }
  });
});

describe('layers conform to tfjs', () => {
  it.each(Object.keys(GENERATORS))('%s', (factory) => {
    expect(definitionOf(factory).factory).toBe(factory);
    fc.assert(
      fc.property(casesOf(factory), (layerCase) => {
        expect(runInTable(layerCase)).toEqual(runInTfjs(layerCase));
      }),
      { numRuns: CASES_PER_FACTORY, seed: SEED },
    );
  });
});

/** Without a configuration the layer has a name of its own in tfjs. */
function withoutName(message: string): string {
  return message.replace(/layer \w+:/, 'layer:').replace(/Layer \w+ /, 'Layer ');
}
