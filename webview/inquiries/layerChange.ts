// In the list of layers: how far an experiment has taken a layer from the run, and whether it is off.

import type { LayerInfo } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import { formatShare } from '../format';
import type { Experiment } from './experiment';

export class LayerChange {
  readonly words = createElement('span', { className: 'change' });
  readonly bar = createElement('div', { className: 'change-bar' });

  update({ index }: LayerInfo, { switchedOff, result }: Experiment): void {
    const isOff = switchedOff.includes(index);
    const change = result?.changes[index];
    const isKnown = change !== undefined && !Number.isNaN(change);
    const texts = [isOff ? 'off' : '', isKnown && change > 0 ? `Δ ${formatShare(change)}` : ''];
    setText(this.words, texts.filter((text) => text !== '').join(' · '));
    this.words.title = isKnown ? 'How far its output is from that of the run: ‖new − old‖ / ‖old‖' : '';
    this.bar.style.width = isKnown ? `${Math.min(100, Math.round(change * 100))}%` : '0';
  }
}
