// One short hint per layer call: `56×56×128 · 147.6K · RF 99`.

import type { FileAnalysis, LayerCall, LayerReading, Quantity } from '../analyser/index';
import { formatCount, formatMacs } from './formatNumber';
import { mayHavePlaces, outputText, shownReadings } from './layerCalls';
import type { LineMap } from './lineMap';
import { shortField } from './receptiveFieldText';

/** The parts of a hint; each has a setting. */
export interface HintParts {
  readonly shape: boolean;
  readonly parameters: boolean;
  readonly macs: boolean;
  readonly receptiveField: boolean;
}

export interface LayerHint {
  /** Where the hint stands: at the end of the line in which the call ends. */
  readonly offset: number;
  readonly text: string;
  readonly call: LayerCall;
}

/** VS Code cuts what is longer (`editor.inlayHints.maximumLength`); parts are left out before that happens. */
const MAXIMUM_LENGTH = 43;

export function makeInlayHints(analysis: FileAnalysis, lines: LineMap, parts: HintParts): LayerHint[] {
  const byLine = new Map<number, LayerCall[]>();
  for (const call of analysis.layerCalls) {
    const { line } = lines.positionAt(call.range.end);
    byLine.set(line, [...(byLine.get(line) ?? []), call]);
  }
  const hints: LayerHint[] = [];
  for (const [line, calls] of byLine) {
    const last = lastOnLine(calls);
    for (const call of calls) {
      const text = hintText(shownReadings(call), parts);
      // Of several layers on a line the line's end tells what the line becomes; the others stand behind their own call.
      if (text !== '') hints.push({ offset: call === last ? lines.lineEnd(line) : call.range.end, text, call });
    }
  }
  return hints.sort((a, b) => a.offset - b.offset);
}

/** The text of a hint for all readings of a layer call; empty when every part is switched off or has nothing to say. */
export function hintText(readings: readonly LayerReading[], parts: HintParts): string {
  const [first] = readings;
  if (!first) return '';
  const texts: string[] = [];
  if (readings.length > 1) texts.push(`×${readings.length}`);
  const add = (shown: boolean, text: string | undefined): void => {
    if (!shown || text === undefined) return;
    const length = [...texts, text].join(' · ').length;
    if (readings.length === 1 || length <= MAXIMUM_LENGTH) texts.push(text);
  };
  add(parts.shape, rangeOfTexts(readings.map((reading) => outputText(reading))));
  add(parts.parameters, parametersText(readings));
  add(parts.macs, macsText(readings));
  add(parts.receptiveField, fieldText(readings));
  const saysNothing = texts.length === 1 && readings.length > 1;
  return saysNothing ? '' : texts.join(' · ');
}

/** The call whose output no other call of the line takes in; the last of them in the text. */
function lastOnLine(calls: readonly LayerCall[]): LayerCall | undefined {
  const consumed = new Set<unknown>();
  for (const call of calls) {
    for (const { application } of call.readings) {
      for (const input of application?.inputs ?? []) if (input.producer) consumed.add(input.producer);
    }
  }
  const open = calls.filter(
    (call) => !call.readings.some(({ application }) => application && consumed.has(application)),
  );
  return open.at(-1) ?? calls.at(-1);
}

/** `56×56×64…7×7×512`: first and last in order of evaluation. */
export function rangeOfTexts(texts: readonly string[]): string {
  const [first = ''] = texts;
  return texts.every((text) => text === first) ? first : `${first}…${texts.at(-1) ?? ''}`;
}

function parametersText(readings: readonly LayerReading[]): string | undefined {
  return readings.every(({ parameters }) => parameters === 0)
    ? undefined
    : rangeOfQuantities(
        readings.map(({ parameters }) => parameters),
        formatCount,
      );
}

function macsText(readings: readonly LayerReading[]): string | undefined {
  return readings.every(({ macs }) => macs === 0)
    ? undefined
    : rangeOfQuantities(
        readings.map(({ macs }) => macs),
        formatMacs,
      );
}

function fieldText(readings: readonly LayerReading[]): string | undefined {
  const texts = readings
    .filter((reading) => reading.layer.className !== 'InputLayer' && mayHavePlaces(reading))
    .map(({ receptiveField }) => shortField(receptiveField))
    .filter((text) => text !== undefined);
  const [first] = texts;
  if (first === undefined || texts.every((text) => text === first)) return first;
  const last = texts.at(-1)?.replace('RF ', '');
  return `${first}–${last}`;
}

/** `36.9K–2.36M`: smallest and largest; `?` and formulas are ranges of texts. */
function rangeOfQuantities(quantities: readonly Quantity[], format: (quantity: Quantity) => string): string {
  const numbers = quantities.filter((quantity) => typeof quantity === 'number');
  if (numbers.length < quantities.length) return rangeOfTexts(quantities.map(format));
  const smallest = format(Math.min(...numbers));
  const largest = format(Math.max(...numbers));
  return smallest === largest ? smallest : `${smallest}–${largest}`;
}
