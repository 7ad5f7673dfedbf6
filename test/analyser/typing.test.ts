// Types whole models, character by character: what the lines above the cursor show stays, whatever is half written below.

import { describe, expect, it } from 'vitest';
import { shapeText } from '../../src/analyser/graph/shape';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { Unknown, type Analyser, type LayerReading } from '../../src/analyser/index';
import { FILE, TYPED_MODELS } from './typedModels';

/** What is known of a layer call: the readings without any `?`. */
type Hints = ReadonlyMap<number, readonly string[]>;

class Editor {
  text = '';
  private readonly analyser: Analyser = createAnalyser({ readFile: (file) => (file === FILE ? this.text : undefined) });

  /** Hints of the layer calls that begin above an offset, by their place. */
  hintsAbove(end: number): Hints {
    const calls = this.analyser.analyse(FILE).layerCalls.filter(({ range }) => range.start < end);
    return new Map(calls.map(({ range, readings }) => [range.start, readings.filter(isKnown).map(describeReading)]));
  }

  /** Whether the call that begins at `start` reaches down to an offset: then it is what is being typed. */
  private isOpenAt(start: number, end: number): boolean {
    return this.analyser.analyse(FILE).layerCalls.some(({ range }) => range.start === start && range.end > end);
  }

  /** Layer calls above an offset that showed something before and show nothing but `?` now, or are gone. */
  lostAbove(end: number, before: Hints): string[] {
    const now = this.hintsAbove(end);
    return [...before].flatMap(([start, hints]) => {
      if (hints.length === 0 || (now.get(start)?.length ?? 0) > 0 || this.isOpenAt(start, end)) return [];
      return [`${this.text.slice(start, start + 40)}: ${hints.join(' | ')} → ${now.has(start) ? '?' : 'nothing'}`];
    });
  }
}

function isKnown({ outputShape, parameters }: LayerReading): boolean {
  return !(outputShape instanceof Unknown) && ![...outputShape, parameters].some((figure) => figure instanceof Unknown);
}

function describeReading({ layer, outputShape, parameters }: LayerReading): string {
  const shape = outputShape instanceof Unknown ? '?' : shapeText(outputShape);
  return `${layer.className} [${shape}] ${parameters instanceof Unknown ? '?' : String(parameters)}`;
}

const lineStart = (text: string): number => text.lastIndexOf('\n') + 1;

describe.each(Object.entries(TYPED_MODELS))('%s', (_title, whole) => {
  it('keeps the hints above at every keystroke', () => {
    const editor = new Editor();
    let above: Hints = new Map();
    const lost: string[] = [];
    for (let length = 1; length <= whole.length; length++) {
      editor.text = whole.slice(0, length);
      const start = lineStart(editor.text);
      if (start === length) above = editor.hintsAbove(length);
      else
        for (const hint of editor.lostAbove(start, above)) lost.push(`after \`${editor.text.slice(start)}\`: ${hint}`);
    }
    expect(lost).toEqual([]);
    expect(above.size).toBeGreaterThan(3);
  });

  it('shows in the end, whatever was there before, what a fresh analysis shows', () => {
    const editor = new Editor();
    for (let length = whole.length; length > 0; length -= 7) {
      editor.text = whole.slice(0, length);
      editor.hintsAbove(length);
    }
    editor.text = whole;
    const fresh = new Editor();
    fresh.text = whole;
    expect(editor.hintsAbove(whole.length)).toEqual(fresh.hintsAbove(whole.length));
    expect([...fresh.hintsAbove(whole.length).values()]).not.toContainEqual([]);
  });

  it('keeps the hints above while a line in the middle is deleted backwards and typed again', () => {
    const editor = new Editor();
    const lost: string[] = [];
    const lines = whole.split('\n');
    lines.forEach((line, index) => {
      const head = lines
        .slice(0, index)
        .map((one) => `${one}\n`)
        .join('');
      const tail = lines
        .slice(index + 1)
        .map((one) => `\n${one}`)
        .join('');
      // What the lines above say by themselves; the rest may well depend on the line.
      editor.text = head;
      const above = editor.hintsAbove(head.length);
      const lengths = Array.from({ length: line.length }, (_, i) => i);
      for (const length of [...lengths.filter((l) => l % 8 === 0).reverse(), ...lengths.filter((l) => l % 8 === 4)]) {
        editor.text = head + line.slice(0, length) + tail;
        for (const hint of editor.lostAbove(head.length, above)) lost.push(`at \`${line.slice(0, length)}\`: ${hint}`);
      }
    });
    expect(lost).toEqual([]);
  });
});
