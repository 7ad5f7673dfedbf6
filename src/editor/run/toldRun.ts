// What the page was told of the last run, its maps left out: a page that comes back hears it again.

import type { RunReport } from '../../protocol/panel';
import type { LayerInfo, LayerResult } from '../../protocol/runner';

export class ToldRun {
  private reports: RunReport[] = [];
  /** Of the model that runs; those of the pass before until others are told. */
  layers: readonly LayerInfo[] = [];

  constructor(private readonly post: (report: RunReport) => void) {}

  get last(): RunReport | undefined {
    return this.reports.at(-1);
  }

  get results(): readonly LayerResult[] {
    return this.reports.flatMap((report) => (report.kind === 'layerDone' ? report.result : []));
  }

  tell(report: RunReport): void {
    this.reports.push(report);
    this.post(report);
  }

  /** Where a run begins again, on another device, what was told of its layers no longer holds. */
  tellLayers(layers: readonly LayerInfo[]): void {
    this.layers = layers;
    this.reports = this.reports.filter(({ kind }) => kind !== 'layers' && kind !== 'layerDone' && kind !== 'figures');
    this.tell({ kind: 'layers', layers });
  }

  replay(): void {
    for (const report of this.reports) this.post(report);
  }

  /** The model runs once more: all is told anew. */
  beginPass(): void {
    this.reports = [];
  }

  forget(): void {
    this.reports = [];
    this.layers = [];
  }
}
