// Filters of a convolution drawn as pictures: in a list that leads to their maps, or as one picture to save.

import './thumbnails.css';
import type { Filters } from '../../src/protocol/inquiries';
import type { LayerInfo } from '../../src/protocol/runner';
import { createElement } from '../createElement';
import { formatNumberOf } from '../format';
import type { RunState } from '../runState';
import { drawSigned } from './heat';

/** More channels than colours can show. */
const MOST_CHANNELS = 3;
const GAP = 4;
const NUMBER_HEIGHT = 14;

/** Whether the filters of a layer look at the picture itself, or at something with its number of colours. */
export function hasFilterPictures(layer: LayerInfo, { layers, figures }: RunState): boolean {
  if (layer.className !== 'Conv2D') return false;
  const inputs = figures.get(layer.index)?.inputs;
  if (!inputs) return layer === layers.find(({ className }) => className === 'Conv2D');
  const channels = layers.find(({ index }) => index === inputs[0])?.outputShape.at(-1);
  return typeof channels === 'number' && (channels === 1 || channels === MOST_CHANNELS);
}

/** `96 filters of 11×11×3` */
export function countFilters({ count, height, width, channels }: Filters): string {
  return `${formatNumberOf(count, 'filter')} of ${height}×${width}×${channels}`;
}

/** How to read them. */
export function describeFilters(filters: Filters): string {
  const colours = filters.channels === 1 ? 'dark below, bright above' : 'each colour as the model gets it';
  return `${countFilters(filters)}: grey is 0, ${colours}, each scaled by its largest weight.`;
}

/** One pixel for each weight. */
function drawFilter({ height, width, channels, values }: Filters, at: number): HTMLCanvasElement {
  const length = height * width * channels;
  const canvas = createElement('canvas', { className: 'is-pixelated', attributes: { 'aria-hidden': 'true' } });
  canvas.width = width;
  canvas.height = height;
  const pixels = drawSigned({ width, height, channels, values: values.slice(at * length, (at + 1) * length) });
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}

/**
 * @param scale pixels for each weight
 * @param open called with the filter that was clicked; undefined where there is nothing to open
 */
export function createFilters(
  filters: Filters,
  scale: number,
  open: ((filter: number) => void) | undefined,
): HTMLElement[] {
  return Array.from({ length: filters.count }, (_, at) => {
    const canvas = drawFilter(filters, at);
    canvas.style.width = `${canvas.width * scale}px`;
    canvas.style.height = `${canvas.height * scale}px`;
    const parts = [canvas, createElement('span', { text: String(at) })];
    if (!open) {
      const attributes = { role: 'listitem', 'aria-label': `Filter ${at}` };
      return createElement('div', { className: 'filter', attributes }, parts);
    }
    const attributes = { type: 'button', 'aria-label': `Filter ${at}` };
    const button = createElement('button', { className: 'filter', attributes }, parts);
    button.addEventListener('click', () => open(at));
    return createElement('div', { attributes: { role: 'listitem' } }, [button]);
  });
}

/** All filters as one picture, nearly square, with their numbers. */
export function drawFilters(filters: Filters, scale: number, foreground: string): HTMLCanvasElement {
  const [across, down] = [filters.width * scale + GAP, filters.height * scale + NUMBER_HEIGHT + GAP];
  const columns = Math.ceil(Math.sqrt((filters.count * down) / across));
  const canvas = document.createElement('canvas');
  canvas.width = columns * across - GAP;
  canvas.height = Math.ceil(filters.count / columns) * down - GAP;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.imageSmoothingEnabled = false;
  context.fillStyle = foreground;
  context.font = '10px sans-serif';
  context.textBaseline = 'middle';
  for (let at = 0; at < filters.count; at++) {
    const [left, top] = [(at % columns) * across, Math.floor(at / columns) * down];
    context.drawImage(drawFilter(filters, at), left, top, filters.width * scale, filters.height * scale);
    context.fillText(String(at), left, top + filters.height * scale + NUMBER_HEIGHT / 2);
  }
  return canvas;
}
