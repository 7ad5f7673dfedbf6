// Answers what a page asks about a finished run. Once closed it sends nothing more.

import type { InquiryMethods } from '../protocol/inquiries';
import type { RunReport } from '../protocol/panel';
import type { AskedInquiry, InquiryAnswer, PanelInquiry } from '../protocol/panelInquiries';
import type { Asked } from '../protocol/runner';
import type { ActivationReaderHost } from './activationReader';
import { asFailure } from './failure';
import { withPlainArrays } from './plainArrays';

type InquirySession = Asked<InquiryMethods>;

export class InquiryAnswers {
  private state: 'waiting' | 'open' | 'closed' = 'waiting';
  /** The question that takes long and is being answered: the runner ends it when it gets the next one. */
  private longId: number | undefined;
  /** What the page waits for. */
  private readonly awaited = new Set<number>();

  constructor(
    private readonly session: InquirySession,
    private readonly host: ActivationReaderHost,
  ) {}

  /** The run has finished. */
  open(): void {
    this.state = 'open';
  }

  close(): void {
    this.state = 'closed';
    this.awaited.clear();
  }

  async answer({ id, inquiry }: AskedInquiry): Promise<void> {
    if (this.state !== 'open') {
      const message = 'The model is running. Ask again when the run is done.';
      if (this.state === 'waiting') this.host.post({ kind: 'inquiryFailed', id, message });
      return;
    }
    if (inquiry.kind === 'visualise' || inquiry.kind === 'experiment') {
      this.forgetLong();
      this.longId = id;
    }
    this.awaited.add(id);
    try {
      const answer = await ask(this.session, inquiry);
      this.settle(id, { kind: 'inquiryAnswer', id, answer });
    } catch (error) {
      if (!this.awaited.has(id)) return;
      const failure = asFailure(error);
      this.host.logFailure(failure);
      this.settle(id, { kind: 'inquiryFailed', id, message: failure.message });
    }
  }

  hearProgress(done: number, total: number): void {
    if (this.longId !== undefined) this.host.post({ kind: 'inquiryProgress', id: this.longId, done, total });
  }

  /** The page does not wait any more for the question that takes long. */
  async end(): Promise<void> {
    if (this.longId === undefined) return;
    this.forgetLong();
    try {
      await this.session.endInquiry();
    } catch (error) {
      this.host.logFailure(asFailure(error));
    }
  }

  /** The page was loaded anew: it knows of no question. */
  async forget(): Promise<void> {
    this.awaited.clear();
    await this.end();
  }

  private forgetLong(): void {
    if (this.longId !== undefined) this.awaited.delete(this.longId);
    this.longId = undefined;
  }

  private settle(id: number, message: RunReport): void {
    if (!this.awaited.delete(id)) return;
    if (this.longId === id) this.longId = undefined;
    this.host.post(message);
  }
}

async function ask(session: InquirySession, inquiry: PanelInquiry): Promise<InquiryAnswer> {
  const { kind } = inquiry;
  switch (kind) {
    case 'visualise':
      return { kind, visualisation: withPlainArrays(await session.visualise(inquiry.request)) };
    case 'experiment':
      return { kind, result: withPlainArrays(await session.experiment(inquiry.request)) };
    case 'filters':
      return { kind, filters: withPlainArrays(await session.filters(inquiry.layer)) };
    case 'studyChannels':
      return { kind, study: await session.studyChannels(inquiry.layer) };
  }
}
