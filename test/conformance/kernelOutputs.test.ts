// The forms of what kernels give, known before they compute, against what the kernels of the cpu backend give.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { findKernel, replaceKernel } from '../../src/runner/core/completeKernels';
import { describeOutputs, knownKernels, listKernels } from '../../src/runner/core/device/kernelOutputs';
import { callBinary, callUnary } from './kernelCalls/elementwise';
import { callRearrangements } from './kernelCalls/rearrangements';
import { callReductions } from './kernelCalls/reductions';
import { callWindows } from './kernelCalls/windows';

const seen = new Set<string>();
const differences: string[] = [];

/** From now on each kernel that runs is compared. */
beforeAll(async () => {
  await tf.setBackend('cpu');
  for (const name of knownKernels) {
    const original = findKernel(tf, name, 'cpu')!;
    replaceKernel(tf, name, 'cpu', (call) => {
      const given = original(call);
      if (Array.isArray(given) !== listKernels.has(name)) differences.push(`${name} gives a list, or does not`);
      const actual = [given].flat().map(({ shape, dtype }) => ({ shape, dtype }));
      const attributes = (call.attrs ?? {}) as Readonly<Record<string, unknown>>;
      const foretold = describeOutputs(tf, name, { inputs: call.inputs as never, attributes });
      const [wanted, found] = [actual, foretold.map(({ shape, dtype }) => ({ shape, dtype }))].map((forms) =>
        JSON.stringify(forms),
      );
      if (wanted !== found) differences.push(`${name} ${JSON.stringify(call.attrs)}: ${found} is ${wanted}`);
      seen.add(name);
      return given;
    });
  }
});

it.each([
  ['functions of one tensor', callUnary],
  ['functions of two tensors', callBinary],
  ['windows, and the gradients of what slides them', callWindows],
  ['sums, largest values and products', callReductions],
  ['what moves values', callRearrangements],
])('%s', (_, check) => {
  tf.tidy(check);
  expect(differences.splice(0)).toEqual([]);
});

it('every kernel of the table ran', () => {
  expect(knownKernels.filter((name) => !seen.has(name))).toEqual([]);
});
