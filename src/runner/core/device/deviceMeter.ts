// Measures activations on the device that computed them: the figures come back, the values stay.

import type { Measurement } from '../../../protocol/device';
import type { FeatureMaps } from '../../../protocol/runner';
import type { ActivationMeter } from '../activationMeter';
import { findMapShape } from '../mapShape';
import type { ActivationFigures } from '../measureActivation';
import type { Tensor } from '../tensorFlow';
import type { DeviceBackend } from './deviceBackend';
import { refuseAnswer } from './deviceStream';

const FIGURE_COUNT = 6;

export class DeviceMeter implements ActivationMeter {
  /** By data ids: of what was measured when it was finished, and will be asked for next. */
  private readonly measured = new WeakMap<object, ActivationFigures>();

  constructor(private readonly backend: DeviceBackend) {}

  /**
   * Resolves when the outputs of a layer are computed: with the milliseconds that the device took, not what the way there takes.
   * The first of them is measured along with it: another message would be another wait.
   */
  readonly finish = async ([output]: readonly Tensor[]): Promise<number | undefined> => {
    if (!output) return undefined;
    const { figures, milliseconds } = await this.ask(output);
    this.measured.set(output.dataId, figures);
    return milliseconds;
  };

  async measure(tensor: Tensor): Promise<ActivationFigures> {
    const known = this.measured.get(tensor.dataId);
    this.measured.delete(tensor.dataId);
    return known ?? (await this.ask(tensor)).figures;
  }

  async quantise(layer: number, tensor: Tensor): Promise<FeatureMaps> {
    const maps = await this.backend.ask('quantise', tensor);
    const { height, width, channels } = findMapShape(tensor.shape);
    const isAsked = maps.height === height && maps.width === width && maps.channels === channels;
    const figures = [maps.min, maps.max, maps.mean, maps.variance];
    const isWhole = maps.bytes.length === tensor.size && figures.every(({ length }) => length === channels);
    if (!isAsked || !isWhole) throw refuseAnswer();
    return { layer, ...maps };
  }

  private async ask(tensor: Tensor): Promise<{ figures: ActivationFigures; milliseconds: number }> {
    const { figures, deadChannels }: Measurement = await this.backend.ask('measure', tensor);
    const [min, max, mean, zeroShare, notANumberCount, milliseconds] = figures;
    const { channels } = findMapShape(tensor.shape);
    const areChannels = deadChannels.every((channel) => channel < channels);
    if (figures.length !== FIGURE_COUNT || !areChannels) throw refuseAnswer();
    return {
      figures: { min, max, mean, zeroShare, notANumberCount, deadChannels: [...deadChannels] } as ActivationFigures,
      milliseconds: milliseconds as number,
    };
  }
}
