// What a channel looks for: its tabs, the question behind each of them, and the answer drawn over the picture of the run.

import type { ReluRule, Visualisation, VisualisationRequest } from '../../src/protocol/inquiries';
import { createElement } from '../createElement';
import { clipRegion, lengthOf, regionSeenFrom } from '../field/fieldGeometry';
import type { Place, Region, Size } from '../field/fieldGeometry';
import type { Figure } from '../figure';
import { chooseScale } from '../maps/colourScale';
import { inputSizeOf } from '../runState';
import { TabRow } from '../tabRow';
import { createCheckbox } from '../toolkit';
import { AskedAnswer } from './askedAnswer';
import { ExplainedPicture } from './explainedPicture';
import { explainChannel, explainField } from './explanations';
import { amountsOf, drawHeat, drawSigned, lossesOf } from './heat';
import type { InquiryDesk } from './inquiryDesk';
import { InputPicture } from './inputPicture';
import type { Pixels } from './inputPicture';
import type { ChannelSubject } from './layerSubject';
import { countCarrying, findLargest } from './mapPlaces';
import { PatchesView } from './patchesView';

type TabName = 'map' | ReluRule | 'occlusion' | 'patches' | 'measuredField';

const TABS = [
  { name: 'map', text: 'Map', title: 'The values of the channel' },
  { name: 'deconvnet', text: 'Deconvnet', title: 'The pattern that the value answers to (Zeiler and Fergus 2013)' },
  { name: 'guided', text: 'Guided', title: 'Guided backpropagation (Springenberg et al. 2014)' },
  { name: 'gradient', text: 'Gradient', title: 'What would change the value (Simonyan et al. 2013)' },
  { name: 'occlusion', text: 'Occlusion', title: 'What is lost when the picture is covered (Zeiler and Fergus 2013)' },
  { name: 'patches', text: 'Patches', title: 'The parts of the picture that excite the channel most' },
  { name: 'measuredField', text: 'Measured field', title: 'What the position really sees (Luo et al. 2016)' },
] as const;

const CARRIED_SHARE = 0.95;
const HEAT = chooseScale('inferno', { min: 0, max: 1 }).table;

export interface ChannelQuestionsEvents {
  /** Another tab was chosen. */
  changeTab(name: string): void;
  pin(place: Place): void;
}

export class ChannelQuestions {
  readonly tabs: TabRow<TabName>;
  readonly element: HTMLElement;
  private readonly answer: AskedAnswer;
  private readonly explained: ExplainedPicture;
  private readonly patches: PatchesView;
  private readonly amount: HTMLElement;
  private readonly input = new InputPicture();
  private tab: TabName;
  private isAmount = false;
  private subject: ChannelSubject | undefined;
  private answered: { readonly request: VisualisationRequest; readonly visualisation: Visualisation } | undefined;

  /** @param tab the one that is chosen at first */
  constructor(desk: InquiryDesk, tab: string | undefined, events: ChannelQuestionsEvents) {
    this.tab = TABS.find(({ name }) => name === tab)?.name ?? 'map';
    this.tabs = new TabRow<TabName>('What to see of the channel', TABS, (name) => {
      this.tab = name;
      events.changeTab(name);
    });
    this.amount = createCheckbox('As amount', false, (isAmount) => {
      this.isAmount = isAmount;
      this.draw();
    });
    this.explained = new ExplainedPicture([this.amount]);
    this.answer = new AskedAnswer(desk, this.explained.element);
    this.patches = new PatchesView((place) => events.pin(place));
    const attributes = { role: 'tabpanel', 'aria-label': 'What the channel looks for' };
    const views = [this.answer.element, this.patches.element];
    this.element = createElement('div', { className: 'channel-answer', attributes }, views);
  }

  get isMapChosen(): boolean {
    return this.tab === 'map';
  }

  show(subject: ChannelSubject): void {
    this.subject = subject;
    this.update();
  }

  /** The answer in view as a picture; undefined while there is none. */
  figure(): Figure | undefined {
    if (this.tab === 'map') return undefined;
    if (this.tab === 'patches') return this.patches.figure();
    return this.answer.isShown ? this.explained.figure() : undefined;
  }

  /** What is asked, in words. */
  get tabText(): string {
    return TABS.find(({ name }) => name === this.tab)?.text ?? '';
  }

  private update(): void {
    const { subject } = this;
    const input = subject && inputSizeOf(subject.state);
    if (!input) this.tab = 'map';
    this.tabs.update(this.tab, (name) => name === 'map' || input !== undefined);
    this.element.hidden = this.tab === 'map';
    if (!subject || !input || this.tab === 'map') return;
    this.answer.element.hidden = this.tab === 'patches';
    this.patches.element.hidden = this.tab !== 'patches';
    const { picture } = subject.state;
    if (this.tab !== 'patches') this.ask(requestFor(this.tab, subject), subject);
    else if (picture) this.patches.show(subject, input, this.input.pixelsOf(picture, input));
  }

  private ask(request: VisualisationRequest, { maps }: ChannelSubject): void {
    this.answer.ask(maps, { kind: 'visualise', request }, ({ visualisation }) => {
      this.answered = { request, visualisation };
      this.draw();
    });
  }

  private draw(): void {
    const size = this.subject && inputSizeOf(this.subject.state);
    const picture = this.subject?.state.picture;
    if (!this.answered || !size || !picture) return;
    const { request, visualisation } = this.answered;
    const base = this.input.pixelsOf(picture, size);
    const box = this.boxOf(visualisation.position);
    this.amount.hidden = request.kind !== 'channel';
    const isSigned = request.kind === 'channel' && !this.isAmount;
    this.explained.show({
      size,
      picture: base,
      answer: isSigned ? drawSigned(visualisation) : drawAmounts(request, visualisation, base, size),
      caption: this.tabText,
      explanation:
        request.kind === 'channel' || request.kind === 'occlusion'
          ? explainChannel(request, visualisation)
          : explainField(visualisation.position ?? { row: 0, column: 0 }, this.measure(visualisation, box, size)),
      box,
    });
  }

  private measure(
    visualisation: Visualisation,
    computed: Region | undefined,
    size: Size,
  ): Parameters<typeof explainField>[1] {
    const { count } = countCarrying(amountsOf(visualisation), CARRIED_SHARE);
    const seen = computed && clipRegion(computed, size);
    const inside = seen ? lengthOf(seen.rows) * lengthOf(seen.columns) : computed ? 0 : size.width * size.height;
    return { carrying: count, share: CARRIED_SHARE, inside, computed };
  }

  private boxOf(position: Place | undefined): Region | undefined {
    const { state, layer } = this.subject ?? {};
    const field = layer && state?.figures.get(layer.index)?.field;
    return position && field?.kind === 'region' ? regionSeenFrom(field, position) : undefined;
  }
}

function requestFor(tab: Exclude<TabName, 'map' | 'patches'>, subject: ChannelSubject): VisualisationRequest {
  const { layer, channel, pinned, maps } = subject;
  const about = { layer: layer.index, channel };
  switch (tab) {
    case 'occlusion':
      return { kind: 'occlusion', ...about };
    case 'measuredField':
      return { kind: 'measuredField', layer: layer.index, position: pinned ?? findLargest(maps, channel) };
    case 'gradient':
    case 'deconvnet':
    case 'guided':
      return { kind: 'channel', ...about, rule: tab, ...(pinned && { position: pinned }) };
  }
}

function drawAmounts(request: VisualisationRequest, answer: Visualisation, base: Pixels, size: Size): Pixels {
  const isOcclusion = request.kind === 'occlusion';
  const amounts = isOcclusion ? lossesOf(answer.values, answer.score) : amountsOf(answer);
  return drawHeat(base, size, { amounts, grid: answer, isSmooth: false }, HEAT);
}
