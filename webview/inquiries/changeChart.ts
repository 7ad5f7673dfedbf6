// How far an experiment takes each layer from the run, in the order of the layers: a bar for each.

import type { LayerInfo } from '../../src/protocol/runner';
import { createElement } from '../createElement';
import { formatShare, nameUse } from '../format';

const WIDEST = 640;
const HEIGHT = 112;
/** Room for the words of the axis. */
const LEFT = 44;
const BOTTOM = 18;
const TOP = 8;
const GRID_SHARES = [0, 0.5, 1];

export interface ChangedLayers {
  readonly layers: readonly LayerInfo[];
  /** By the layer's index: ‖new − old‖ / ‖old‖, NaN where it is not known. */
  readonly changes: Float32Array;
  readonly switchedOff: readonly number[];
}

export class ChangeChart {
  readonly element = createElement('canvas', { className: 'change-chart', attributes: { role: 'img' } });
  private shown: ChangedLayers | undefined;

  constructor() {
    // painted in the theme's colours and as wide as it is seen: a new theme or width needs new paint
    new MutationObserver(() => this.draw()).observe(document.body, { attributeFilter: ['class'] });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(shown: ChangedLayers): void {
    this.shown = shown;
    this.element.setAttribute('aria-label', describe(shown));
    this.element.title = describe(shown);
    this.draw();
  }

  private draw(): void {
    const context = this.element.getContext('2d');
    if (!this.shown || !context) return;
    const { layers, changes, switchedOff } = this.shown;
    const width = Math.min(WIDEST, this.element.clientWidth || WIDEST);
    // twice as fine as it is shown, for sharp screens and for a picture to save
    this.element.width = 2 * width;
    this.element.height = 2 * HEIGHT;
    context.scale(2, 2);
    const style = getComputedStyle(document.body);
    // not orange, which VS Code's light theme has nearly transparent
    const colour = style.getPropertyValue('--vscode-charts-yellow').trim() || style.color;
    const known = layers.map(({ index }) => changes[index] ?? Number.NaN).filter((change) => !Number.isNaN(change));
    const reach = Math.max(1, ...known);
    const heightOf = (change: number): number => (change / reach) * (HEIGHT - TOP - BOTTOM);
    const floor = HEIGHT - BOTTOM;
    context.font = '11px sans-serif';
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const share of GRID_SHARES) {
      const y = Math.round(floor - heightOf(share * reach)) + 0.5;
      context.fillStyle = style.color;
      context.fillText(formatShare(share * reach), LEFT - 6, y);
      context.globalAlpha = share === 0 ? 0.6 : 0.2;
      context.fillRect(LEFT, y - 0.5, width - LEFT, 1);
      context.globalAlpha = 1;
    }
    const pitch = (width - LEFT) / Math.max(1, layers.length);
    layers.forEach(({ index }, at) => {
      const change = changes[index] ?? Number.NaN;
      const left = LEFT + at * pitch;
      const barWidth = Math.max(1, Math.min(24, pitch - 1));
      if (switchedOff.includes(index)) {
        context.fillStyle = style.color;
        context.textAlign = 'center';
        context.fillText('off', left + barWidth / 2, floor + BOTTOM / 2);
      }
      if (Number.isNaN(change)) return;
      context.fillStyle = colour;
      context.fillRect(left, floor - Math.max(1, heightOf(change)), barWidth, Math.max(1, heightOf(change)));
    });
  }
}

function describe({ layers, changes }: ChangedLayers): string {
  const changeOf = ({ index }: LayerInfo): number => changes[index] ?? Number.NaN;
  const known = layers.filter((layer) => !Number.isNaN(changeOf(layer)));
  const [most] = known.toSorted((a, b) => changeOf(b) - changeOf(a));
  return most
    ? `The change of each layer, from the first to the last: at most ${formatShare(changeOf(most))}, at ${nameUse(most)}`
    : 'The changes of the layers are not known.';
}
