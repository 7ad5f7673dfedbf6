// What the table says of unknown and symbolic values must hold for every value they may have.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Formula, isUnknown, symbol, Unknown, type Quantity } from '../../../src/analyser/formulas/quantity';
import { substitute } from '../../../src/analyser/formulas/substitute';
import { LayerError, type Shape } from '../../../src/analyser/graph/graph';
import { casesOf, GENERATORS } from '../../conformance/layersCases';
import {
  applyDefinition,
  configValueOf,
  definitionOf,
  Nested,
  type LayerCase,
  type Outcome,
} from '../../conformance/layersRun';

const RUNS = Number(process.env.CONVLENS_CONFORMANCE_CASES ?? 60);
const SEED = 4711;
const HIDDEN = new Unknown('hidden by the test');

/** A `trainable` that is not known counts as true, on purpose; a layer inside another one is not looked into. */
const NEVER_HIDDEN = ['trainable', 'layer', 'cell', 'cells', 'name'];

describe.each(Object.keys(GENERATORS))('%s', (factory) => {
  const cases = casesOf(factory).filter((layerCase) => !hasStrayAxis(layerCase));
  const hidden = fc.tuple(cases, fc.nat(30), fc.nat(30));

  it('is right about what it knows when a value is unknown', () => {
    fc.assert(
      fc.property(hidden, ([layerCase, first, second]) => {
        const certain = run(layerCase, []);
        const partial = run(
          layerCase,
          [first, second].map((at) => ({ at, by: () => HIDDEN })),
        );
        if (partial.error !== undefined) expect(certain.error).toBeDefined();
        else if (certain.error === undefined) {
          expectAgreement(partial, certain, (quantity) => (isUnknown(quantity) ? undefined : quantity));
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('gives formulas that hold for the number behind a symbol', () => {
    fc.assert(
      fc.property(hidden, ([layerCase, first, second]) => {
        const certain = run(layerCase, []);
        const values = new Map<string, Quantity>();
        const name = (value: unknown): unknown => {
          if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) return value;
          const symbolName = `s${values.size}`;
          values.set(symbolName, value);
          return symbol(symbolName);
        };
        const symbolic = run(
          layerCase,
          [first, second].map((at) => ({ at, by: name })),
        );
        if (symbolic.error !== undefined) expect(certain.error).toBeDefined();
        else if (certain.error === undefined) {
          expectAgreement(symbolic, certain, (quantity) => {
            const value = substitute(quantity, values);
            return isUnknown(value) ? undefined : value;
          });
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

/** An axis that the inputs do not have: tfjs answers with a shape of another rank, which nobody needs to foresee. */
function hasStrayAxis({ factory, config, inputs, again = [] }: LayerCase): boolean {
  if (factory === 'dot' && (config?.axes === undefined || config.axes === null)) return true;
  const axes = [config?.axis, config?.axes].flat().filter((axis) => typeof axis === 'number');
  return axes.some((axis) => [...inputs, ...again].some((shape) => axis >= shape.length || axis < -shape.length));
}

interface Hiding {
  readonly at: number;
  readonly by: (value: unknown) => unknown;
}

/** Hides values by their position among all numbers, words and flags of the case. */
function run({ factory, config, inputs, again }: LayerCase, hidings: readonly Hiding[]): Outcome {
  const leafCount = countLeaves([config ?? {}, inputs]);
  let index = 0;
  const hide = (value: unknown): unknown => {
    const hiding = hidings.find(({ at }) => at % Math.max(leafCount, 1) === index);
    index++;
    return hiding ? hiding.by(value) : value;
  };
  const entries = new Map(
    Object.entries(config ?? {}).map(([key, value]) => [
      key,
      configValueOf(NEVER_HIDDEN.includes(key) ? value : mapLeaves(value, hide)),
    ]),
  );
  const shapes = inputs.map((shape) => shape.map((size) => hide(size) as Shape[number]));
  try {
    return applyDefinition(definitionOf(factory), entries, shapes, again);
  } catch (error) {
    if (error instanceof LayerError) return { error: error.message };
    throw error;
  }
}

function countLeaves(value: unknown): number {
  let count = 0;
  mapLeaves(value, (leaf) => {
    count++;
    return leaf;
  });
  return count;
}

function mapLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (value instanceof Nested || value instanceof Formula || value instanceof Unknown) return value;
  if (Array.isArray(value)) return value.map((element) => mapLeaves(element, change));
  if (typeof value !== 'object' || value === null) return change(value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapLeaves(entry, change)]));
}

/** `resolve` answers undefined for a figure that says nothing. */
function expectAgreement(found: Outcome, wanted: Outcome, resolve: (quantity: Quantity) => unknown): void {
  const outputs = found.outputs ?? [];
  if (outputs.some(isUnknown)) return;
  expect(outputs.length).toBe(wanted.outputs?.length);
  outputs.forEach((shape, i) => {
    const wantedShape = wanted.outputs?.[i];
    if (isUnknown(shape) || wantedShape === undefined || isUnknown(wantedShape)) return;
    expect(shape.length).toBe(wantedShape.length);
    shape.forEach((size, axis) => {
      const resolved = size === null ? null : resolve(size);
      if (resolved !== undefined && !isUnknown(wantedShape[axis])) expect(resolved).toEqual(wantedShape[axis]);
    });
  });
  for (const figure of ['parameters', 'trainable'] as const) {
    const resolved = resolve(found[figure] as Quantity);
    if (resolved !== undefined && !isUnknown(wanted[figure])) expect(resolved).toEqual(wanted[figure]);
  }
}
