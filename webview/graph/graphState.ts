// What the page keeps over a reload: which model, which blocks are unfolded, and what was in view.

import { parseGraphRestore } from '../../src/protocol/layerGraph';
import type { ModelReference } from '../../src/protocol/modelReference';
import type { View } from './viewport';

export interface KeptState {
  readonly model: ModelReference | undefined;
  /** Ids of the unfolded blocks; undefined before the user chose any. */
  readonly unfolded: readonly string[] | undefined;
  readonly view: View | undefined;
}

export function parseKeptState(value: unknown): KeptState {
  const fields: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const { unfolded } = fields;
  return {
    model: parseGraphRestore(value),
    unfolded: Array.isArray(unfolded) ? unfolded.filter((id) => typeof id === 'string') : undefined,
    view: parseView(fields.view),
  };
}

function parseView(value: unknown): View | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { x, y, scale }: Readonly<Record<string, unknown>> = { ...value };
  const isView = [x, y, scale].every((part) => typeof part === 'number' && Number.isFinite(part));
  return isView ? { x: x as number, y: y as number, scale: scale as number } : undefined;
}
