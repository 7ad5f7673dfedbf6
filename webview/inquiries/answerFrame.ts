// Around an answer: that it is being found, how far that is and the way to stop it; or why there is none, and the way to ask again.

import './inquiries.css';
import { createElement, setText } from '../createElement';
import { createButton, createProgressRing } from '../toolkit';
import type { InquiryState } from './inquiryDesk';

export interface AnswerFrameEvents {
  cancel(): void;
  askAgain(): void;
}

export class AnswerFrame {
  readonly element: HTMLElement;
  private readonly wait: HTMLElement;
  private readonly ring = createProgressRing();
  private readonly words = createElement('p', { attributes: { role: 'status' } });
  private readonly cancel: HTMLElement;
  private readonly again: HTMLElement;

  /** @param answer what is in view when there is an answer */
  constructor(
    private readonly answer: HTMLElement,
    events: AnswerFrameEvents,
  ) {
    this.cancel = createButton('Cancel', 'secondary', () => events.cancel());
    this.again = createButton('Ask Again', 'secondary', () => events.askAgain());
    answer.tabIndex = -1;
    this.wait = createElement('div', { className: 'answer-wait' }, [this.ring, this.words, this.cancel, this.again]);
    this.element = createElement('div', { className: 'answer-frame' }, [this.wait, answer]);
  }

  show(state: InquiryState<unknown>): void {
    const isBusy = state.kind === 'busy';
    const hadFocus = this.wait.contains(document.activeElement);
    this.answer.hidden = state.kind !== 'answered';
    this.wait.hidden = state.kind === 'answered';
    this.ring.hidden = this.cancel.hidden = !isBusy;
    this.again.hidden = isBusy;
    setText(this.words, describeState(state));
    // the button that was pressed is gone
    if (hadFocus) (state.kind === 'answered' ? this.answer : isBusy ? this.cancel : this.again).focus();
  }
}

function describeState(state: InquiryState<unknown>): string {
  switch (state.kind) {
    case 'busy':
      return state.total > 0 ? `Place ${state.done + 1} of ${state.total}` : 'Asking the network…';
    case 'failed':
      return state.message;
    case 'ended':
      return 'Not answered: it was cancelled, or something else was asked.';
    case 'answered':
      return '';
  }
}
