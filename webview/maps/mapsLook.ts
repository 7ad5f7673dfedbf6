// How the user looks at maps: in which order, in which colours, how large.

import type { FeatureMaps } from '../../src/protocol/runner';
import { orderChannels } from './channelOrder';
import type { ChannelOrder } from './channelOrder';
import { chooseScale } from './colourScale';
import { layerRange } from './featureMap';
import type { MapStyle } from './featureMap';
import type { LookChoices } from './mapsToolbar';

export class MapsLook {
  private ordered:
    { readonly maps: FeatureMaps; readonly by: ChannelOrder; readonly order: readonly number[] } | undefined;

  constructor(public choices: LookChoices) {}

  styleOf(maps: FeatureMaps): MapStyle {
    const range = layerRange(maps);
    const { colourScale, isRangeShared } = this.choices;
    return { scale: chooseScale(colourScale, range), sharedRange: isRangeShared ? range : undefined };
  }

  /** The channels as they follow each other: the same object as long as nothing else is looked at. */
  orderOf(maps: FeatureMaps): readonly number[] {
    const by = this.choices.channelOrder;
    if (this.ordered?.maps !== maps || this.ordered.by !== by) {
      this.ordered = { maps, by, order: orderChannels(maps, by) };
    }
    return this.ordered.order;
  }
}
