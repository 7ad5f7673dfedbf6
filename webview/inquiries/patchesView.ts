// The parts of the picture that excite a channel most, cut out by the layer's receptive field.

import { createElement, setText } from '../createElement';
import { lengthOf } from '../field/fieldGeometry';
import type { Place, Size } from '../field/fieldGeometry';
import { formatValue } from '../format';
import { describePosition } from './explanations';
import type { Pixels } from './inputPicture';
import type { ChannelSubject } from './layerSubject';
import { findPatches, type Patch } from './mapPlaces';

/** As Zeiler and Fergus show them. */
const MOST_PATCHES = 9;
const SHOWN_SIDE = 112;

export class PatchesView {
  readonly element: HTMLElement;
  private readonly words = createElement('p', { className: 'answer-how' });
  private readonly list = createElement('div', { className: 'patches', attributes: { role: 'group' } });
  private shown = '';

  constructor(private readonly pin: (place: Place) => void) {
    this.list.setAttribute('aria-label', 'Places, the most exciting first');
    this.element = createElement('div', { className: 'patches-view' }, [this.words, this.list]);
  }

  show(subject: ChannelSubject, input: Size, pixels: Pixels): void {
    const { state, layer, maps, channel, values, pinned } = subject;
    const field = state.figures.get(layer.index)?.field;
    if (field?.kind !== 'region') {
      this.write(describeMissing(field?.kind), []);
      return;
    }
    const exact = values instanceof Float32Array ? values : undefined;
    const patches = findPatches(maps, channel, exact, { field, input, count: MOST_PATCHES });
    const words =
      patches.length === 1
        ? `The place where channel ${channel} is largest. Click it to pin it.`
        : `The ${patches.length} places where channel ${channel} is largest; none sees a pixel that another one sees. Click one to pin it.`;
    const key = JSON.stringify([layer.index, patches, pinned]);
    if (key === this.shown) return;
    this.shown = key;
    this.write(
      words,
      patches.map((patch) => this.createPatch(patch, input, pixels, pinned)),
    );
  }

  private write(words: string, patches: readonly HTMLElement[]): void {
    setText(this.words, words);
    this.list.replaceChildren(...patches);
    if (patches.length === 0) this.shown = '';
  }

  private createPatch({ place, value, region }: Patch, input: Size, pixels: Pixels, pinned?: Place): HTMLElement {
    const [width, height] = [lengthOf(region.columns), lengthOf(region.rows)];
    const canvas = createElement('canvas', { attributes: { 'aria-hidden': 'true' } });
    canvas.width = width;
    canvas.height = height;
    const image = new ImageData(pixels, input.width, input.height);
    canvas.getContext('2d')?.putImageData(image, -region.columns.first, -region.rows.first);
    const scale = SHOWN_SIDE / Math.max(width, height);
    canvas.style.width = `${width * scale}px`;
    canvas.style.height = `${height * scale}px`;
    canvas.classList.toggle('is-pixelated', scale > 2);
    const where = describePosition(place);
    const button = createElement(
      'button',
      { className: 'patch', attributes: { type: 'button', 'aria-label': `${where}: ${formatValue(value)}` } },
      [
        createElement('span', { className: 'patch-picture' }, [canvas]),
        createElement('span', { className: 'patch-value', text: formatValue(value) }),
        createElement('span', { className: 'patch-place', text: `${place.row}, ${place.column}` }),
      ],
    );
    button.title = `${where}: sees rows ${region.rows.first}–${region.rows.last}, columns ${region.columns.first}–${region.columns.last}`;
    const isPinned = pinned?.row === place.row && pinned.column === place.column;
    button.setAttribute('aria-pressed', String(isPinned));
    button.addEventListener('click', () => this.pin(place));
    return button;
  }
}

function describeMissing(kind: 'whole' | 'unknown' | undefined): string {
  return kind === 'whole'
    ? 'Each value of this layer sees the whole picture: there are no parts to cut out.'
    : 'What a value of this layer sees is not known, so that no part can be cut out.';
}
