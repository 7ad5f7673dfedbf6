// An answer in its frame: asked for once about the same maps, drawn when it comes, and asked for again when the user wants.

import type { PanelInquiry } from '../../src/protocol/panelInquiries';
import { AnswerFrame } from './answerFrame';
import type { AnswerTo, InquiryDesk } from './inquiryDesk';

export class AskedAnswer {
  readonly element: HTMLElement;
  private readonly frame: AnswerFrame;
  private asked: { readonly about: unknown; readonly key: string } | undefined;
  private askAgain: () => void = () => undefined;

  /** @param answer what is in view when there is an answer */
  constructor(
    private readonly desk: InquiryDesk,
    private readonly answer: HTMLElement,
  ) {
    this.frame = new AnswerFrame(answer, {
      cancel: () => desk.cancel(),
      askAgain: () => {
        this.asked = undefined;
        this.askAgain();
      },
    });
    this.element = this.frame.element;
  }

  /** Whether there is an answer in view. */
  get isShown(): boolean {
    return !this.answer.hidden;
  }

  /**
   * An answer to what was asked before is not drawn any more.
   * @param about the maps in question: those of another run have another answer
   */
  ask<Inquiry extends PanelInquiry>(about: unknown, inquiry: Inquiry, draw: (answer: AnswerTo<Inquiry>) => void): void {
    const key = JSON.stringify(inquiry);
    if (this.asked && this.asked.about === about && this.asked.key === key) return;
    const asked = { about, key };
    this.asked = asked;
    this.askAgain = () => this.ask(about, inquiry, draw);
    this.desk.ask(inquiry, (state) => {
      if (this.asked !== asked) return;
      if (state.kind === 'answered') draw(state.answer);
      this.frame.show(state);
    });
  }
}
