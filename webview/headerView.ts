// The head of the panel: which model, the button that runs it, how far the run is, and what went wrong.

import './header.css';
import type { FromPage } from '../src/protocol/panel';
import { createElement, setText } from './createElement';
import { formatMilliseconds, formatNumberOf, nameUse } from './format';
import type { RunState } from './runState';
import { createButton } from './toolkit';

export class HeaderView {
  readonly element: HTMLElement;
  private readonly title = createElement('h1', { text: 'ConvLens' });
  private readonly fileLink = createElement('button', { className: 'link' });
  private readonly weights = createElement('button', { className: 'link' });
  private readonly givenArguments = createElement('span', { className: 'given-arguments' });
  private readonly arguments = createElement('p', { className: 'arguments' });
  private readonly status = createElement('span', { className: 'status', attributes: { role: 'status' } });
  private readonly run: HTMLElement;
  private readonly cancel: HTMLElement;
  private readonly progress = createElement('div', {
    className: 'progress',
    attributes: { role: 'progressbar', 'aria-label': 'Layers done', 'aria-valuemin': '0' },
  });
  private readonly progressBar = createElement('div', { className: 'progress-bar' });
  private readonly failure: HTMLElement;
  private readonly failureText = createElement('span', { className: 'failure-text' });
  private readonly trust: HTMLElement;
  private readonly details: HTMLElement;
  private readonly giveArguments: HTMLElement;

  constructor(post: (message: FromPage) => void) {
    this.run = createButton('Run', 'primary', () => post({ kind: 'run' }));
    this.cancel = createButton('Cancel', 'secondary', () => post({ kind: 'cancel' }));
    this.trust = createButton('Manage Workspace Trust', 'secondary', () => post({ kind: 'manageTrust' }));
    this.details = createButton('Show Details', 'secondary', () => post({ kind: 'showOutput' }));
    this.fileLink.title = 'Go to the model in the editor';
    this.fileLink.addEventListener('click', () => post({ kind: 'revealModel' }));
    this.weights.title = 'Choose the weights that the model runs with';
    this.weights.addEventListener('click', () => post({ kind: 'chooseWeights' }));
    this.giveArguments = createButton('Give Values…', 'secondary', () => post({ kind: 'changeArguments' }));
    const change = createElement('button', { className: 'link', text: 'Change…' });
    change.title = 'Run with other values for these parameters';
    change.addEventListener('click', () => post({ kind: 'changeArguments' }));
    const write = createElement('button', { className: 'link', text: 'Write into the file' });
    write.title = 'Write a @convlens comment above the function: then the editor shows figures for these values too';
    write.addEventListener('click', () => post({ kind: 'writeArguments' }));
    this.arguments.append(this.givenArguments, change, write);
    this.progress.append(this.progressBar);
    const actions = createElement('div', { className: 'actions' }, [this.trust, this.giveArguments, this.details]);
    const failureAttributes = { role: 'alert' };
    this.failure = createElement('div', { className: 'failure', attributes: failureAttributes }, [
      this.failureText,
      actions,
    ]);
    const titleLine = createElement('div', { className: 'title-line' }, [this.title, this.status]);
    const facts = createElement('div', { className: 'facts' }, [this.fileLink, this.weights]);
    const words = createElement('div', { className: 'words' }, [titleLine, facts, this.arguments]);
    const line = createElement('div', { className: 'head' }, [words, this.run, this.cancel]);
    this.element = createElement('header', {}, [line, this.progress, this.failure]);
  }

  update(state: RunState): void {
    const isRunning = state.status === 'running';
    setText(this.title, state.model?.title ?? 'ConvLens');
    setText(this.fileLink, state.model ? `${state.fileLabel}:${state.model.line}` : '');
    const given = state.model?.givenArguments;
    this.arguments.hidden = given === undefined;
    setText(this.givenArguments, given ?? '');
    this.givenArguments.title = given ?? '';
    this.weights.hidden = state.weights === '';
    setText(this.weights, `Weights: ${state.weights}`);
    const status = describeStatus(state);
    setText(this.status, status);
    this.status.title = status;
    setText(this.run, state.status === 'idle' ? 'Run' : 'Run Again');
    const hadFocus = document.activeElement === this.run || document.activeElement === this.cancel;
    this.run.hidden = isRunning;
    this.cancel.hidden = !isRunning;
    if (hadFocus) {
      (isRunning ? this.cancel : this.run).focus();
    }
    this.updateProgress(state, isRunning);
    this.failure.hidden = !state.failure;
    setText(this.failureText, state.failure?.message ?? '');
    this.trust.hidden = state.failure?.remedy !== 'manageTrust';
    this.giveArguments.hidden = state.failure?.remedy !== 'giveArguments';
    this.details.hidden = state.failure?.remedy === 'manageTrust';
  }

  private updateProgress(state: RunState, isRunning: boolean): void {
    this.progress.classList.toggle('is-running', isRunning);
    const isCounting = isRunning && state.results.size > 0;
    this.progress.classList.toggle('is-indeterminate', isRunning && !isCounting);
    const share = isCounting ? state.results.size / Math.max(1, state.layers.length) : 0;
    this.progressBar.style.width = isCounting ? `${share * 100}%` : '';
    this.progress.setAttribute('aria-valuemax', String(state.layers.length));
    if (isCounting) {
      this.progress.setAttribute('aria-valuenow', String(state.results.size));
    } else {
      this.progress.removeAttribute('aria-valuenow');
    }
    this.progress.setAttribute('aria-hidden', String(!isRunning));
  }
}

/** One line on where the run is, or what it was. */
function describeStatus(state: RunState): string {
  switch (state.status) {
    case 'idle':
      return 'Not run yet';
    case 'running': {
      const layer = state.layers.find(({ index }) => index === state.lastDone);
      return layer ? `Layer ${state.results.size} of ${state.layers.length} · ${nameUse(layer)}` : state.stage;
    }
    case 'cancelled':
      return 'Run cancelled';
    case 'failed':
      return 'Run failed';
    case 'finished': {
      const { summary } = state;
      const layers = formatNumberOf(state.layers.length, 'layer');
      return summary
        ? [formatMilliseconds(summary.totalMilliseconds), layers, summary.backend, summary.device]
            .filter((fact) => fact !== '')
            .join(' · ')
        : layers;
    }
  }
}
