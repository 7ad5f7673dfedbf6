// The picture the model runs on, and the ways to choose another one.

import type { FromPage, PanelPicture, SamplePicture } from '../src/protocol/panel';
import { isSamePicture } from '../src/protocol/panel';
import { createElement, setText } from './createElement';
import type { RunState } from './runState';
import { createButton } from './toolkit';

export class PictureView {
  readonly element: HTMLElement;
  private readonly canvas = createElement('canvas', { attributes: { role: 'img' } });
  private readonly title = createElement('span', { className: 'picture-title' });
  private readonly size = createElement('span', { className: 'picture-size' });
  private readonly samples = createElement('div', {
    className: 'samples',
    attributes: { role: 'group', 'aria-label': 'Sample pictures' },
  });
  private readonly failure = createElement('p', { className: 'picture-failure', attributes: { role: 'alert' } });
  private shownPicture: PanelPicture | undefined;
  private shownSamples: readonly SamplePicture[] = [];

  constructor(private readonly post: (message: FromPage) => void) {
    const choose = createButton('Choose Picture…', 'secondary', () => post({ kind: 'choosePicture' }));
    choose.classList.add('choose-picture');
    const frame = createElement('div', { className: 'frame' }, [this.canvas]);
    const caption = createElement('div', { className: 'caption' }, [this.title, this.size]);
    const label = { 'aria-label': 'Picture' };
    const gallery = createElement('div', { className: 'gallery' }, [frame, this.samples]);
    this.element = createElement('section', { className: 'picture', attributes: label }, [
      gallery,
      caption,
      choose,
      this.failure,
    ]);
  }

  update(state: RunState): void {
    if (state.samples !== this.shownSamples) {
      this.shownSamples = state.samples;
      this.samples.replaceChildren(...state.samples.map((sample) => this.createSample(sample)));
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

  private createSample({ id, title, address }: SamplePicture): HTMLElement {
    const image = createElement('img', { attributes: { src: address, alt: '' } });
    const attributes = { type: 'button', title: `Use the sample picture ${title}`, 'aria-label': title };
    const button = createElement('button', { className: 'sample', attributes }, [image]);
    button.addEventListener('click', () => this.post({ kind: 'useSample', id }));
    return button;
  }

  private draw(picture: PanelPicture): void {
    const { shownWidth, shownHeight, rgba } = picture;
    this.canvas.width = shownWidth;
    this.canvas.height = shownHeight;
    this.canvas.classList.toggle('is-tiny', Math.max(shownWidth, shownHeight) < 128);
    this.canvas.setAttribute('aria-label', `${picture.title}, ${picture.width} by ${picture.height} pixels`);
    const image = new ImageData(new Uint8ClampedArray(rgba), shownWidth, shownHeight);
    this.canvas.getContext('2d')?.putImageData(image, 0, 0);
  }
}
