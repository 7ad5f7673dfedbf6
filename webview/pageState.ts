// What the page keeps over a reload: the model and picture for the extension, and how the user looks at them.

import type { ComparedWith, PanelModel, PictureChoice } from '../src/protocol/panel';
import { parsePanelRestore, type PanelRestore } from '../src/protocol/panelRestore';
import { CHANNEL_ORDERS } from './maps/channelOrder';
import type { ChannelOrder } from './maps/channelOrder';
import { COLOUR_CHOICES } from './maps/colourScale';
import type { ColourChoice } from './maps/colourScale';

export const TILE_SIDE = { smallest: 32, largest: 256, step: 8, initial: 72 } as const;

export interface ViewChoices {
  /** The selected layer (its name and use); undefined before one was chosen. */
  readonly layerName: string | undefined;
  /** What of the layer is in view: the text of a tab; undefined for its channels. */
  readonly layerTab: string | undefined;
  /** The enlarged channel; undefined for all of them. */
  readonly channel: number | undefined;
  /** What of the channel is in view; undefined for its map. */
  readonly channelTab: string | undefined;
  /** The layer on the other side, as `layerName`; undefined for the one that suits. */
  readonly otherLayer: string | undefined;
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
  readonly comparedWith: ComparedWith | undefined;
}

/** The kept state with every field checked; what is missing or broken gets its default. */
export function parsePageState(value: unknown): PageState {
  const fields: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const restore: PanelRestore | undefined = parsePanelRestore(value);
  const { tileSide, channel } = fields;
  return {
    model: restore?.model,
    picture: restore?.picture,
    comparedWith: restore?.comparedWith,
    layerName: readText(fields.layerName),
    layerTab: readText(fields.layerTab),
    channel: typeof channel === 'number' && Number.isInteger(channel) && channel >= 0 ? channel : undefined,
    channelTab: readText(fields.channelTab),
    otherLayer: readText(fields.otherLayer),
    channelOrder: CHANNEL_ORDERS.find((order) => order === fields.channelOrder) ?? 'index',
    colourScale: COLOUR_CHOICES.find((scale) => scale === fields.colourScale) ?? 'automatic',
    isRangeShared: fields.isRangeShared === true,
    tileSide:
      typeof tileSide === 'number' && tileSide >= TILE_SIDE.smallest && tileSide <= TILE_SIDE.largest
        ? tileSide
        : TILE_SIDE.initial,
  };
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
