// Ties a map to the picture: what the cell that is pointed to sees, and which cells see the pixel that is pointed to.

import type { FieldReading } from '../../src/protocol/panel';
import type { FeatureMaps } from '../../src/protocol/runner';
import type { ShownField } from './fieldOverlay';
import { cellsSeeing, regionSeenFrom } from './fieldGeometry';
import type { Place, Region, Size } from './fieldGeometry';
import { describeCell, describeField, describePixel } from './fieldText';

/** Where the link draws and writes. */
export interface FieldLinkViews {
  /** On the picture, with a note below it. */
  showField(field: ShownField | undefined, note: string): void;
  outlineCells(cells: Region | undefined): void;
}

/** The layer on view. */
export interface LinkedLayer {
  /** Undefined before the editor has told. */
  readonly field: FieldReading | undefined;
  readonly maps: FeatureMaps;
  /** Of the model's input. */
  readonly input: Size;
}

export class FieldLink {
  private linked: LinkedLayer | undefined;
  private cell: Place | undefined;
  private pixel: Place | undefined;

  constructor(private readonly views: FieldLinkViews) {}

  /** Undefined while there are no maps on view. */
  update(linked: LinkedLayer | undefined): void {
    const { field, maps } = this.linked ?? {};
    if (field === linked?.field && maps === linked?.maps) return;
    if (maps !== linked?.maps) this.cell = this.pixel = undefined;
    this.linked = linked;
    this.draw();
  }

  pointAtCell(cell: Place | undefined): void {
    this.cell = cell;
    this.draw();
  }

  /** A pixel of the model's input. */
  pointAtPixel(pixel: Place | undefined): void {
    this.pixel = pixel;
    this.draw();
  }

  private draw(): void {
    const { linked, cell, pixel } = this;
    const field = linked?.field;
    if (!linked || !field) {
      this.views.showField(undefined, '');
      this.views.outlineCells(undefined);
      return;
    }
    const { maps, input } = linked;
    if (field.kind !== 'region') {
      const isWhole = field.kind === 'whole' && cell !== undefined;
      this.views.showField(isWhole ? { input, region: undefined } : undefined, describeField(field));
      this.views.outlineCells(undefined);
      return;
    }
    this.views.outlineCells(pixel && cellsSeeing(field, pixel, maps));
    const region = cell && regionSeenFrom(field, cell);
    const note = pixel
      ? describePixel(field, pixel, maps)
      : cell
        ? describeCell(field, cell, input)
        : describeField(field);
    this.views.showField(region && { input, region }, note);
  }
}
