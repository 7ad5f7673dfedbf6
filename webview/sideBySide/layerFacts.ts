// The figures of a layer under each other, the same lines for every layer, so that two stand in line beside each other.

import type { FieldReading, LayerFigures } from '../../src/protocol/panel';
import type { LayerInfo, LayerResult } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import { describeExtent } from '../field/fieldText';
import { formatMilliseconds, formatShape, formatShare, formatValue } from '../format';

/** Undefined: not known, or not yet. */
export interface DescribedUse {
  readonly layer: LayerInfo;
  readonly result: LayerResult | undefined;
  readonly figures: LayerFigures | undefined;
}

const LINES: readonly { readonly name: string; readonly write: (use: DescribedUse) => string }[] = [
  { name: 'Shape', write: ({ layer, result }) => formatShape(result?.shape ?? layer.outputShape) },
  { name: 'Receptive field', write: ({ figures }) => writeField(figures?.field) },
  { name: 'Parameters', write: ({ layer }) => layer.parameters.toLocaleString('en') },
  { name: 'Values', write: ({ result }) => (result ? `${formatValue(result.min)} … ${formatValue(result.max)}` : '') },
  { name: 'Zeros', write: ({ result }) => (result ? formatShare(result.zeroShare) : '') },
  { name: 'Dead channels', write: writeDead },
  { name: 'Time', write: ({ result }) => (result ? formatMilliseconds(result.milliseconds) : '') },
];

export class LayerFacts {
  readonly element: HTMLElement;
  private readonly values = LINES.map(() => createElement('dd'));

  constructor() {
    const lines = LINES.map(({ name }, at) =>
      createElement('div', {}, [createElement('dt', { text: name }), this.values[at] ?? createElement('dd')]),
    );
    this.element = createElement('dl', { className: 'figures' }, lines);
  }

  show(use: DescribedUse): void {
    LINES.forEach(({ write }, at) => {
      const value = this.values[at];
      if (value) setText(value, write(use) || '?');
    });
  }
}

/** One line for each figure. */
export function writeFacts(use: DescribedUse): string {
  return LINES.map(({ name, write }) => `${name} ${write(use) || '?'}`).join(' · ');
}

function writeField(field: FieldReading | undefined): string {
  if (!field || field.kind === 'unknown') return '?';
  return field.kind === 'whole' ? 'all' : describeExtent(field);
}

function writeDead({ result }: DescribedUse): string {
  const channels = result?.shape.at(-1);
  return result && channels !== undefined ? `${result.deadChannels.length} of ${channels}` : '';
}
