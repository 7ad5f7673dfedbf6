// Grad-CAM: where the maps of a layer speak for a class of the model's output.

import type { Visualisation } from '../../src/protocol/inquiries';
import { createElement, replaceChildren } from '../createElement';
import type { Figure } from '../figure';
import { isVector } from '../maps/featureMap';
import { chooseScale } from '../maps/colourScale';
import { inputSizeOf } from '../runState';
import type { RunState } from '../runState';
import { createButton } from '../toolkit';
import { AskedAnswer } from './askedAnswer';
import { ExplainedPicture } from './explainedPicture';
import { explainClass, nameClass } from './explanations';
import { drawHeat } from './heat';
import type { InquiryDesk } from './inquiryDesk';
import { InputPicture } from './inputPicture';
import type { LayerPage } from './layerPages';
import type { LayerSubject } from './layerSubject';

const HEAT = chooseScale('inferno', { min: 0, max: 1 }).table;

export class ClassMapPage implements LayerPage {
  readonly text = 'Grad-CAM';
  readonly title = 'Where the maps of the layer speak for a class (Selvaraju et al. 2017)';
  readonly element: HTMLElement;
  private readonly explained = new ExplainedPicture();
  private readonly answer: AskedAnswer;
  private readonly choices = createElement('div', { className: 'class-choices' });
  private readonly number = createElement('input', {
    className: 'number-field',
    attributes: { type: 'number', min: '0', step: '1', 'aria-label': 'Number of a class', placeholder: 'number' },
  });
  private readonly input = new InputPicture();
  private shownClasses: unknown;
  /** Undefined for the most probable one. */
  private classIndex: number | undefined;
  private subject: LayerSubject | undefined;

  constructor(desk: InquiryDesk) {
    this.answer = new AskedAnswer(desk, this.explained.element);
    const form = createElement('form', { className: 'class-form' }, [
      createElement('span', { text: 'Class' }),
      this.number,
      createButton('Show', 'secondary', () => this.chooseNumber()),
    ]);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.chooseNumber();
    });
    const controls = createElement('div', { className: 'answer-controls' }, [this.choices, form]);
    this.element = createElement('div', { className: 'class-map' }, [controls, this.answer.element]);
  }

  suits({ maps, state }: LayerSubject): boolean {
    return !isVector(maps) && inputSizeOf(state) !== undefined;
  }

  show(subject: LayerSubject): void {
    if (subject.state.summary !== this.subject?.state.summary) this.classIndex = undefined;
    this.subject = subject;
    this.writeChoices();
    this.ask();
  }

  figure(): Figure | undefined {
    return this.answer.isShown ? this.explained.figure() : undefined;
  }

  private chooseNumber(): void {
    const index = this.number.valueAsNumber;
    if (Number.isInteger(index) && index >= 0) this.choose(index);
  }

  private choose(classIndex: number | undefined): void {
    this.classIndex = classIndex;
    this.shownClasses = undefined;
    this.writeChoices();
    this.ask();
  }

  private writeChoices(): void {
    const classes = this.subject?.state.summary?.topClasses ?? [];
    if (classes === this.shownClasses) return;
    this.shownClasses = classes;
    const chosen = this.classIndex ?? classes[0]?.index;
    const most = createChoice('Most probable', chosen === undefined, () => this.choose(undefined));
    const buttons = classes.map(({ index, label }) =>
      createChoice(label ?? nameClass(index, []), index === chosen, () => this.choose(index)),
    );
    replaceChildren(this.choices, buttons.length > 0 ? buttons : [most]);
  }

  private ask(): void {
    const { subject, classIndex } = this;
    if (!subject) return;
    const request = {
      kind: 'classMap',
      layer: subject.layer.index,
      ...(classIndex !== undefined && { classIndex }),
    } as const;
    this.answer.ask(subject.maps, { kind: 'visualise', request }, ({ visualisation }) => {
      this.draw(visualisation, subject.state);
    });
  }

  private draw(visualisation: Visualisation, state: RunState): void {
    const size = inputSizeOf(state);
    const { picture, summary } = state;
    if (!size || !picture) return;
    const pixels = this.input.pixelsOf(picture, size);
    const heat = { amounts: visualisation.values, grid: visualisation, isSmooth: true };
    this.explained.show({
      size,
      picture: pixels,
      answer: drawHeat(pixels, size, heat, HEAT),
      caption: `Grad-CAM of ${visualisation.height}×${visualisation.width} values`,
      explanation: explainClass(visualisation, summary?.topClasses ?? []),
      box: undefined,
    });
  }
}

function createChoice(text: string, isChosen: boolean, onClick: () => void): HTMLElement {
  const attributes = { type: 'button', 'aria-pressed': String(isChosen) };
  const button = createElement('button', { className: 'choice', text, attributes });
  button.addEventListener('click', onClick);
  return button;
}
