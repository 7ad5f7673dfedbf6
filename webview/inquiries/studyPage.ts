// What the maps of a layer say about its channels, and what the model would save without those that say nothing.

import type { ChannelStudy } from '../../src/protocol/inquiries';
import type { LayerInfo } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import type { Figure } from '../figure';
import { formatCount, formatNumberOf, formatShare, nameUse } from '../format';
import type { RunState } from '../runState';
import { AskedAnswer } from './askedAnswer';
import type { InquiryDesk } from './inquiryDesk';
import type { LayerPage } from './layerPages';
import type { LayerSubject } from './layerSubject';

const MOST_NUMBERS = 100;

export class StudyPage implements LayerPage {
  readonly text = 'Study';
  readonly title = 'Dead, duplicate and saturated channels, and what the model saves without them';
  readonly element: HTMLElement;
  private readonly lines = ['dead', 'duplicates', 'saturated', 'saving', 'sparse'].map(() => createElement('p'));
  private readonly numbers = createElement('div', { className: 'class-choices' });
  private readonly link = createElement('button', {
    className: 'link',
    text: 'Go to code',
    attributes: { type: 'button' },
  });
  private readonly answer: AskedAnswer;
  private subject: LayerSubject | undefined;
  private hasMoreDead = false;

  constructor(
    desk: InquiryDesk,
    private readonly openChannel: (channel: number) => void,
    reveal: (layer: LayerInfo) => void,
  ) {
    this.link.addEventListener('click', () => {
      if (this.subject) reveal(this.subject.layer);
    });
    const [dead, ...others] = this.lines;
    const parts = [dead ?? this.numbers, this.numbers, ...others, this.link];
    this.answer = new AskedAnswer(desk, createElement('div', { className: 'study' }, parts));
    this.element = this.answer.element;
  }

  suits({ layer }: LayerSubject): boolean {
    return layer.className !== 'InputLayer';
  }

  show(subject: LayerSubject): void {
    this.subject = subject;
    const { layer, maps } = subject;
    this.answer.ask(maps, { kind: 'studyChannels', layer: layer.index }, ({ study }) => this.write(study, subject));
  }

  /** What is found, in words. */
  figure(): Figure | undefined {
    if (!this.answer.isShown) return undefined;
    const dead = [...this.numbers.children].map(({ textContent }) => textContent).join(', ');
    const [first = '', ...others] = this.lines.map(({ textContent }) => textContent);
    const numbers = dead === '' ? '' : `Dead channels: ${dead}${this.hasMoreDead ? ', …' : ''}`;
    return { panels: [], notes: [first, numbers, ...others].filter((note) => note !== '') };
  }

  private write(study: ChannelStudy, { layer, state }: LayerSubject): void {
    const { dead, duplicates, channels, saturatedShare } = study;
    const texts = [
      dead.length > 0
        ? `Dead: ${dead.length} of ${formatNumberOf(channels, 'channel')} have the same value everywhere, for this picture.`
        : `Dead: none of ${formatNumberOf(channels, 'channel')}.`,
      duplicates.length > 0
        ? `The same but for scale and offset: ${duplicates.map((group) => group.join(' = ')).join('; ')}.`
        : 'No two channels are the same but for scale and offset.',
      saturatedShare === undefined
        ? ''
        : `Saturated: ${formatShare(saturatedShare)} of the values are at an end of what the function of the layer gives; no gradient gets through there.`,
      describeSaving(study, layer, state),
      describeReduction(layer, state),
    ];
    this.lines.forEach((line, at) => {
      setText(line, texts[at] ?? '');
      line.hidden = texts[at] === '';
    });
    this.numbers.replaceChildren(...dead.slice(0, MOST_NUMBERS).map((channel) => this.createNumber(channel)));
    this.numbers.hidden = dead.length === 0;
    this.hasMoreDead = dead.length > MOST_NUMBERS;
    this.link.hidden = !layer.source || (dead.length === 0 && duplicates.length === 0);
  }

  private createNumber(channel: number): HTMLElement {
    const attributes = { type: 'button', title: `Open channel ${channel}` };
    const chip = createElement('button', { className: 'chip', text: String(channel), attributes });
    chip.addEventListener('click', () => this.openChannel(channel));
    return chip;
  }
}

function describeSaving({ dead, duplicates }: ChannelStudy, layer: LayerInfo, { figures }: RunState): string {
  const spare = dead.length + duplicates.reduce((sum, group) => sum + group.length - 1, 0);
  if (spare === 0) return '';
  const saving = figures.get(layer.index)?.channelSaving;
  const channels = spare === 1 ? 'this channel' : `these ${spare} channels`;
  if (!saving) {
    return `What the model saves without ${channels} is not known: on the way through it is an addition, an output, or a layer that is used twice.`;
  }
  const [parameters, macs] = [saving.parameters, saving.macs].map((one) => formatCount(Math.round(spare * one)));
  return `Without ${channels} the model has ${parameters} fewer parameters and ${macs} fewer MACs: the filters themselves, and the weights of all that read their maps.`;
}

/** What a ReLU leaves of values around 0 is about half. */
const SPARSE_SHARE = 0.4;

/** Of a 1×1 convolution that makes fewer channels: how sparse what it gets is. */
function describeReduction(layer: LayerInfo, { layers, figures, results }: RunState): string {
  const [input] = figures.get(layer.index)?.inputs ?? [];
  const before = layers.find(({ index }) => index === input);
  const [entering, made] = [before?.outputShape.at(-1), layer.outputShape.at(-1)];
  const zeroShare = input === undefined ? undefined : results.get(input)?.zeroShare;
  if (!before || layer.className !== 'Conv2D' || zeroShare === undefined || !entering || !made) return '';
  const weights = entering * made;
  const isPointwise = layer.parameters === weights || layer.parameters === weights + made;
  if (!isPointwise || made >= entering) return '';
  const maps = `${formatShare(zeroShare)} zeros enter this 1×1 reduction from ${entering} to ${made} channels (${nameUse(before)})`;
  return zeroShare >= SPARSE_SHARE
    ? `${maps}: where few channels speak at a place, fewer numbers hold what they say, so that the reduction loses little.`
    : `${maps}: the maps that enter are not sparse.`;
}
