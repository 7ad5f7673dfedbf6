// The way from a panel to the code of what it shows: the place is opened, or its line marked while the focus stays in the panel.

import * as vscode from 'vscode';
import type { SourcePlace } from '../../protocol/runner';
import { LayerMark } from './layerMark';
import { revealPlace } from '../revealPlace';

export class CodeLink implements vscode.Disposable {
  private readonly marker = new LayerMark();

  constructor(private readonly uriOf: (file: string) => vscode.Uri) {}

  /** Does nothing without a place: not every layer is made by a line of the code. */
  async reveal(place: SourcePlace | undefined): Promise<void> {
    if (!place) return;
    const at = new vscode.Position(Math.max(0, place.line - 1), Math.max(0, place.column - 1));
    await revealPlace(this.uriOf(place.file), new vscode.Range(at, at));
  }

  /** Marks a line, and no other; none without a place. */
  mark(place: SourcePlace | undefined): void {
    if (place) this.marker.show(this.uriOf(place.file), place.line);
    else this.marker.clear();
  }

  dispose(): void {
    this.marker.dispose();
  }
}
