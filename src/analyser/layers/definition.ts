// The form of a layer file: one per factory of tf.layers.

import type { LayerBehaviour } from '../graph/graph';
import type { ConfigReader } from './configReader';

/**
 * What the analyser knows about one factory of tf.layers.
 * `create` does what the tfjs constructor does: it checks the configuration and throws LayerError with tfjs's message.
 */
export interface LayerDefinition {
  /** The name in tf.layers: `conv2d`. */
  readonly factory: string;
  /** tfjs's class name, from which layer names are made: `Conv2D`. */
  readonly className: string;
  create(config: ConfigReader): LayerBehaviour;
}
