// The line below the maps: the value under the pointer, or how the view is used.

import type { FeatureMaps } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import { formatExactValue, formatValue } from '../format';
import type { PointedValue } from './channelGrid';
import { channelRange } from './featureMap';

export type ViewName = 'grid' | 'channel' | 'chart';

const USES: Readonly<Record<ViewName, string>> = {
  chart: 'Point at a bar for its value.',
  grid: 'Point at a channel for its values, click it to enlarge.',
  channel: 'Click a pixel to pin it. Page Up, Page Down: other channels. Esc: back.',
};

export class Readout {
  readonly element = createElement('div', { className: 'readout', attributes: { 'aria-live': 'polite' } });

  writeUse(view: ViewName): void {
    setText(this.element, USES[view]);
  }

  writeValue({ channel, place, value, isExact }: PointedValue): void {
    const where = place ? ` · row ${place.row}, column ${place.column}` : '';
    const text = isExact ? formatExactValue(value) : `≈ ${formatValue(value)}`;
    setText(this.element, `Channel ${channel}${where} · ${text}`);
  }

  writeRange(maps: FeatureMaps, channel: number): void {
    const { min, max } = channelRange(maps, channel);
    setText(this.element, `Channel ${channel} · ${formatValue(min)} … ${formatValue(max)}`);
  }

  writeFailure(text: string): void {
    setText(this.element, text);
  }
}
