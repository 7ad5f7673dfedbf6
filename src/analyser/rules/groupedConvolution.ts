// Writes a convolution in groups with ShuffleNet's channel shuffle in place of a convolution. TensorFlow.js has none: a layer class for it
// is put into the file.

import type { LayerReading, TextEdit } from '../analysis';
import type { Layer } from '../graph/graph';
import { copyCall } from './copyCall';
import { isTypeScript, namespaceOf, quoted, writtenEntry } from './edits';
import { CLASS_NAME, defineClass } from './groupedConvolutionClass';
import type { InspectedModel } from './inspectedModel';
import { activationOf, entryOf, isChannelsLast, numbersAt } from './layerKinds';
import { areAlike } from './replaceLayer';
import { writeLayers } from './writeLayers';

/** What the class takes, besides what all layers do. */
const OPTIONS = ['filters', 'kernelSize', 'strides', 'padding', 'useBias', 'kernelInitializer'];

/** Other entries that change nothing, or belong to what all layers take. */
const OTHERS = [
  'name',
  'inputShape',
  'batchInputShape',
  'batchSize',
  'dtype',
  'activation',
  'dataFormat',
  'dilationRate',
];

/** Those of `tf.initializers` that need no argument. */
const INITIALIZERS =
  /^(zeros|ones|randomUniform|randomNormal|truncatedNormal|varianceScaling|orthogonal|(glorot|he|leCun)(Uniform|Normal))$/;

/**
 * @param readings all that one call makes
 * @param groups that the channels and the filters divide into
 * @returns undefined where the layer has options that the class would not have, or the file does not name TensorFlow.js
 */
export function writeGroupedConvolution(
  model: InspectedModel,
  readings: readonly [LayerReading, ...LayerReading[]],
  groups: number,
): readonly TextEdit[] | undefined {
  const [{ layer }] = readings;
  const { written } = layer;
  const callee = written && model.textAt(written.callee);
  const namespace = callee && namespaceOf(callee);
  if (!written || !callee || namespace === undefined) return undefined;
  if (!areAlike(readings) || !readings.every(({ layer: own }) => isSimple(own))) return undefined;
  const { file } = written.callee;
  const inserted = insertClass(model.textOf(file), file, defineClass(namespace, isTypeScript(file)));
  const size = numbersAt(layer, 'kernelSize', 2)?.[0];
  const call = copyCall(model, layer, {
    callee: `new ${CLASS_NAME}`,
    entries: {
      ...numberInstead(model, layer, 'kernelSize', size),
      ...numberInstead(model, layer, 'strides', numbersAt(layer, 'strides', 2, 1)?.[0]),
      activation: undefined,
      dataFormat: undefined,
      dilationRate: undefined,
      groups: String(groups),
    },
    isFirst: true,
  });
  const activation = writtenActivation(model, readings, callee);
  if (!inserted || call === undefined || activation === undefined) return undefined;
  const edits = writeLayers(model, written, [call, ...activation]);
  return edits && [...inserted, ...edits];
}

/** Whether the class has all that the layer's configuration says. */
function isSimple(layer: Layer): boolean {
  const initializer = entryOf(layer, 'kernelInitializer') ?? undefined;
  return (
    isChannelsLast(layer) &&
    [...layer.config].every(
      ([name, value]) => OPTIONS.includes(name) || OTHERS.includes(name) || (value ?? undefined) === undefined,
    ) &&
    numbersAt(layer, 'dilationRate', 2, 1)?.every((rate) => rate === 1) === true &&
    new Set(numbersAt(layer, 'strides', 2, 1)).size === 1 &&
    (initializer === undefined || (typeof initializer === 'string' && INITIALIZERS.test(initializer)))
  );
}

/** `[3, 3]` → `3`; what is written as anything else stays. */
function numberInstead(
  model: InspectedModel,
  { config, written }: Layer,
  name: string,
  value: number | undefined,
): Record<string, string | undefined> {
  const entry = writtenEntry(written, name);
  const isList = entry?.value !== undefined && model.textAt(entry.value).startsWith('[');
  return isList || (!entry && Array.isArray(config.get(name))) ? { [name]: String(value ?? '') } : {};
}

/** The activation as a layer of its own, if there is one; undefined where it cannot be written. */
function writtenActivation(
  model: InspectedModel,
  readings: readonly [LayerReading, ...LayerReading[]],
  callee: string,
): readonly string[] | undefined {
  const [{ layer }] = readings;
  const own = activationOf(layer);
  if (own === 'linear') return [];
  if (own === undefined || readings.some((reading) => activationOf(reading.layer) !== own)) return undefined;
  const factory = callee.replace(/\w+$/, 'activation');
  const value = writtenEntry(layer.written, 'activation')?.value;
  return [`${factory}({ activation: ${value ? model.textAt(value) : quoted(model, layer, own)} })`];
}

/** Imports, and what is required, at the beginning of a line. */
const IMPORTS =
  /^(?:import\b[^;]*?['"][^'"\n]+['"]|(?:const|let|var)\b[^;=]*=\s*require\([^)\n]*\)|import\s+\w+\s*=[^;\n]*);?[ \t]*$/gm;

/** After the last import; undefined where there is none, or where another thing has the name. */
function insertClass(text: string, file: string, definition: string): readonly TextEdit[] | undefined {
  if (withoutStyle(text).includes(withoutStyle(definition))) return [];
  const last = [...text.matchAll(IMPORTS)].at(-1);
  if (!last || new RegExp(`\\b${CLASS_NAME}\\b`).test(text)) return undefined;
  const at = last.index + last[0].length;
  return [{ range: { file, start: at, end: at }, newText: `\n\n${inStyleOf(text, definition)}` }];
}

function withoutStyle(text: string): string {
  return text.replace(/[\s;]/g, '').replaceAll('"', "'");
}

/** With the indentation, the quotes and the ends of statements that a text has. */
function inStyleOf(text: string, definition: string): string {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const unit = indent.startsWith('\t') ? '\t' : indent.length === 4 ? '    ' : '  ';
  const quote = text.split('"').length > text.split("'").length ? '"' : "'";
  const styled = definition.replace(/^(?: {2})+/gm, (spaces) => unit.repeat(spaces.length / 2)).replaceAll("'", quote);
  const countLines = (end: RegExp): number => text.match(end)?.length ?? 0;
  return countLines(/;[ \t]*$/gm) >= countLines(/\)[ \t]*$/gm) ? styled : styled.replace(/;$/gm, '');
}
