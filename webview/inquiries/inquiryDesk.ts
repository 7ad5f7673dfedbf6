// Asks the extension about the run and brings each answer to who asked for it. What was answered is remembered until the next run.

import type { RunWish } from '../../src/protocol/panel';
import type { InquiryAnswer, InquiryReport, PanelInquiry } from '../../src/protocol/panelInquiries';

export type InquiryState<Answer = InquiryAnswer> =
  /** `total` is 0 while it is not known how far it is. */
  | { readonly kind: 'busy'; readonly done: number; readonly total: number }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly message: string }
  /** By the user, or because something else was asked. */
  | { readonly kind: 'ended' };

export type AnswerTo<Inquiry extends PanelInquiry> = Extract<InquiryAnswer, { kind: Inquiry['kind'] }>;

interface Waiting {
  readonly inquiry: PanelInquiry;
  readonly tell: (state: InquiryState) => void;
}

/** Of a picture with 3 colours an answer takes some megabytes. */
const MAX_REMEMBERED = 24;

export class InquiryDesk {
  private readonly waiting = new Map<number, Waiting>();
  private readonly remembered = new Map<string, InquiryAnswer>();
  private lastId = 0;

  constructor(private readonly post: (wish: RunWish) => void) {}

  /** `tell` is called at once, and whenever more is known. A question that takes long ends the one before. */
  ask<Inquiry extends PanelInquiry>(inquiry: Inquiry, tell: (state: InquiryState<AnswerTo<Inquiry>>) => void): void {
    const known = this.remembered.get(JSON.stringify(inquiry));
    if (known) {
      tell({ kind: 'answered', answer: known as AnswerTo<Inquiry> });
      return;
    }
    if (isLong(inquiry)) this.endLong();
    const id = ++this.lastId;
    this.waiting.set(id, { inquiry, tell: tell as Waiting['tell'] });
    tell({ kind: 'busy', done: 0, total: 0 });
    this.post({ kind: 'inquire', id, inquiry });
  }

  /** The question that takes long is not waited for any more. */
  cancel(): void {
    if (this.endLong()) this.post({ kind: 'endInquiry' });
  }

  /** Another run begins: nobody waits for what was asked about the one before. */
  clear(): void {
    this.waiting.clear();
    this.remembered.clear();
  }

  take(report: InquiryReport): void {
    const waiting = this.waiting.get(report.id);
    if (!waiting) return;
    if (report.kind === 'inquiryProgress') {
      waiting.tell({ kind: 'busy', done: report.done, total: report.total });
      return;
    }
    this.waiting.delete(report.id);
    if (report.kind === 'inquiryFailed') {
      waiting.tell({ kind: 'failed', message: report.message });
      return;
    }
    this.remember(waiting.inquiry, report.answer);
    waiting.tell({ kind: 'answered', answer: report.answer });
  }

  private remember(inquiry: PanelInquiry, answer: InquiryAnswer): void {
    this.remembered.set(JSON.stringify(inquiry), answer);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MAX_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
  }

  /** @returns whether there was one */
  private endLong(): boolean {
    for (const [id, { inquiry, tell }] of this.waiting) {
      if (!isLong(inquiry)) continue;
      this.waiting.delete(id);
      tell({ kind: 'ended' });
      return true;
    }
    return false;
  }
}

function isLong({ kind }: PanelInquiry): boolean {
  return kind === 'visualise' || kind === 'experiment';
}
