// The feature maps of the layers looked at last, so that going back to one is immediate.

import type { FeatureMaps } from '../../src/protocol/runner';

/** Room for the eight or so largest layers of VGG-16 at a byte a value. */
const MAX_BYTES = 64 * 1024 * 1024;

export class MapsCache {
  /** Oldest use first. */
  private readonly entries = new Map<number, FeatureMaps>();

  get(layer: number): FeatureMaps | undefined {
    const maps = this.entries.get(layer);
    if (maps) {
      this.entries.delete(layer);
      this.entries.set(layer, maps);
    }
    return maps;
  }

  put(maps: FeatureMaps): void {
    this.entries.delete(maps.layer);
    this.entries.set(maps.layer, maps);
    let bytes = [...this.entries.values()].reduce((sum, entry) => sum + entry.bytes.byteLength, 0);
    for (const [layer, entry] of this.entries) {
      if (bytes <= MAX_BYTES || layer === maps.layer) {
        break;
      }
      this.entries.delete(layer);
      bytes -= entry.bytes.byteLength;
    }
  }

  clear(): void {
    this.entries.clear();
  }
}
