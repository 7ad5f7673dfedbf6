// How tf.layers.resizing and tf.layers.randomWidth find values between pixels.

import { Unknown } from '../formulas/quantity';
import { LayerError } from '../graph/graph';
import type { ConfigReader } from './configReader';
import { plainText } from './configText';

/** @throws LayerError where the configuration names another one than the two that tfjs has */
export function checkInterpolation(config: ConfigReader): void {
  const interpolation = config.value('interpolation');
  if (!interpolation || interpolation instanceof Unknown) return;
  if (interpolation !== 'bilinear' && interpolation !== 'nearest') {
    throw new LayerError(
      `Invalid interpolation parameter: ${plainText(interpolation)} is not implemented`,
      'interpolation',
    );
  }
}
