// The table document of a model: one row a layer, totals below.

import type { FileAnalysis, LayerReading, ModelReading, Quantity } from '../analyser/index';
import { formatBytes, formatExact, formatMacs, isUnknown } from './formatNumber';
import { mayHavePlaces, outputText } from './layerCalls';
import { modelOfFinding } from './modelOfFinding';
import { fieldSizeAndStride } from './receptiveFieldText';
import { shorten } from './shorten';
import { placeText, type Sources } from './sources';
import { formatTable, type Column } from './textTable';
import { unknownParts } from './unknownParts';

const COLUMNS: readonly Column[] = [
  { title: 'Layer', align: 'left' },
  { title: 'Class', align: 'left' },
  { title: 'Output', align: 'right' },
  { title: 'Parameters', align: 'right' },
  { title: 'MACs', align: 'right' },
  { title: 'RF/stride', align: 'right' },
  { title: 'Line', align: 'right' },
];

/** The summary of one model as monospaced text, ending in a line break. */
export function makeSummary(analysis: FileAnalysis, model: ModelReading, sources: Sources): string {
  const rows = model.layers.map((reading) => layerRow(reading, analysis.file, sources));
  const lines = [
    `${model.model.name} · ${model.model.kind} model · ${placeText(sources, model.model.call)}`,
    '',
    ...formatTable(COLUMNS, [...rows.map((row) => row.map(shortened)), '-']),
    ...totalsLines(model),
    ...unknownLines(model, sources),
    ...findingLines(analysis, model, sources),
  ];
  return `${lines.join('\n')}\n`;
}

/** A long formula would push the table apart; the hover and the JSON have it whole. */
const LONGEST_CELL = 40;

function shortened(cell: string): string {
  return shorten(cell, LONGEST_CELL);
}

function layerRow(reading: LayerReading, file: string, sources: Sources): string[] {
  const { layer } = reading;
  // The line in this file that made the layer: its own, or the call of the function that did.
  const place =
    layer.call.file === file ? layer.call : (layer.path.findLast((call) => call.file === file) ?? layer.call);
  return [
    layer.name,
    layer.className,
    outputText(reading),
    formatExact(reading.parameters),
    formatExact(reading.macs),
    fieldColumn(reading),
    place.file === file ? (placeText(sources, place).split(':').at(-1) ?? '') : placeText(sources, place),
  ];
}

function fieldColumn(reading: LayerReading): string {
  const { receptiveField, layer } = reading;
  if (isUnknown(receptiveField)) return mayHavePlaces(reading) ? '?' : '';
  if (layer.className === 'InputLayer') return '';
  return receptiveField.global ? 'all' : (fieldSizeAndStride(receptiveField) ?? '');
}

function totalsLines({ totals, status, receptiveField, model }: ModelReading): string[] {
  const field = fieldSizeAndStride(receptiveField);
  const rows: (readonly [string, string])[] = [
    ['Parameters', `${formatExact(totals.parameters)}${trainableText(totals)}`],
    [
      'MACs',
      `${formatExact(totals.macs)}${typeof totals.macs === 'number' && totals.macs >= 1000 ? ` (${formatMacs(totals.macs)})` : ''}`,
    ],
    ['Weights', formatBytes(totals.weightBytes)],
    ['Activations', `${formatBytes(totals.activationBytes)} for one sample`],
    ...(field ? [['Receptive field', `${field} (size/stride) at the last layer with spatial positions`] as const] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const incomplete = model.incomplete ? `: ${model.incomplete.reason}` : '';
  return [
    ...rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`),
    ...(status === 'complete' ? [] : ['', `Not everything about this model is known${incomplete}`]),
  ];
}

function trainableText(totals: ModelReading['totals']): string {
  const { parameters, trainableParameters } = totals;
  if (typeof parameters !== 'number' || typeof trainableParameters !== 'number') return '';
  const still: Quantity = parameters - trainableParameters;
  return still === 0
    ? ' (all trainable)'
    : ` (${formatExact(trainableParameters)} trainable, ${formatExact(still)} not)`;
}

/** Each reason once, with the first layer it concerns. */
function unknownLines(model: ModelReading, sources: Sources): string[] {
  const reasons = new Map<string, string>();
  for (const reading of model.layers) {
    for (const { unknown } of unknownParts(reading)) {
      const at = unknown.at ? ` (${placeText(sources, unknown.at)})` : '';
      const text = `${unknown.reason}${at}`;
      if (!reasons.has(text)) reasons.set(text, reading.layer.name);
    }
  }
  return reasons.size === 0 ? [] : ['', ...[...reasons].map(([reason, name]) => `? from ${name} on: ${reason}`)];
}

function findingLines(analysis: FileAnalysis, model: ModelReading, sources: Sources): string[] {
  const own = analysis.findings.filter((finding) => modelOfFinding(analysis, finding) === model);
  return own.length === 0
    ? []
    : [
        '',
        ...own.map(
          ({ range, severity, message, rule }) =>
            `${placeText(sources, range)}: ${severity}: ${message.replaceAll('\n', ' ')} [${rule}]`,
        ),
      ];
}
