// A residual block at its addition: the shortcut, what the block adds to it, and the sum, for one channel in the same colours.

import type { FeatureMaps, LayerInfo } from '../../src/protocol/runner';
import { shortcutFirst } from '../../src/protocol/shortcut';
import { createElement, setText } from '../createElement';
import { enlarge } from '../figure';
import type { Figure } from '../figure';
import { formatShare, nameUse } from '../format';
import { chooseScale } from '../maps/colourScale';
import { channelRange, drawChannel, isVector } from '../maps/featureMap';
import type { RunState } from '../runState';
import { createButton } from '../toolkit';
import type { LayerPage } from './layerPages';
import type { LayerSubject } from './layerSubject';

/** Of a map in a saved picture, about. */
const FIGURE_SIDE = 320;

export class BlockPage implements LayerPage {
  readonly text = 'Block';
  readonly title = "A residual block's input, what it adds, and the sum";
  readonly element: HTMLElement;
  private readonly words = createElement('p', { className: 'answer-how' });
  private readonly channelText = createElement('span', { attributes: { 'aria-live': 'polite' } });
  private readonly stages = ['Shortcut', 'F(x)', 'Sum'].map((name) => {
    const canvas = createElement('canvas', { className: 'is-pixelated', attributes: { role: 'img' } });
    const caption = createElement('figcaption');
    return { name, canvas, caption, figure: createElement('figure', { className: 'stage' }, [canvas, caption]) };
  });
  private subject: LayerSubject | undefined;
  private channel = 0;

  /** @param mapsOf asks for them where they are not there yet; `show` is called again when they are */
  constructor(private readonly mapsOf: (layer: number) => FeatureMaps | undefined) {
    const before = createButton('‹', 'secondary', () => this.move(-1));
    const next = createButton('›', 'secondary', () => this.move(1));
    before.setAttribute('aria-label', 'Previous channel');
    next.setAttribute('aria-label', 'Next channel');
    const steps = createElement('div', { className: 'answer-controls' }, [before, next, this.channelText]);
    const stages = createElement(
      'div',
      { className: 'stages is-triple' },
      this.stages.map(({ figure }) => figure),
    );
    this.element = createElement('div', {}, [this.words, steps, stages]);
  }

  suits({ layer, maps, state }: LayerSubject): boolean {
    return layer.className === 'Add' && !isVector(maps) && state.figures.get(layer.index)?.inputs?.length === 2;
  }

  show(subject: LayerSubject): void {
    this.subject = subject;
    this.draw();
  }

  figure(): Figure | undefined {
    const isComplete = this.stages.every(({ canvas }) => !canvas.hidden);
    if (!this.subject || !isComplete) return undefined;
    return {
      panels: this.stages.map(({ canvas, caption }) => ({
        canvas: enlarge(canvas, FIGURE_SIDE),
        caption: caption.textContent,
      })),
      notes: [`Channel ${this.channel} of ${this.subject.maps.channels}`, this.words.textContent],
    };
  }

  private move(by: 1 | -1): void {
    const count = this.subject?.maps.channels ?? 1;
    this.channel = (this.channel + by + count) % count;
    this.draw();
  }

  private draw(): void {
    if (!this.subject) return;
    const { layer, maps, state } = this.subject;
    this.channel = Math.min(this.channel, maps.channels - 1);
    setText(this.channelText, `Channel ${this.channel} of ${maps.channels}`);
    const [shortcut, added] = orderInputs(layer, state);
    const shown = [shortcut && this.mapsOf(shortcut.index), added && this.mapsOf(added.index), maps];
    const there = shown.filter((one) => one !== undefined);
    const ranges = there.map((one) => channelRange(one, this.channel));
    const sharedRange = {
      min: Math.min(...ranges.map(({ min }) => min)),
      max: Math.max(...ranges.map(({ max }) => max)),
    };
    const style = { scale: chooseScale('diverging', sharedRange), sharedRange };
    this.stages.forEach(({ name, canvas, caption }, at) => {
      const one = shown[at];
      canvas.hidden = !one;
      if (one) drawChannel(canvas, one, this.channel, style);
      const source = [shortcut, added, layer][at];
      const text = `${name}${source ? ` · ${nameUse(source)}` : ''}${one ? '' : ' · being read…'}`;
      setText(caption, text);
      canvas.setAttribute('aria-label', `${text}, channel ${this.channel}`);
    });
    setText(this.words, describeShare(shown[0], shown[1]));
  }
}

function describeShare(shortcut: FeatureMaps | undefined, added: FeatureMaps | undefined): string {
  const how = 'The same colours in all three, white is 0.';
  if (!shortcut || !added) return how;
  return `What the block adds is ${formatShare(sizeOf(added) / sizeOf(shortcut))} as large as its shortcut, over all channels. ${how}`;
}

/** The root of the mean square. */
function sizeOf({ mean, variance, channels }: FeatureMaps): number {
  const squares = mean.map((value, channel) => value ** 2 + (variance[channel] ?? 0));
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / channels);
}

/** The shortcut first. */
function orderInputs({ index }: LayerInfo, { figures, layers }: RunState): readonly (LayerInfo | undefined)[] {
  const inputsOf = (layer: number): readonly number[] => figures.get(layer)?.inputs ?? [];
  const uses = layers.map((layer) => ({ inputs: inputsOf(layer.index), outputs: [layer.index] }));
  return shortcutFirst(inputsOf(index), uses).map((input) => layers.find((layer) => layer.index === input));
}
