// A run as the page knows it: what it was told, the maps that have arrived, and what it asks for. One wish for maps at a time.

import type { RunWish, ToPage } from '../src/protocol/panel';
import type { FeatureMaps } from '../src/protocol/runner';
import { InquiryDesk } from './inquiries/inquiryDesk';
import { MapsCache } from './maps/mapsCache';
import { INITIAL_RUN_STATE, applyMessage } from './runState';
import type { RunState } from './runState';

export class ShownRun {
  readonly desk: InquiryDesk;
  private told: RunState = INITIAL_RUN_STATE;
  private readonly cache = new MapsCache();
  private readonly failures = new Map<number, string>();
  /** The layer whose maps are on their way. */
  private awaited: number | undefined;

  constructor(private readonly post: (wish: RunWish) => void) {
    this.desk = new InquiryDesk(post);
  }

  get state(): RunState {
    return this.told;
  }

  receive(message: ToPage): void {
    this.told = applyMessage(this.told, message);
    switch (message.kind) {
      case 'runStarted':
      // also where it begins again, on another device
      case 'layers':
        this.forgetMaps();
        break;
      case 'inquiryProgress':
      case 'inquiryAnswer':
      case 'inquiryFailed':
        this.desk.take(message);
        break;
      case 'featureMaps':
        this.cache.put(message.maps);
        this.settle(message.maps.layer);
        break;
      case 'featureMapsFailed':
        this.failures.set(message.layer, message.message);
        this.settle(message.layer);
        break;
      default:
        break;
    }
  }

  /**
   * The maps of a layer that has been computed. Those that are not there are asked for; when that has to wait for others, by the call
   * after those have come.
   * @param isFirst asked for at once, before all others: the user waits for them
   */
  mapsOf(layer: number, isFirst = false): FeatureMaps | undefined {
    const { status, results } = this.told;
    if (status !== 'finished' && !(status === 'running' && results.has(layer))) return undefined;
    const maps = this.cache.get(layer);
    const isFree = this.awaited === undefined || (isFirst && this.awaited !== layer);
    if (!maps && isFree && !this.failures.has(layer)) {
      this.awaited = layer;
      this.post({ kind: 'showLayer', layer });
    }
    return maps;
  }

  /** Why the maps of a layer could not be read. */
  failureOf(layer: number): string | undefined {
    return this.failures.get(layer);
  }

  /** They are asked for again. */
  forgetFailure(layer: number): void {
    this.failures.delete(layer);
  }

  /** Nothing is known of a run any more. */
  clear(): void {
    this.told = INITIAL_RUN_STATE;
    this.forgetMaps();
  }

  private forgetMaps(): void {
    this.cache.clear();
    this.failures.clear();
    this.awaited = undefined;
    this.desk.clear();
  }

  private settle(layer: number): void {
    if (this.awaited === layer) this.awaited = undefined;
  }
}
