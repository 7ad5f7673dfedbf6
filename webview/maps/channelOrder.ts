// The order in which the channels of a layer are shown.

import type { FeatureMaps } from '../../src/protocol/runner';

export const CHANNEL_ORDERS = ['index', 'mean', 'max', 'variance'] as const;
export type ChannelOrder = (typeof CHANNEL_ORDERS)[number];

/** Channels by their index, or the largest figure first; among equals the lower index is first. */
export function orderChannels(maps: FeatureMaps, order: ChannelOrder): readonly number[] {
  const channels = Array.from({ length: maps.channels }, (_, channel) => channel);
  if (order === 'index') return channels;
  const figures = maps[order];
  const figureOf = (channel: number): number => {
    const figure = figures[channel] ?? Number.NaN;
    return Number.isNaN(figure) ? Number.NEGATIVE_INFINITY : figure;
  };
  return channels.sort((a, b) => {
    const [one, other] = [figureOf(a), figureOf(b)];
    return one === other ? a - b : other - one;
  });
}
