// What questions are about: a layer of the run that is on view, and a channel of it.

import type { FeatureMaps, LayerInfo } from '../../src/protocol/runner';
import type { Place } from '../field/fieldGeometry';
import type { ChannelValues } from '../maps/channelFigures';
import type { RunState } from '../runState';

export interface LayerSubject {
  readonly state: RunState;
  readonly layer: LayerInfo;
  readonly maps: FeatureMaps;
}

export interface ChannelSubject extends LayerSubject {
  readonly channel: number;
  readonly values: ChannelValues;
  /** The place of the map that the user holds. */
  readonly pinned: Place | undefined;
}
