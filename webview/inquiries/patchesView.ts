// The parts of the picture that excite a channel most, cut out by the layer's receptive field.

import './thumbnails.css';
import { createElement, replaceChildren, setText } from '../createElement';
import { lengthOf } from '../field/fieldGeometry';
import type { Place, Size } from '../field/fieldGeometry';
import { enlarge } from '../figure';
import type { Figure } from '../figure';
import { formatValue } from '../format';
import { describePosition } from './explanations';
import type { Pixels } from './inputPicture';
import type { ChannelSubject } from './layerSubject';
import { findPatches } from './mapPlaces';
import type { Patch, Patches } from './mapPlaces';

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
    const found = findPatches(maps, channel, exact, { field, input, count: MOST_PATCHES });
    const { patches } = found;
    const key = JSON.stringify([layer.index, patches, pinned]);
    if (key === this.shown) return;
    this.shown = key;
    this.write(
      describePatches(found, channel, input),
      patches.map((patch) => this.createPatch(patch, input, pixels, pinned)),
    );
  }

  /** The patches in view as a picture. */
  figure(): Figure | undefined {
    const buttons = [...this.list.querySelectorAll('button')];
    const panels = buttons.flatMap((button) => {
      const canvas = button.querySelector('canvas');
      return canvas
        ? [{ canvas: enlarge(canvas, SHOWN_SIDE), caption: button.querySelector('.patch-value')?.textContent ?? '' }]
        : [];
    });
    return panels.length > 0 ? { panels, notes: [this.words.textContent] } : undefined;
  }

  private write(words: string, patches: readonly HTMLElement[]): void {
    setText(this.words, words);
    replaceChildren(this.list, patches);
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
        createElement('span', { className: 'patch-place', text: where }),
      ],
    );
    button.title = `${where}: sees rows ${region.rows.first}–${region.rows.last}, columns ${region.columns.first}–${region.columns.last}`;
    const isPinned = pinned?.row === place.row && pinned.column === place.column;
    button.setAttribute('aria-pressed', String(isPinned));
    button.addEventListener('click', () => this.pin(place));
    return button;
  }
}

function describePatches({ patches, end }: Patches, channel: number, input: Size): string {
  const [first] = patches;
  if (!first) return `Channel ${channel} has no value that is a number.`;
  const count = patches.length;
  const [height, width] = [lengthOf(first.region.rows), lengthOf(first.region.columns)];
  const most =
    count === 1
      ? `The place where channel ${channel} is largest. Click it to pin it.`
      : `The ${count} places where channel ${channel} is largest and that see different parts of the picture. Click one to pin it.`;
  switch (end) {
    case 'count':
      return most;
    case 'value':
      return `${most} ${count === 1 ? 'Everywhere else' : 'At every other place'} it is 0 or less.`;
    case 'overlap':
      return `${most} There are no more: a place sees ${height}×${width} of ${input.height}×${input.width} pixels, and every other one with a value above 0 sees mostly what ${count === 1 ? 'this one' : 'one of these'} sees.`;
  }
}

function describeMissing(kind: 'whole' | 'unknown' | undefined): string {
  return kind === 'whole'
    ? 'Each value of this layer sees the whole picture: there are no parts to cut out.'
    : 'What a value of this layer sees is not known, so that no part can be cut out.';
}
