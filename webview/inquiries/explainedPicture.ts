// The picture of the run and an answer beside it, with the words to it, and the ways to look at both.

import { createElement, setText } from '../createElement';
import { clipRegion } from '../field/fieldGeometry';
import type { Region, Size } from '../field/fieldGeometry';
import type { Figure } from '../figure';
import { createCheckbox } from '../toolkit';
import type { Explanation } from './explanations';
import type { Pixels } from './inputPicture';
import { partAround } from './mapPlaces';
import { PictureStage } from './pictureStage';

export interface ExplainedAnswer {
  readonly size: Size;
  readonly picture: Pixels;
  readonly answer: Pixels;
  /** Of the answer. */
  readonly caption: string;
  readonly explanation: Explanation;
  /** What the explained position sees. */
  readonly box: Region | undefined;
}

export class ExplainedPicture {
  readonly element: HTMLElement;
  private readonly picture = new PictureStage();
  private readonly answer = new PictureStage();
  private readonly what = createElement('p', { className: 'answer-what', attributes: { 'aria-live': 'polite' } });
  private readonly how = createElement('p', { className: 'answer-how' });
  private readonly source = createElement('p', { className: 'answer-source' });
  private readonly near: HTMLElement;
  private readonly row: HTMLElement;
  private isNear = true;
  private shown: ExplainedAnswer | undefined;

  /** @param controls beside the one that is here in any case */
  constructor(private readonly controls: readonly HTMLElement[] = []) {
    this.near = createCheckbox('Only what it sees', this.isNear, (isNear) => {
      this.isNear = isNear;
      this.draw();
    });
    const stages = createElement('div', { className: 'stages' }, [this.picture.element, this.answer.element]);
    this.row = createElement('div', { className: 'answer-controls' }, [...controls, this.near]);
    const words = createElement('div', { className: 'answer-words' }, [this.how, this.source]);
    this.element = createElement('div', { className: 'explained' }, [this.what, this.row, stages, words]);
  }

  show(shown: ExplainedAnswer): void {
    this.shown = shown;
    this.draw();
  }

  figure(): Figure | undefined {
    const panels = [this.picture.figurePanel(), this.answer.figurePanel()].filter((panel) => panel !== undefined);
    const { explanation } = this.shown ?? {};
    return explanation && { panels, notes: [explanation.what, explanation.how, explanation.source] };
  }

  private draw(): void {
    if (!this.shown) return;
    const { size, picture, answer, caption, explanation, box } = this.shown;
    const seen = box && clipRegion(box, size);
    const around = seen && partAround(seen, size);
    this.near.hidden = !around;
    this.row.hidden = [this.near, ...this.controls].every((control) => control.hidden);
    const part = this.isNear ? around : undefined;
    this.picture.show({ size, pixels: picture, caption: 'The picture', box, part });
    this.answer.show({ size, pixels: answer, caption, box, part });
    setText(this.what, explanation.what);
    setText(this.how, explanation.how);
    setText(this.source, explanation.source);
  }
}
