// What came out of the run: the most probable classes, and how the picture was fed to the model.

import './outcome.css';
import type { TopClass } from '../src/protocol/runner';
import { createElement, setText } from './createElement';
import type { RunState } from './runState';

export class OutcomeView {
  readonly element: HTMLElement;
  private readonly classes = createElement('ol', {
    className: 'top-classes',
    attributes: { 'aria-label': 'Top classes' },
  });
  private readonly feed = createElement('p', { className: 'feed' });
  private readonly notes = createElement('ul', { className: 'notes', attributes: { 'aria-label': 'Notes' } });
  /** Why it was not another backend that computed. */
  private readonly otherBackends = createElement('ul', { className: 'notes' });
  private readonly passedOver = createElement('details', { className: 'passed-over' }, [
    createElement('summary', { text: 'Why on this device' }),
    this.otherBackends,
  ]);
  private shownNotes: readonly string[] = [];
  private shownPassedOver: readonly string[] = [];
  private shownClasses: readonly TopClass[] = [];

  constructor() {
    const attributes = { 'aria-label': 'Outcome' };
    this.element = createElement('section', { className: 'outcome', attributes }, [
      this.classes,
      this.feed,
      this.notes,
      this.passedOver,
    ]);
  }

  update({ status, summary }: RunState): void {
    const shown = status === 'finished' ? summary : undefined;
    this.element.hidden = !shown;
    if (!shown) {
      return;
    }
    if (shown.topClasses !== this.shownClasses) {
      this.shownClasses = shown.topClasses;
      this.classes.replaceChildren(...shown.topClasses.map((topClass) => createRow(topClass)));
    }
    this.classes.hidden = shown.topClasses.length === 0;
    if (shown.notes !== this.shownNotes) {
      this.shownNotes = shown.notes;
      this.notes.replaceChildren(...shown.notes.map((text) => createElement('li', { text })));
    }
    this.notes.hidden = shown.notes.length === 0;
    const passedOver = shown.passedOver ?? [];
    if (passedOver !== this.shownPassedOver) {
      this.shownPassedOver = passedOver;
      this.otherBackends.replaceChildren(...passedOver.map((text) => createElement('li', { text })));
    }
    this.passedOver.hidden = passedOver.length === 0;
    setText(this.feed, `Fed as ${shown.preprocessing}`);
    this.feed.title = `Weights: ${shown.weights}`;
  }
}

function createRow({ index, label, probability }: TopClass): HTMLElement {
  const name = label ?? `Class ${index}`;
  const bar = createElement('span', { className: 'class-bar' });
  bar.style.width = `${100 * probability}%`;
  const title = `${name} (class ${index}): ${100 * probability} %`;
  return createElement('li', { className: 'class', attributes: { title } }, [
    bar,
    createElement('span', { className: 'class-name', text: name }),
    createElement('span', { className: 'class-probability', text: formatProbability(probability) }),
  ]);
}

function formatProbability(probability: number): string {
  return `${(100 * probability).toFixed(1)} %`;
}
