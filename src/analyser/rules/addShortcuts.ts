// Writes shortcuts around pairs of convolutions that follow each other in the statements of one variable: residual blocks (ResNet, 2015).

import type { LayerReading, TextEdit } from '../analysis';
import type { Layer } from '../graph/graph';
import { groupBy } from '../graph/groupBy';
import type { WrittenStatement } from '../graph/writtenCall';
import { layersAfter } from './between';
import { calleeWith, quoted, removeEntry, setEntry, typeOfTensors, writtenEntry } from './edits';
import type { InspectedModel } from './inspectedModel';
import { activationOf, sizesOf } from './layerKinds';
import { freeName, textBefore } from './writeLayers';

type Pair = readonly [first: LayerReading, second: LayerReading];

export interface Shortcuts {
  readonly edits: readonly TextEdit[];
  /** The convolutions that get one around them. */
  readonly around: readonly LayerReading[];
}

/**
 * @param stack convolutions, one after the other
 * @param most how many may be left in a row without a shortcut
 * @returns undefined where too many are left: where shapes change, or the source has no such statements
 */
export function addShortcuts(
  model: InspectedModel,
  stack: readonly LayerReading[],
  most: number,
): Shortcuts | undefined {
  const pairs = findPairs(model, stack);
  // What one call makes gets a shortcut each time, or not at all.
  const calls = groupBy(pairs, ([first]) => first.layer.call);
  const fitting = [...calls.values()].filter(([[first, second], ...others]) => {
    const made = model.layers.filter(
      ({ layer }) => layer.call === first.layer.call || layer.call === second.layer.call,
    );
    const isSame = others.every(([, other]) => other.layer.call === second.layer.call);
    return isSame && made.length === 2 * (others.length + 1);
  });
  const around = new Set(fitting.flat(2));
  if (around.size === 0 || longestRun(stack, around) > most) return undefined;
  const names: string[] = [];
  const edits: TextEdit[] = [];
  for (const [[first, second]] of fitting) {
    const written = writeShortcut(model, first.layer, second, names);
    if (!written) return undefined;
    edits.push(...written);
  }
  return { edits, around: [...around] };
}

/** Neighbours that keep the shape together, and whose statements go from and to one variable. */
function findPairs(model: InspectedModel, stack: readonly LayerReading[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < stack.length; index++) {
    const [first, second] = stack.slice(index, index + 2);
    if (!first || !second || !keepShape(first, second) || !areNeighbours(model, first.layer, second.layer)) continue;
    pairs.push([first, second]);
    index++;
  }
  return pairs;
}

function keepShape({ application: first }: LayerReading, { application: second }: LayerReading): boolean {
  const before = sizesOf(first?.inputs[0])?.join();
  return before !== undefined && before === sizesOf(second?.outputs[0])?.join();
}

function areNeighbours(model: InspectedModel, first: Layer, second: Layer): boolean {
  const [before, after] = [first, second].map((layer) => repeatedStatement(model, layer));
  const isSameCall =
    first.path.length === second.path.length && first.path.every((site, index) => site === second.path[index]);
  if (!before || !after || !isSameCall || before.range.file !== after.range.file) return false;
  if (before.variable !== after.variable || before.range.end > after.range.start) return false;
  // No block ends or begins between them.
  return !/[{}]/.test(
    withoutObjects(model.textAt({ ...before.range, start: before.range.end, end: after.range.start })),
  );
}

/** `x = layer.apply(x)` */
function repeatedStatement(model: InspectedModel, { written }: Layer): WrittenStatement | undefined {
  const { statement, appliedTo } = written ?? {};
  const isRepeated =
    statement && appliedTo && !statement.isDeclaration && statement.variable === model.textAt(appliedTo);
  return isRepeated ? statement : undefined;
}

/** Objects in calls are no blocks. */
function withoutObjects(text: string): string {
  return text.replace(/\((?:[^(){}]|\{[^{}]*\})*\)/g, '');
}

function longestRun(stack: readonly LayerReading[], around: ReadonlySet<LayerReading>): number {
  let run = 0;
  let longest = 0;
  for (const reading of stack) {
    run = around.has(reading) ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** The sum comes after the normalisation and before the activation of the second convolution, as in ResNet. */
function writeShortcut(
  model: InspectedModel,
  first: Layer,
  second: LayerReading,
  names: string[],
): readonly TextEdit[] | undefined {
  const { layer } = second;
  const start = repeatedStatement(model, first);
  const [normalization] = layersAfter(model, second).filter(({ factory }) => /normalization$/i.test(factory ?? ''));
  const last = (normalization && repeatedStatement(model, normalization)) ?? repeatedStatement(model, layer);
  const add = calleeWith(model, layer, 'add');
  if (!start?.variable || !last || add === undefined) return undefined;
  const { file } = last.range;
  const { variable } = start;
  const statement = model.textAt(last.range);
  const end = statement.endsWith(';') ? ';' : '';
  const type = typeOfTensors(add, file, model.textOf);
  const isCast = / as [\w.]+;?$/.test(statement);
  const cast = type !== undefined && isCast ? ` as ${type}` : '';
  const list = type !== undefined && !isCast ? ` as ${type}[]` : '';
  const name = freeName(model.textOf(file), 'shortcut', names);
  names.push(name);
  const indent = /^\s*/.exec(textBefore(model, last.range))?.[0] ?? '';
  const applied = (call: string): string => `\n${indent}${variable} = ${call}${cast}${end}`;
  const moved = moveActivation(model, layer, variable);
  if (!moved) return undefined;
  return [
    {
      range: { ...start.range, end: start.range.start },
      newText: `const ${name} = ${variable}${end}\n${/^\s*/.exec(textBefore(model, start.range))?.[0] ?? ''}`,
    },
    ...moved.edits,
    {
      range: { ...last.range, start: last.range.end },
      newText: applied(`${add}().apply([${name}, ${variable}]${list})`) + moved.calls.map(applied).join(''),
    },
  ];
}

/** An activation of the layer itself goes into a layer after the sum. */
function moveActivation(
  model: InspectedModel,
  layer: Layer,
  variable: string,
): { readonly edits: readonly TextEdit[]; readonly calls: readonly string[] } | undefined {
  const own = activationOf(layer);
  if (own === 'linear') return { edits: [], calls: [] };
  const callee = calleeWith(model, layer, 'activation');
  if (own === undefined || callee === undefined) return undefined;
  const written = writtenEntry(layer.written, 'activation');
  const edit = written
    ? removeEntry(layer, 'activation')
    : setEntry(model, layer, 'activation', quoted(model, layer, 'linear'));
  const value = written?.value ? model.textAt(written.value) : quoted(model, layer, own);
  return edit && { edits: [edit], calls: [`${callee}({ activation: ${value} }).apply(${variable})`] };
}
