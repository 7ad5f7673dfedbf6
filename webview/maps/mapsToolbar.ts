// The controls over the feature maps: order, colours with their legend, one range or each its own, size, and saving.

import './mapsToolbar.css';
import { createElement, setText } from '../createElement';
import { formatValue } from '../format';
import { TILE_SIDE } from '../pageState';
import type { ViewChoices } from '../pageState';
import { createCheckbox, createDropdown } from '../toolkit';
import { CHANNEL_ORDERS } from './channelOrder';
import type { ChannelOrder } from './channelOrder';
import { COLOUR_CHOICES } from './colourScale';
import type { ColourChoice, ColourScale } from './colourScale';
import { shownRange } from './featureMap';
import type { MapStyle, ValueRange } from './featureMap';

const ORDER_TEXT: Readonly<Record<ChannelOrder, string>> = {
  index: 'By index',
  mean: 'Highest mean',
  max: 'Highest maximum',
  variance: 'Highest variance',
};

const COLOUR_TEXT: Readonly<Record<ColourChoice, string>> = {
  automatic: 'Automatic',
  viridis: 'Viridis',
  cividis: 'Cividis',
  inferno: 'Inferno',
  grey: 'Grey',
  diverging: 'Blue–red around 0',
};

export type LookChoices = Pick<ViewChoices, 'channelOrder' | 'colourScale' | 'isRangeShared' | 'tileSide'>;

export interface MapsToolbarEvents {
  change(choices: LookChoices): void;
  savePicture(): void;
  saveValues(): void;
}

/** Which controls there is something to do for, and what the legend tells. */
export interface ToolbarUse {
  readonly order: boolean;
  readonly size: boolean;
  /** Whether there are exact values to save. */
  readonly values: boolean;
  /** Undefined where nothing is drawn in colours. */
  readonly scale: ColourScale | undefined;
  /** What the ends of the scale stand for; undefined while each channel has its own. */
  readonly range: ValueRange | undefined;
}

export class MapsToolbar {
  readonly element: HTMLElement;
  /** Stands beside the layer's name. */
  readonly saving: HTMLElement;
  private readonly order: HTMLElement;
  private readonly colours: HTMLElement;
  private readonly size: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly saveValues: HTMLElement;
  private readonly legend = createElement('canvas', { className: 'legend', attributes: { role: 'img' } });
  private readonly low = createElement('span', { className: 'legend-value' });
  private readonly high = createElement('span', { className: 'legend-value' });
  private choices: LookChoices;

  constructor(
    initial: LookChoices,
    private readonly events: MapsToolbarEvents,
  ) {
    const { channelOrder, colourScale, isRangeShared, tileSide } = initial;
    this.choices = { channelOrder, colourScale, isRangeShared, tileSide };
    const orders = CHANNEL_ORDERS.map((value) => ({ value, text: ORDER_TEXT[value] }));
    this.order = createDropdown('Order of the channels', orders, channelOrder, (chosen) =>
      this.change({ channelOrder: chosen }),
    );
    const scales = COLOUR_CHOICES.map((value) => ({ value, text: COLOUR_TEXT[value] }));
    const scale = createDropdown('Colour scale', scales, colourScale, (chosen) => this.change({ colourScale: chosen }));
    scale.title = 'Automatic: blue–red around 0 where the layer has values below 0, otherwise Viridis';
    const legend = createElement('div', { className: 'legend-box' }, [this.low, this.legend, this.high]);
    const range = createCheckbox('Same range', isRangeShared, (isShared) => this.change({ isRangeShared: isShared }));
    range.title = 'Draw all channels with the smallest and largest value of the layer, instead of each with its own';
    this.colours = createElement('div', { className: 'colours' }, [scale, legend, range]);
    this.slider = createElement('input', {
      attributes: {
        type: 'range',
        min: String(TILE_SIDE.smallest),
        max: String(TILE_SIDE.largest),
        step: String(TILE_SIDE.step),
        value: String(tileSide),
        title: 'Size of a channel (+ and − in the grid)',
        'aria-label': 'Size of a channel',
      },
    });
    this.slider.addEventListener('input', () => this.change({ tileSide: this.slider.valueAsNumber }));
    const sizeLabel = createElement('span', { text: 'Size', attributes: { 'aria-hidden': 'true' } });
    this.size = createElement('label', { className: 'size' }, [sizeLabel, this.slider]);
    const savePicture = createLink('Save PNG…', () => events.savePicture());
    savePicture.title = 'Save what is shown as a picture';
    this.saveValues = createLink('Save NPY…', () => events.saveValues());
    this.saveValues.title = 'Save the exact values as a NumPy array (float32)';
    this.saving = createElement('div', { className: 'saving' }, [savePicture, this.saveValues]);
    this.element = createElement('div', { className: 'toolbar' }, [this.order, this.size, this.colours]);
  }

  zoom(direction: 1 | -1): void {
    this.slider.value = String(this.choices.tileSide + direction * TILE_SIDE.step);
    this.change({ tileSide: this.slider.valueAsNumber });
  }

  update({ order, size, values, scale, range }: ToolbarUse): void {
    this.order.hidden = !order;
    this.size.hidden = !size;
    this.saveValues.hidden = !values;
    this.colours.hidden = !scale;
    if (!scale) {
      return;
    }
    const low = range ? formatValue(range.min) : scale.isDiverging ? '−max' : 'min';
    const high = range ? formatValue(range.max) : scale.isDiverging ? '+max' : 'max';
    setText(this.low, low);
    setText(this.high, high);
    const ends = `Colours from ${low}${scale.isDiverging ? ' through 0' : ''} to ${high}`;
    this.legend.setAttribute('aria-label', range ? ends : `${ends} of each channel`);
    this.legend.title = range ? ends : `${ends} of each channel`;
    this.drawLegend(scale);
  }

  /** For a page of its own: with what it draws maps, if it does. */
  showPage(style: MapStyle | undefined): void {
    const range = style?.sharedRange && shownRange(style.sharedRange, style);
    this.update({ order: true, size: true, values: false, scale: style?.scale, range });
  }

  private change(part: Partial<LookChoices>): void {
    this.choices = { ...this.choices, ...part };
    this.events.change(this.choices);
  }

  private drawLegend({ table }: ColourScale): void {
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

function createLink(text: string, onClick: () => void): HTMLElement {
  const link = createElement('button', { className: 'link', text, attributes: { type: 'button' } });
  link.addEventListener('click', onClick);
  return link;
}
