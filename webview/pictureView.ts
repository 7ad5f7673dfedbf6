// The picture the model runs on, and the ways to choose another one.

import './picture.css';
import type { FromPage, PanelPicture, SamplePicture } from '../src/protocol/panel';
import { isSamePicture } from '../src/protocol/panel';
import { createElement, replaceChildren, setText } from './createElement';
import type { Place, Size } from './field/fieldGeometry';
import { FieldOverlay } from './field/fieldOverlay';
import type { ShownField } from './field/fieldOverlay';
import { pixelAt } from './pixelAt';
import type { RunState } from './runState';
import { createButton } from './toolkit';

/** Up to this many pixels a side a picture is drawn with hard edges. */
const TINY_SIDE = 128;
const MARGIN = 8;
/** Pixels of the model's input. */
const LARGE_STEP = 10;

export interface PictureViewEvents {
  post(message: FromPage): void;
  /** The pixel of the model's input that the pointer is at; the picture is stretched to that. */
  point(pixel: Place | undefined): void;
}

export class PictureView {
  readonly element: HTMLElement;
  private readonly canvas = createElement('canvas', { attributes: { role: 'img' } });
  private readonly overlay = new FieldOverlay();
  private readonly frame: HTMLElement;
  private readonly note = createElement('p', { className: 'field-note', attributes: { 'aria-live': 'polite' } });
  private readonly title = createElement('span', { className: 'picture-title' });
  private readonly size = createElement('span', { className: 'picture-size' });
  private readonly samples = createElement('div', {
    className: 'samples',
    attributes: { role: 'group', 'aria-label': 'Sample pictures' },
  });
  private readonly failure = createElement('p', { className: 'picture-failure', attributes: { role: 'alert' } });
  private shownPicture: PanelPicture | undefined;
  private shownSamples: readonly SamplePicture[] = [];

  private input: Size | undefined;
  private pixel: Place | undefined;

  constructor(private readonly events: PictureViewEvents) {
    const choose = createButton('Choose Picture…', 'secondary', () => events.post({ kind: 'choosePicture' }));
    choose.classList.add('choose-picture');
    const stage = createElement('div', { className: 'picture-stage' }, [this.canvas, this.overlay.element]);
    this.frame = createElement('div', { className: 'frame' }, [stage]);
    new ResizeObserver(() => this.fit()).observe(this.frame);
    this.canvas.addEventListener('pointermove', (event) => {
      if (this.input) this.pointAt(pixelAt(this.canvas, event, this.input));
    });
    this.canvas.addEventListener('pointerleave', () => this.pointAt(undefined));
    this.canvas.addEventListener('blur', () => this.pointAt(undefined));
    this.canvas.addEventListener('keydown', (event) => this.onKey(event));
    const caption = createElement('div', { className: 'caption' }, [this.title, this.size]);
    const label = { 'aria-label': 'Picture' };
    const gallery = createElement('div', { className: 'gallery' }, [this.frame, this.samples]);
    this.element = createElement('section', { className: 'picture', attributes: label }, [
      gallery,
      caption,
      this.note,
      choose,
      this.failure,
    ]);
  }

  update(state: RunState): void {
    if (state.samples !== this.shownSamples) {
      this.shownSamples = state.samples;
      replaceChildren(
        this.samples,
        state.samples.map((sample) => this.createSample(sample)),
      );
    }
    if (state.picture && state.picture !== this.shownPicture) {
      this.shownPicture = state.picture;
      this.draw(state.picture);
    }
    this.canvas.hidden = !state.picture;
    state.samples.forEach(({ id }, index) => {
      const isChosen = isSamePicture(state.picture?.choice, { kind: 'sample', id });
      this.samples.children[index]?.setAttribute('aria-pressed', String(isChosen));
    });
    setText(this.title, state.picture?.title ?? 'No picture');
    setText(this.size, state.picture ? `${state.picture.width}×${state.picture.height}` : '');
    setText(this.failure, state.pictureFailure ?? '');
    this.failure.hidden = state.pictureFailure === undefined;
  }

  /** @param input size of the model's input, to which the picture is stretched; undefined while that is not known */
  showField(input: Size | undefined, field: ShownField | undefined, note: string): void {
    this.input = input;
    this.overlay.show(field);
    setText(this.note, note);
    this.note.title = note;
    this.note.hidden = input === undefined;
    this.canvas.tabIndex = input ? 0 : -1;
  }

  private pointAt(pixel: Place | undefined): void {
    this.pixel = pixel;
    this.events.point(pixel);
  }

  /** Arrow keys go from pixel to pixel, from the middle on; with Shift further. */
  private onKey(event: KeyboardEvent): void {
    const { input, pixel } = this;
    const pace = event.shiftKey ? LARGE_STEP : 1;
    const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
      ArrowRight: [0, pace],
      ArrowLeft: [0, -pace],
      ArrowDown: [pace, 0],
      ArrowUp: [-pace, 0],
    };
    const step = steps[event.key];
    if (!input || (!step && event.key !== 'Escape')) {
      return;
    }
    event.preventDefault();
    if (!step || !pixel) {
      const middle = { row: Math.floor(input.height / 2), column: Math.floor(input.width / 2) };
      this.pointAt(step ? middle : undefined);
      return;
    }
    this.pointAt({
      row: Math.min(input.height - 1, Math.max(0, pixel.row + step[0])),
      column: Math.min(input.width - 1, Math.max(0, pixel.column + step[1])),
    });
  }

  private createSample({ id, title, address }: SamplePicture): HTMLElement {
    const image = createElement('img', { attributes: { src: address, alt: '' } });
    const attributes = { type: 'button', title: `Use the sample picture ${title}`, 'aria-label': title };
    const button = createElement('button', { className: 'sample', attributes }, [image]);
    button.addEventListener('click', () => this.events.post({ kind: 'useSample', id }));
    return button;
  }

  private draw(picture: PanelPicture): void {
    const { shownWidth, shownHeight, rgba } = picture;
    this.canvas.width = shownWidth;
    this.canvas.height = shownHeight;
    this.canvas.setAttribute('aria-label', `${picture.title}, ${picture.width} by ${picture.height} pixels`);
    const image = new ImageData(new Uint8ClampedArray(rgba), shownWidth, shownHeight);
    this.canvas.getContext('2d')?.putImageData(image, 0, 0);
    this.fit();
  }

  /** As large as the frame allows. The overlay lies over the canvas, so both have the size that is written here. */
  private fit(): void {
    const { clientWidth, clientHeight } = this.frame;
    const { width, height } = this.canvas;
    if (!this.shownPicture || clientWidth === 0) {
      return;
    }
    const isTiny = Math.max(width, height) < TINY_SIDE;
    // around it there is room to hint at what lies outside
    const room = Math.min((clientWidth - 2 * MARGIN) / width, (clientHeight - 2 * MARGIN) / height);
    const scale = isTiny ? room : Math.min(1, room);
    this.canvas.classList.toggle('is-pixelated', isTiny);
    this.canvas.style.width = `${width * scale}px`;
    this.canvas.style.height = `${height * scale}px`;
  }
}
