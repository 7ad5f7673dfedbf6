// Experiments: layers off, the picture moved, and what that does to the model's output and to each layer.

import './experiment.css';
import type { ExperimentResult } from '../../src/protocol/inquiries';
import type { LayerInfo } from '../../src/protocol/runner';
import { createElement, replaceChildren, setText } from '../createElement';
import type { Figure } from '../figure';
import { formatShare, formatValue, nameUse } from '../format';
import { createButton, createCheckbox } from '../toolkit';
import { inputSizeOf } from '../runState';
import { AnswerFrame } from './answerFrame';
import { ChangeChart } from './changeChart';
import { compareClasses, measureChange } from './compareOutputs';
import type { Experiment } from './experiment';
import { nameClass } from './explanations';
import type { InquiryDesk } from './inquiryDesk';
import type { LayerPage } from './layerPages';
import type { LayerSubject } from './layerSubject';

const SHOWN_CLASSES = 5;
/** More values than classes anybody counts: the output is a map. */
const MOST_CLASSES = 100_000;

export class ExperimentPage implements LayerPage {
  readonly text = 'Experiment';
  readonly title = 'Switch layers off or move the picture, and run again';
  readonly element: HTMLElement;
  private readonly toggle: HTMLElement & { checked?: boolean };
  private readonly off = createElement('div', { className: 'class-choices', attributes: { role: 'group' } });
  private readonly down: HTMLInputElement;
  private readonly right: HTMLInputElement;
  private readonly shift: HTMLElement;
  private readonly run: HTMLElement;
  private readonly reset: HTMLElement;
  private readonly change = createElement('p', { className: 'answer-what', attributes: { role: 'status' } });
  private readonly passedOn = createElement('p', { className: 'answer-how' });
  private readonly chart = new ChangeChart();
  private readonly table = createElement('table', { className: 'outputs' });
  private readonly frame: AnswerFrame;
  private subject: LayerSubject | undefined;
  private shownResult: ExperimentResult | undefined;

  constructor(
    private readonly experiment: Experiment,
    desk: InquiryDesk,
  ) {
    this.toggle = createCheckbox('', false, (isOff) => {
      if (this.subject) experiment.switchLayer(this.subject.layer.index, isOff);
    });
    this.off.setAttribute('aria-label', 'Layers that are off');
    const move = (): void => experiment.move({ down: readWhole(this.down), right: readWhole(this.right) });
    this.down = createNumber('Pixels down', move);
    this.right = createNumber('Pixels to the right', move);
    this.run = createButton('Run Experiment', 'primary', () => {
      if (!experiment.isEmpty) experiment.run();
    });
    this.reset = createButton('Reset', 'secondary', () => experiment.reset());
    this.shift = createElement('div', { className: 'answer-controls class-form' }, [
      createElement('span', { text: 'Move the picture down' }),
      this.down,
      createElement('span', { text: 'right' }),
      this.right,
      createElement('span', { text: 'pixels' }),
    ]);
    const how = createElement('p', {
      className: 'answer-how',
      text: 'Once trained, a plain network collapses without one of its layers, a residual one hardly changes (Veit et al. 2016). A moved picture shows what global pooling keeps and flattening does not.',
    });
    const caption = createElement('p', { className: 'answer-source', text: CHART_CAPTION });
    const answer = createElement('div', {}, [this.change, this.passedOn, this.chart.element, caption, this.table]);
    this.frame = new AnswerFrame(answer, { cancel: () => desk.cancel(), askAgain: () => experiment.run() });
    this.element = createElement('div', { className: 'experiment' }, [
      how,
      createElement('div', { className: 'answer-controls' }, [this.toggle, this.off]),
      this.shift,
      createElement('div', { className: 'answer-controls' }, [this.run, this.reset]),
      this.frame.element,
    ]);
  }

  suits(): boolean {
    return true;
  }

  show(subject: LayerSubject): void {
    this.subject = subject;
    const { experiment } = this;
    const { layer, state } = subject;
    this.toggle.hidden = layer.className === 'InputLayer';
    this.shift.hidden = inputSizeOf(state) === undefined;
    setText(this.toggle, describeToggle(layer));
    this.toggle.setAttribute('aria-label', describeToggle(layer));
    this.toggle.checked = experiment.switchedOff.includes(layer.index);
    this.writeOff(state.layers);
    // not `disabled`: a button that the user has just pressed would lose the focus
    for (const button of [this.run, this.reset]) button.setAttribute('aria-disabled', String(experiment.isEmpty));
    if (document.activeElement !== this.down) this.down.value = String(experiment.shift.down);
    if (document.activeElement !== this.right) this.right.value = String(experiment.shift.right);
    this.frame.element.hidden = !experiment.state;
    if (!experiment.state) return;
    if (experiment.result && experiment.result !== this.shownResult) this.writeResult(experiment.result, subject);
    this.shownResult = experiment.result;
    this.frame.show(experiment.state);
  }

  figure(): Figure | undefined {
    if (this.frame.element.hidden || !this.shownResult) return undefined;
    const rows = [...this.table.rows].map((row) => [...row.cells].map((cell) => cell.textContent).join(' · '));
    const notes = [this.change.textContent, this.passedOn.textContent, ...rows];
    return { panels: [{ canvas: this.chart.element, caption: CHART_CAPTION }], notes };
  }

  private writeOff(layers: readonly LayerInfo[]): void {
    const { switchedOff } = this.experiment;
    const key = switchedOff.join();
    if (this.off.dataset.layers === key) return;
    this.off.dataset.layers = key;
    const hadFocus = this.off.contains(document.activeElement);
    replaceChildren(
      this.off,
      switchedOff.map((index) => {
        const layer = layers.find((one) => one.index === index);
        const name = layer ? nameUse(layer) : `layer ${index}`;
        const attributes = { type: 'button', title: `Switch ${name} on again` };
        const chip = createElement('button', { className: 'choice', text: `${name} off ×`, attributes });
        chip.addEventListener('click', () => this.experiment.switchLayer(index, false));
        return chip;
      }),
    );
    if (hadFocus && switchedOff.length === 0) this.toggle.focus();
  }

  private writeResult(result: ExperimentResult, { state }: LayerSubject): void {
    const { output, outputBefore, passedOn, changes } = result;
    const change = measureChange(outputBefore, output);
    const text = Number.isNaN(change) ? '?' : formatShare(change);
    setText(
      this.change,
      `The output of the model changed by ${text} (‖Δ‖ / ‖y‖); the layers' own changes stand in the list.`,
    );
    const words = passedOn.map(({ layer, what }) => {
      const info = state.layers.find(({ index }) => index === layer);
      return `${info ? nameUse(info) : `Layer ${layer}`} passed on ${PASSED_ON[what]}`;
    });
    setText(this.passedOn, words.length > 0 ? `${words.join('; ')}.` : '');
    this.chart.show({ layers: state.layers, changes, switchedOff: this.experiment.switchedOff });
    const isClasses = output.length <= MOST_CLASSES && outputBefore.length === output.length;
    const rows = isClasses ? compareClasses(outputBefore, output, SHOWN_CLASSES) : [];
    const cell = (tag: 'td' | 'th', content: string): HTMLElement => createElement(tag, { text: content });
    const head = createElement(
      'tr',
      {},
      ['Class', 'Before', 'Now'].map((title) => cell('th', title)),
    );
    const body = rows.map(({ index, before, now }) => {
      const texts = [nameClass(index, state.summary?.topClasses ?? []), formatValue(before), formatValue(now)];
      return createElement(
        'tr',
        {},
        texts.map((one) => cell('td', one)),
      );
    });
    this.table.hidden = rows.length === 0;
    this.table.replaceChildren(head, ...body);
  }
}

const CHART_CAPTION = 'How far each layer is from the run: ‖new − old‖ / ‖old‖, from the first layer to the last';
const PASSED_ON = { shortcut: 'its shortcut', input: 'what it gets', zeros: 'zeros' } as const;

function describeToggle(layer: LayerInfo): string {
  const name = nameUse(layer);
  return layer.className === 'Add' ? `Switch off the block that ends in ${name}` : `Switch off ${name}`;
}

function createNumber(label: string, onChange: () => void): HTMLInputElement {
  const attributes = { type: 'number', step: '1', value: '0', 'aria-label': label };
  const field = createElement('input', { className: 'number-field', attributes });
  field.addEventListener('change', onChange);
  return field;
}

function readWhole(field: HTMLInputElement): number {
  return Number.isFinite(field.valueAsNumber) ? Math.round(field.valueAsNumber) : 0;
}
