// tf.spectral and tf.signal: Fourier transforms along the last axis, and the frames that they are taken of.

import { add, floorDivide, multiply, subtract, Unknown, type Quantity } from '../../formulas/quantity';
import { countable, type Shape } from '../../graph/shape';
import { GLOBAL, REARRANGED } from '../../graph/window';
import { toQuantity } from '../../interpreter/values';
import type { OperationCall, OperationTensor } from './operationTensor';

/** tf.spectral.fft and ifft. */
export function fourier(call: OperationCall): OperationTensor {
  return alongLast(call, (length) => length);
}

/** tf.spectral.rfft(x, length): the half of the spectrum that real values have. */
export function realFourier(call: OperationCall): OperationTensor {
  const wanted = call.args[1] === undefined ? undefined : toQuantity(call.args[1]);
  return alongLast(call, (length) => add(floorDivide(wanted ?? length, 2), 1));
}

/** tf.spectral.irfft(x): real values out of half a spectrum. */
export function inverseRealFourier(call: OperationCall): OperationTensor {
  return alongLast(call, (length) => multiply(2, subtract(length, 1)));
}

/** tf.signal.frame(signal, frameLength, frameStep, padEnd). */
export function frame(call: OperationCall): OperationTensor {
  const [, , , padEnd] = call.args;
  const x = call.tensor(0);
  const input = call.tensorShape(0);
  const inputs = x ? [x] : [];
  const length = toQuantity(call.args[1]);
  const step = toQuantity(call.args[2]);
  if (input instanceof Unknown) return call.result(inputs, input);
  if (length === undefined || step === undefined || padEnd === true) {
    return call.result(inputs, call.unknown('the frames are not known'));
  }
  return call.result(inputs, [frameCount(input, length, step), length], REARRANGED);
}

/** tf.signal.stft(signal, frameLength, frameStep, fftLength). */
export function shortTimeFourier(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.tensorShape(0);
  const inputs = x ? [x] : [];
  const [length, step] = [toQuantity(call.args[1]), toQuantity(call.args[2])];
  const size = call.args[3] === undefined || call.args[3] === null ? 'power of two' : toQuantity(call.args[3]);
  if (input instanceof Unknown) return call.result(inputs, input);
  if (length === undefined || step === undefined || size === undefined) {
    return call.result(inputs, call.unknown('the frames are not known'));
  }
  const bins = size === 'power of two' ? enclosingPowerOfTwo(length) : size;
  if (bins === undefined) return call.result(inputs, call.unknown('the length of the frames is not known'));
  return call.result(inputs, [frameCount(input, length, step), add(floorDivide(bins, 2), 1)], GLOBAL);
}

function frameCount(signal: Shape, length: Quantity, step: Quantity): Quantity {
  const samples = countable(signal[0]);
  return add(floorDivide(subtract(samples, length), step), 1);
}

function enclosingPowerOfTwo(length: Quantity): Quantity | undefined {
  return typeof length === 'number' ? 2 ** Math.ceil(Math.log2(length)) : undefined;
}

function alongLast(call: OperationCall, resize: (length: Quantity) => Quantity): OperationTensor {
  const x = call.tensor(0);
  const input = call.tensorShape(0);
  const inputs = x ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  const last = countable(input.at(-1));
  return call.result(inputs, [...input.slice(0, -1), resize(last)], GLOBAL);
}
