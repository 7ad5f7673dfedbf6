// The controls over the feature maps: colour scale with its legend, one range or each its own, size.

import { COLOUR_SCALES, createColourTable } from './colourScale';
import type { ColourScaleName } from './colourScale';
import { createElement, setText } from './createElement';
import type { ValueRange } from './featureMap';
import { formatValue } from './format';
import { TILE_SIDE } from './pageState';
import type { ViewChoices } from './pageState';
import { createCheckbox, createDropdown } from './toolkit';

const SCALE_TEXT: Readonly<Record<ColourScaleName, string>> = { viridis: 'Viridis', inferno: 'Inferno', grey: 'Grey' };

export type LookChoices = Pick<ViewChoices, 'colourScale' | 'isRangeShared' | 'tileSide'>;

export class MapsToolbar {
  readonly element: HTMLElement;
  private readonly colours: HTMLElement;
  private readonly size: HTMLElement;
  private readonly legend = createElement('canvas', { className: 'legend', attributes: { 'aria-hidden': 'true' } });
  private readonly low = createElement('span', { className: 'legend-value' });
  private readonly high = createElement('span', { className: 'legend-value' });
  private choices: LookChoices;

  constructor(initial: LookChoices, onChange: (choices: LookChoices) => void) {
    const { colourScale, isRangeShared, tileSide } = initial;
    this.choices = { colourScale, isRangeShared, tileSide };
    const change = (part: Partial<LookChoices>): void => {
      this.choices = { ...this.choices, ...part };
      onChange(this.choices);
    };
    const options = COLOUR_SCALES.map((value) => ({ value, text: SCALE_TEXT[value] }));
    const scale = createDropdown('Colour scale', options, colourScale, (name) => change({ colourScale: name }));
    const legend = createElement('div', { className: 'legend-box' }, [this.low, this.legend, this.high]);
    const range = createCheckbox('Same range', isRangeShared, (isShared) => {
      change({ isRangeShared: isShared });
    });
    range.title = 'Draw all channels with the smallest and largest value of the layer, instead of each with its own';
    this.colours = createElement('div', { className: 'colours' }, [scale, legend, range]);
    const slider = createElement('input', {
      attributes: {
        type: 'range',
        min: String(TILE_SIDE.smallest),
        max: String(TILE_SIDE.largest),
        step: String(TILE_SIDE.step),
        value: String(tileSide),
        'aria-label': 'Size of a channel',
      },
    });
    slider.addEventListener('input', () => change({ tileSide: slider.valueAsNumber }));
    const sizeLabel = createElement('span', { text: 'Size', attributes: { 'aria-hidden': 'true' } });
    this.size = createElement('label', { className: 'size' }, [sizeLabel, slider]);
    this.element = createElement('div', { className: 'toolbar' }, [this.colours, this.size]);
  }

  /** `range` is what the ends of the scale stand for; undefined while each channel has its own. */
  update(uses: { readonly colours: boolean; readonly size: boolean }, range: ValueRange | undefined): void {
    this.colours.hidden = !uses.colours;
    this.size.hidden = !uses.size;
    setText(this.low, range ? formatValue(range.min) : 'min');
    setText(this.high, range ? formatValue(range.max) : 'max');
    const table = createColourTable(this.choices.colourScale);
    this.legend.width = table.length;
    this.legend.height = 1;
    const context = this.legend.getContext('2d');
    const image = context?.createImageData(table.length, 1);
    if (context && image) {
      new Uint32Array(image.data.buffer).set(table);
      context.putImageData(image, 0, 0);
    }
  }
}
