// The filters of a convolution that looks at the picture itself, drawn as pictures.

import type { Filters } from '../../src/protocol/inquiries';
import { createElement, setText } from '../createElement';
import { formatNumberOf } from '../format';
import { AskedAnswer } from './askedAnswer';
import { drawSigned } from './heat';
import type { InquiryDesk } from './inquiryDesk';
import type { LayerPage } from './layerPages';
import type { LayerSubject } from './layerSubject';

const SHOWN_SIDE = 56;
/** More channels than colours can show. */
const MOST_CHANNELS = 3;

export class FiltersPage implements LayerPage {
  readonly text = 'Filters';
  readonly title = 'The weights of the filters, drawn as pictures';
  readonly element: HTMLElement;
  private readonly words = createElement('p', { className: 'answer-how' });
  private readonly grid = createElement('div', { className: 'filters', attributes: { role: 'list' } });
  private readonly answer: AskedAnswer;

  constructor(
    desk: InquiryDesk,
    private readonly openChannel: (channel: number) => void,
  ) {
    this.answer = new AskedAnswer(desk, createElement('div', {}, [this.words, this.grid]));
    this.element = this.answer.element;
  }

  suits({ layer, state: { layers, figures } }: LayerSubject): boolean {
    if (layer.className !== 'Conv2D') return false;
    const inputs = figures.get(layer.index)?.inputs;
    if (!inputs) return layer === layers.find(({ className }) => className === 'Conv2D');
    const channels = layers.find(({ index }) => index === inputs[0])?.outputShape.at(-1);
    return typeof channels === 'number' && (channels === 1 || channels === MOST_CHANNELS);
  }

  show({ layer, maps }: LayerSubject): void {
    this.answer.ask(maps, { kind: 'filters', layer: layer.index }, ({ filters }) => this.draw(filters));
  }

  private draw(filters: Filters): void {
    const { count, height, width, channels } = filters;
    const size = `${formatNumberOf(count, 'filter')} of ${height}×${width}×${channels}`;
    const colours = channels === 1 ? 'dark below, bright above' : 'each colour as the model gets it';
    setText(this.words, `${size}: grey is 0, ${colours}, each scaled by its largest weight. Click one to see its map.`);
    this.grid.replaceChildren(...Array.from({ length: count }, (_, at) => this.createFilter(filters, at)));
  }

  private createFilter({ height, width, channels, values }: Filters, at: number): HTMLElement {
    const length = height * width * channels;
    const canvas = createElement('canvas', { className: 'is-pixelated', attributes: { 'aria-hidden': 'true' } });
    canvas.width = width;
    canvas.height = height;
    const pixels = drawSigned({ width, height, channels, values: values.slice(at * length, (at + 1) * length) });
    canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
    const scale = Math.max(1, Math.round(SHOWN_SIDE / Math.max(width, height)));
    canvas.style.width = `${width * scale}px`;
    canvas.style.height = `${height * scale}px`;
    const attributes = { type: 'button', 'aria-label': `Filter ${at}` };
    const number = createElement('span', { text: String(at) });
    const button = createElement('button', { className: 'filter', attributes }, [canvas, number]);
    button.addEventListener('click', () => this.openChannel(at));
    return createElement('div', { attributes: { role: 'listitem' } }, [button]);
  }
}
