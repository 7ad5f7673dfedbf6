// The experiment on the run that the user puts together: layers that are off, how far the picture is moved, and what came of it.

import type { ExperimentRequest, ExperimentResult } from '../../src/protocol/inquiries';
import type { InquiryDesk, InquiryState } from './inquiryDesk';

export class Experiment {
  private readonly off = new Set<number>();
  private moved: ExperimentRequest['shift'] = NO_SHIFT;
  private told: InquiryState | undefined;
  private found: ExperimentResult | undefined;

  /** @param changed something of it is to be shown anew */
  constructor(
    private readonly desk: InquiryDesk,
    private readonly changed: () => void,
  ) {}

  /** In their order in the model. */
  get switchedOff(): readonly number[] {
    return [...this.off].sort((a, b) => a - b);
  }

  get shift(): ExperimentRequest['shift'] {
    return this.moved;
  }

  /** Undefined before it was run as it is put together now. */
  get state(): InquiryState | undefined {
    return this.told;
  }

  get result(): ExperimentResult | undefined {
    return this.found;
  }

  /** Whether there is anything that differs from the run. */
  get isEmpty(): boolean {
    return this.off.size === 0 && this.moved.down === 0 && this.moved.right === 0;
  }

  switchLayer(layer: number, isOff: boolean): void {
    if (isOff) this.off.add(layer);
    else this.off.delete(layer);
    this.forget();
  }

  move(shift: ExperimentRequest['shift']): void {
    this.moved = shift;
    this.forget();
  }

  reset(): void {
    this.off.clear();
    this.moved = NO_SHIFT;
    this.forget();
  }

  run(): void {
    const request = { switchedOff: this.switchedOff, shift: this.moved };
    const about = JSON.stringify(request);
    this.desk.ask({ kind: 'experiment', request }, (state) => {
      if (about !== JSON.stringify({ switchedOff: this.switchedOff, shift: this.moved })) return;
      this.told = state;
      this.found = state.kind === 'answered' ? state.answer.result : undefined;
      this.changed();
    });
  }

  private forget(): void {
    if (this.told?.kind === 'busy') this.desk.cancel();
    this.told = this.found = undefined;
    this.changed();
  }
}

const NO_SHIFT: ExperimentRequest['shift'] = { down: 0, right: 0 };
