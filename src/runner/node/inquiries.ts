// What is asked about the last run beside its maps. One question at a time: the next one, or the next run, ends the one before.

import { setImmediate } from 'node:timers/promises';
import type { ExperimentRequest, InquiryMethods, VisualisationRequest } from '../../protocol/inquiries';
import type { Asked, RunnerEvent } from '../../protocol/runner';
import { experiment } from '../core/experiments/experiment';
import { studyChannels } from '../core/experiments/studyChannels';
import { RunError } from '../core/failure';
import type { Step } from '../core/listSteps';
import type { TensorFlow } from '../core/tensorFlow';
import type { FinishedRun, Inquiry } from '../core/visualise/finishedRun';
import { readFilters } from '../core/visualise/readFilters';
import { visualise } from '../core/visualise/visualise';

export class Inquiries implements Asked<InquiryMethods> {
  private run: FinishedRun | undefined;
  private current = new AbortController();

  constructor(
    private readonly tf: TensorFlow,
    private readonly sendEvent: (event: RunnerEvent) => void,
  ) {}

  /** What is asked from now on is about this run; about none when undefined. */
  setRun(run: FinishedRun | undefined): void {
    this.end('The model runs again.');
    this.run = run;
  }

  visualise: Asked<InquiryMethods>['visualise'] = (request) =>
    this.ask(request, (inquiry) => visualise(this.tf, request, inquiry));

  experiment: Asked<InquiryMethods>['experiment'] = (request) =>
    this.ask(request, (inquiry) => experiment(this.tf, request, inquiry));

  filters: Asked<InquiryMethods>['filters'] = async (layer) => readFilters(this.tf, this.findStep(layer));

  studyChannels: Asked<InquiryMethods>['studyChannels'] = async (layer) => {
    const step = this.findStep(layer);
    const activation = this.run?.recall(step);
    if (!activation) {
      throw new RunError(
        `The values of layer "${step.layer.name}" were not kept: the activations take too much memory.`,
      );
    }
    try {
      return await studyChannels(this.tf, step, activation);
    } finally {
      activation.dispose();
    }
  };

  endInquiry: Asked<InquiryMethods>['endInquiry'] = () => {
    this.end('It was cancelled.');
    return Promise.resolve();
  };

  private end(why: string): void {
    this.current.abort(new RunError(why));
  }

  private findStep(layer: number): Step {
    const step = this.run?.plan.steps[layer];
    if (!step) throw new RunError(`There is no layer ${layer} of a finished run.`);
    return step;
  }

  private async ask<T>(
    request: VisualisationRequest | ExperimentRequest,
    answer: (inquiry: Inquiry) => Promise<T>,
  ): Promise<T> {
    this.end('Something else was asked.');
    this.current = new AbortController();
    const { signal } = this.current;
    const { run } = this;
    if (!run) throw new RunError('There is no finished run to ask about.');
    return answer({
      run,
      pause: async () => {
        await setImmediate();
        signal.throwIfAborted();
      },
      onProgress: (done, total) => this.sendEvent({ kind: 'inquiryProgress', request, done, total }),
    });
  }
}
