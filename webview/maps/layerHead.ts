// The chosen layer in words: its name, the way to its code, its figures, and whether they are those that ConvLens reads.

import type { LayerInfo, LayerResult } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import { formatMilliseconds, formatNumberOf, formatShape, formatShare, formatValue, nameUse } from '../format';

export interface DescribedLayer {
  readonly layer: LayerInfo;
  /** Undefined before the layer has run. */
  readonly result: LayerResult | undefined;
  /** What is to be told of it as wrong; mostly nothing. */
  readonly difference: string | undefined;
}

export class LayerHead {
  readonly element: HTMLElement;
  private readonly title = createElement('h2');
  private readonly codeLink = createElement('button', { className: 'link', text: 'Go to code' });
  private readonly facts = createElement('p', { className: 'layer-facts' });
  private readonly difference = createElement('p', { className: 'layer-difference', attributes: { role: 'note' } });
  private readonly told = createElement('p', { className: 'layer-told', attributes: { 'aria-live': 'polite' } });
  private layer: LayerInfo | undefined;
  private writtenFacts = '';

  /** @param actions what can be done with the layer's maps */
  constructor(reveal: (layer: LayerInfo) => void, actions: HTMLElement) {
    this.codeLink.title = 'Go to the layer in the editor';
    this.codeLink.addEventListener('click', () => {
      if (this.layer) reveal(this.layer);
    });
    const words = createElement('div', { className: 'layer-title' }, [this.title, this.codeLink, actions]);
    this.element = createElement('div', { className: 'layer-head' }, [words, this.facts, this.difference, this.told]);
  }

  /** What came of an action. */
  tell(text: string): void {
    setText(this.told, text);
  }

  update(described: DescribedLayer | undefined): void {
    if (described?.layer !== this.layer) setText(this.told, '');
    this.layer = described?.layer;
    this.element.hidden = !described;
    if (!described) return;
    const { layer, difference } = described;
    setText(this.title, nameUse(layer));
    this.codeLink.hidden = !layer.source;
    this.difference.hidden = difference === undefined;
    setText(this.difference, difference ?? '');
    const facts = describeFacts(described);
    if (facts.join() === this.writtenFacts) return;
    this.writtenFacts = facts.join();
    this.facts.replaceChildren(...facts.map((text) => createElement('span', { text })));
  }
}

/** The line under the layer's name; values only when the layer has run. */
function describeFacts({ layer, result }: DescribedLayer): readonly string[] {
  const shape = formatShape(result?.shape ?? layer.outputShape);
  const facts = [layer.className, shape];
  if (layer.parameters > 0) {
    facts.push(formatNumberOf(layer.parameters, 'parameter'));
  }
  if (result) {
    facts.push(formatMilliseconds(result.milliseconds));
    facts.push(`${formatValue(result.min)} … ${formatValue(result.max)}, mean ${formatValue(result.mean)}`);
    facts.push(`${formatShare(result.zeroShare)} zeros`);
    if (result.deadChannels.length > 0) {
      facts.push(formatNumberOf(result.deadChannels.length, 'dead channel'));
    }
    if (result.notANumberCount > 0) {
      facts.push(`${formatNumberOf(result.notANumberCount, 'value')} NaN`);
    }
  }
  return facts;
}
