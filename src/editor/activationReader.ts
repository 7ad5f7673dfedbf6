// Reads what a page looks at of a finished run. Once closed it sends nothing more.

import type { RunReport } from '../protocol/panel';
import type { Activation, ChannelChoice, RunnerFailure } from '../protocol/runner';
import { asFailure } from './failure';
import { asPlain, withPlainArrays } from './plainArrays';
import type { RunnerSession } from './runPanelServices';

export interface ActivationReaderHost {
  post(message: RunReport): void;
  logFailure(failure: RunnerFailure): void;
}

export class ActivationReader {
  private wantedLayer: number | undefined;
  private state: 'waiting' | 'open' | 'reading' | 'closed' = 'waiting';

  constructor(
    private readonly session: Pick<RunnerSession, 'featureMaps' | 'channelValues' | 'activation'>,
    private readonly host: ActivationReaderHost,
  ) {}

  /** The run has finished: what was wished for meanwhile is sent. */
  async open(): Promise<void> {
    this.state = 'open';
    await this.sendWishes();
  }

  close(): void {
    this.state = 'closed';
  }

  /** Sends the maps of a layer. While one is being read only the latest wish is remembered. */
  async showLayer(layer: number): Promise<void> {
    this.wantedLayer = layer;
    await this.sendWishes();
  }

  async showChannel(choice: ChannelChoice): Promise<void> {
    if (this.state === 'waiting') return;
    try {
      const values = asPlain(await this.session.channelValues(choice));
      this.post({ kind: 'channelValues', ...choice, values });
    } catch (error) {
      this.fail(error, (message) => ({ kind: 'channelValuesFailed', ...choice, message }));
    }
  }

  /** The activation of a layer, or one channel of it. */
  async readValues(layer: number, channel: number | undefined): Promise<Activation> {
    const activation = await this.session.activation(layer);
    return channel === undefined ? activation : takeChannel(activation, channel);
  }

  private async sendWishes(): Promise<void> {
    if (this.state !== 'open') return;
    this.state = 'reading';
    for (let layer = this.wantedLayer; layer !== undefined && this.isReading; layer = this.wantedLayer) {
      this.wantedLayer = undefined;
      await this.sendMaps(layer);
    }
    if (this.isReading) this.state = 'open';
  }

  private get isReading(): boolean {
    return this.state === 'reading';
  }

  private async sendMaps(layer: number): Promise<void> {
    try {
      this.post({ kind: 'featureMaps', maps: withPlainArrays(await this.session.featureMaps(layer)) });
    } catch (error) {
      this.fail(error, (message) => ({ kind: 'featureMapsFailed', layer, message }));
    }
  }

  private post(message: RunReport): void {
    if (this.state !== 'closed') this.host.post(message);
  }

  private fail(error: unknown, tell: (message: string) => RunReport): void {
    if (this.state === 'closed') return;
    const failure = asFailure(error);
    this.host.logFailure(failure);
    this.post(tell(failure.message));
  }
}

function takeChannel({ shape, values }: Activation, channel: number): Activation {
  const channels = shape.at(-1) ?? 1;
  const one = Float32Array.from({ length: values.length / channels }, (_, at) => values[at * channels + channel] ?? 0);
  return { shape: shape.slice(1, -1), values: one };
}
