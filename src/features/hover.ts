// What a hover over a layer call says, as Markdown: figures with the arithmetic that gives them.

import type {
  CallPath,
  FileAnalysis,
  LayerCall,
  LayerReading,
  ModelReading,
  SourceRange,
  Unknown,
} from '../analyser/index';
import { formatBytes, formatCount, formatExact, formatMacs, formatShape, formatShare } from './formatNumber';
import { formatFormula } from './formulaText';
import { layerCallAt, modelsByLayer, outputText, shownReadings } from './layerCalls';
import { describeField, shortField } from './receptiveFieldText';
import { excerpt, placeMarkdown, type Sources } from './sources';
import { unknownParts } from './unknownParts';

export interface HoverText {
  /** The layer call. */
  readonly range: SourceRange;
  readonly markdown: string;
}

const MAXIMUM_ROWS = 20;
const COUNTED =
  'multiplications of convolution, dense and recurrent weights for one sample; no bias, normalisation, activation or pooling';
const COUNTED_IN_CALL =
  'multiplications of the convolutions, matrix products and layers in its `call` for one sample; nothing that is done to each element alone';

/** The hover at an offset of the file; undefined outside layer calls. */
export function makeHover(analysis: FileAnalysis, offset: number, sources: Sources): HoverText | undefined {
  const call = layerCallAt(analysis, offset);
  return call && { range: call.range, markdown: describeLayerCall(analysis, call, sources) };
}

/** The details of a layer call; also the tooltip of its hint. */
export function describeLayerCall(analysis: FileAnalysis, call: LayerCall, sources: Sources): string {
  const readings = shownReadings(call);
  const [first] = readings;
  if (!first) return '';
  if (readings.length > 1) return describeReadings(readings, sources);
  return describeReading(first, modelsByLayer(analysis).get(first.layer)?.[0], sources);
}

function describeReading(reading: LayerReading, model: ModelReading | undefined, sources: Sources): string {
  const rows: (readonly [string, string])[] = [];
  const totals = model?.totals;
  rows.push([
    'Parameters',
    formatFormula(reading.parameterTerms, reading.parameters) + parameterNotes(reading, totals),
  ]);
  if (reading.macs !== 0) {
    const share = totals ? formatShare(reading.macs, totals.macs) : undefined;
    const short = typeof reading.macs === 'number' && reading.macs >= 1000 ? ` (${formatMacs(reading.macs)})` : '';
    rows.push(['MACs', formatFormula(reading.macTerms, reading.macs) + short + shareText(share)]);
  }
  rows.push(['Activation', `${formatBytes(reading.activationBytes)} for one sample, 4 bytes a value`]);
  rows.push(['Receptive field', describeField(reading.receptiveField)]);
  return [
    title(reading),
    shapesText(reading),
    table(['', ''], rows),
    ...(reading.macs === 0 ? [] : [`*MACs are ${isCustom(reading.layer) ? COUNTED_IN_CALL : COUNTED}.*`]),
    ...unknownNotes(reading, sources),
  ].join('\n\n');
}

function describeReadings(readings: readonly LayerReading[], sources: Sources): string {
  const classes = [...new Set(readings.map(({ layer }) => layer.className))]
    .map((name) => escapeMarkdown(name))
    .join(', ');
  const rows = readings
    .slice(0, MAXIMUM_ROWS)
    .map((reading) => [
      escapeMarkdown(reading.layer.name),
      pathText(reading.path, sources),
      escapeMarkdown(outputText(reading)),
      escapeMarkdown(formatCount(reading.parameters)),
      escapeMarkdown(formatCount(reading.macs)),
      shortField(reading.receptiveField)?.replace('RF ', '') ?? '',
    ]);
  const more = readings.length - MAXIMUM_ROWS;
  const unknown = readings.find((reading) => unknownParts(reading).length > 0);
  return [
    `**${classes}** — evaluated ${readings.length} times`,
    table(['Layer', 'Called from', 'Output', 'Parameters', 'MACs', 'RF'], rows),
    ...(more > 0 ? [`… and ${more} more.`] : []),
    ...(unknown ? unknownNotes(unknown, sources) : []),
  ].join('\n\n');
}

function title({ layer }: LayerReading): string {
  return `**${escapeMarkdown(layer.name)}** — ${escapeMarkdown(layer.className)}`;
}

function shapesText(reading: LayerReading): string {
  const output = escapeMarkdown(outputText(reading));
  if (reading.application === undefined && reading.inputShapes.length === 0)
    return `Output ${output} (not applied to anything yet)`;
  const inputs = reading.inputShapes.map((shape) => escapeMarkdown(formatShape(shape)));
  const shown = inputs.length > 4 ? [...inputs.slice(0, 3), `… ${inputs.length} inputs`] : inputs;
  const applied = reading.layer.applications.length;
  const times = applied > 1 ? ` — applied ${applied} times, its weights count once` : '';
  return (inputs.length === 0 ? `Output ${output}` : `${shown.join(', ')} → **${output}**`) + times;
}

/** A layer of a class of the program; neither one of tf.layers nor a model inside of another. */
function isCustom({ factory, behaviour }: LayerReading['layer']): boolean {
  return factory === undefined && !behaviour.holdsLayers;
}

function parameterNotes(reading: LayerReading, totals: ModelReading['totals'] | undefined): string {
  const { parameters, trainableParameters } = reading;
  const still =
    typeof parameters === 'number' && typeof trainableParameters === 'number' ? parameters - trainableParameters : 0;
  const share = totals && parameters !== 0 ? formatShare(parameters, totals.parameters) : undefined;
  return (still > 0 ? `, ${formatExact(still)} of them not trainable` : '') + shareText(share);
}

function shareText(share: string | undefined): string {
  return share === undefined ? '' : ` · ${share} of the model`;
}

function unknownNotes(reading: LayerReading, sources: Sources): string[] {
  return unknownParts(reading).map(({ parts, unknown }) => unknownNote(parts.join(', '), unknown, sources));
}

/** Why something is `?`, and where the expression stands that blocked it. */
export function unknownNote(what: string, unknown: Unknown, sources: Sources): string {
  const at = unknown.at
    ? ` — \`${excerpt(sources, unknown.at).replaceAll('`', 'ˋ')}\` at ${placeMarkdown(sources, unknown.at)}`
    : '';
  return `$(question) ${what} unknown: ${escapeMarkdown(unknown.reason)}${at}`;
}

function pathText(path: CallPath, sources: Sources): string {
  return path.length === 0 ? 'top level' : path.map((call) => placeMarkdown(sources, call)).join(' → ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Names come from the user's file: none may turn into markup or a link. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#!|~$]/g, '\\$&');
}
