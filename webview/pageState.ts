// What the page keeps over a reload: the model and picture for the extension, and how the user looks at them.

import type { PanelModel, PanelRestore, PictureChoice } from '../src/protocol/panel';
import { parsePanelRestore } from '../src/protocol/panel';
import { CHANNEL_ORDERS } from './maps/channelOrder';
import type { ChannelOrder } from './maps/channelOrder';
import { COLOUR_CHOICES } from './maps/colourScale';
import type { ColourChoice } from './maps/colourScale';

export const TILE_SIDE = { smallest: 32, largest: 256, step: 8, initial: 72 } as const;

export interface ViewChoices {
  /** The selected layer (its name and use); undefined before one was chosen. */
  readonly layerName: string | undefined;
  readonly channelOrder: ChannelOrder;
  readonly colourScale: ColourChoice;
  /** One range for all channels of the layer, instead of each channel's own. */
  readonly isRangeShared: boolean;
  /** Longest side of a channel in the grid, in CSS pixels. */
  readonly tileSide: number;
}

export interface PageState extends ViewChoices {
  readonly model: PanelModel | undefined;
  readonly picture: PictureChoice | undefined;
}

/** The kept state with every field checked; what is missing or broken gets its default. */
export function parsePageState(value: unknown): PageState {
  const fields: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const restore: PanelRestore | undefined = parsePanelRestore(value);
  const { layerName, tileSide } = fields;
  return {
    model: restore?.model,
    picture: restore?.picture,
    layerName: typeof layerName === 'string' ? layerName : undefined,
    channelOrder: CHANNEL_ORDERS.find((order) => order === fields.channelOrder) ?? 'index',
    colourScale: COLOUR_CHOICES.find((scale) => scale === fields.colourScale) ?? 'automatic',
    isRangeShared: fields.isRangeShared === true,
    tileSide:
      typeof tileSide === 'number' && tileSide >= TILE_SIDE.smallest && tileSide <= TILE_SIDE.largest
        ? tileSide
        : TILE_SIDE.initial,
  };
}
