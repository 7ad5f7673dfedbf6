// Operations that move whole blocks of positions: into channels, or into the batch.

import { add, divide, multiply, power, subtract, Unknown, type Quantity } from '../../formulas/quantity';
import { countable, type Dimension } from '../../graph/shape';
import { REARRANGED } from '../../graph/window';
import { toQuantity } from '../../interpreter/values';
import type { OperationCall, OperationTensor } from './operationTensor';
import { numbersOf, pairsOf } from './rearrangements';

/** tf.depthToSpace(x, blockSize): channels become positions of a larger picture. */
export function depthToSpace(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.tensorShape(0);
  const inputs = x ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  const block = toQuantity(call.args[1]) ?? call.unknown('the size of a block is not known');
  const [batch = null, height, width, channels] = input;
  const shape = [batch, scaled(height, block), scaled(width, block), divide(countable(channels), power(block, 2))];
  const step = divide(1, block);
  const reach = typeof step === 'number' ? 1 - step : 0;
  const axis = { size: 1 + reach, step, padding: reach };
  return call.result(inputs, shape, { kind: 'sliding', axes: [axis, axis] });
}

/** tf.spaceToBatchND(x, blockShape, paddings): every block gives each of its positions to another sample. */
export function spaceToBatch(call: OperationCall): OperationTensor {
  return moveBlocks(call, (size, block, [before, after]) => divide(add(size, before + after), block), multiply);
}

/** tf.batchToSpaceND(x, blockShape, crops). */
export function batchToSpace(call: OperationCall): OperationTensor {
  return moveBlocks(call, (size, block, [before, after]) => subtract(multiply(size, block), before + after), divide);
}

function moveBlocks(
  call: OperationCall,
  resize: (size: Quantity, block: number, edges: readonly [number, number]) => Quantity,
  resizeBatch: (batch: Quantity, block: number) => Quantity,
): OperationTensor {
  const x = call.tensor(0);
  const inputs = x ? [x] : [];
  const input = call.tensorShape(0);
  const blocks = numbersOf(call.args[1]);
  const edges = pairsOf(call.args[2]);
  if (input instanceof Unknown) return call.result(inputs, input);
  if (!blocks || !edges) return call.result(inputs, call.unknown('the blocks that are moved are not known'));
  const shape = input.map((size, axis): Dimension => {
    const block = blocks[axis - 1];
    if (axis === 0) return size === null ? null : blocks.reduce<Quantity>(resizeBatch, size);
    return block === undefined || size === null ? size : resize(size, block, edges[axis - 1] ?? [0, 0]);
  });
  return call.result(inputs, shape, REARRANGED);
}

function scaled(size: Dimension | undefined, block: Quantity): Dimension {
  return size === null || size === undefined ? null : multiply(size, block);
}
