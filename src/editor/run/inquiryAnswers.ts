// Answers what a page asks about a finished run. Once closed it sends nothing more.

import type { InquiryMethods } from '../../protocol/inquiries';
import type { RunReport } from '../../protocol/panel';
import type { AskedInquiry, InquiryAnswer, PanelInquiry } from '../../protocol/panelInquiries';
import type { Asked, RunnerEvent } from '../../protocol/runner';
import type { ActivationReaderHost } from './activationReader';
import { asFailure } from './failure';
import { withPlainArrays } from './plainArrays';

type InquirySession = Asked<InquiryMethods>;
type InquiryProgress = Extract<RunnerEvent, { kind: 'inquiryProgress' }>;

export class InquiryAnswers {
  private state: 'waiting' | 'open' | 'closed' = 'waiting';
  /** The question that takes long and is being answered: the runner ends it when it gets the next one. */
  private long: { readonly id: number; readonly request: string } | undefined;
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
      this.long = { id, request: JSON.stringify(inquiry.request) };
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

  /** What is told of a question that was given up is not heard. */
  hearProgress({ request, done, total }: InquiryProgress): void {
    if (this.long?.request !== JSON.stringify(request)) return;
    this.host.post({ kind: 'inquiryProgress', id: this.long.id, done, total });
  }

  /** The page does not wait any more for the question that takes long. */
  async end(): Promise<void> {
    if (!this.long) return;
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
    if (this.long) this.awaited.delete(this.long.id);
    this.long = undefined;
  }

  private settle(id: number, message: RunReport): void {
    if (!this.awaited.delete(id)) return;
    if (this.long?.id === id) this.long = undefined;
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
