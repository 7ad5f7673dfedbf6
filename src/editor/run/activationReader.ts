// Reads what a page looks at of a run: a layer as soon as it is computed. Once closed it sends nothing more.

import type { RunReport } from '../../protocol/panel';
import type { Activation, ChannelChoice, RunnerFailure } from '../../protocol/runner';
import { asFailure } from './failure';
import { asPlain, withPlainArrays } from './plainArrays';
import type { RunnerSession } from './runPanelServices';

export interface ActivationReaderHost {
  post(message: RunReport): void;
  logFailure(failure: RunnerFailure): void;
}

export class ActivationReader {
  private wantedLayer: number | undefined;
  private state: 'open' | 'reading' | 'closed' = 'open';
  /** The layers that have been computed. */
  private readonly done = new Set<number>();
  private isFinished = false;

  constructor(
    private readonly session: Pick<RunnerSession, 'featureMaps' | 'channelValues' | 'activation'>,
    private readonly host: ActivationReaderHost,
  ) {}

  /** The run begins, or begins again on another device: no layer has been computed. */
  begin(): void {
    this.done.clear();
  }

  /** A layer has been computed: it is sent if it was wished for. */
  async hearDone(layer: number): Promise<void> {
    this.done.add(layer);
    await this.sendWishes();
  }

  /** The run is over: a wish for a layer that was not computed is told as failed. */
  async finish(): Promise<void> {
    this.isFinished = true;
    await this.sendWishes();
  }

  close(): void {
    this.state = 'closed';
  }

  /** Sends the maps of a layer, once it is computed. While one is being read only the latest wish is remembered. */
  async showLayer(layer: number): Promise<void> {
    this.wantedLayer = layer;
    await this.sendWishes();
  }

  async showChannel(choice: ChannelChoice): Promise<void> {
    if (!this.isReadable(choice.layer)) return;
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
    for (let layer = this.readableWish; layer !== undefined && this.isReading; layer = this.readableWish) {
      this.wantedLayer = undefined;
      await this.sendMaps(layer);
    }
    if (this.isReading) this.state = 'open';
  }

  private get readableWish(): number | undefined {
    return this.wantedLayer !== undefined && this.isReadable(this.wantedLayer) ? this.wantedLayer : undefined;
  }

  private isReadable(layer: number): boolean {
    return this.isFinished || this.done.has(layer);
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
