// Two layers beside each other, or one layer on two pictures: one is held, in the order of channels of the other.

import type { FeatureMaps } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import { formatShape, nameUse } from '../format';
import { ChannelGrid } from '../maps/channelGrid';
import { orderChannels } from '../maps/channelOrder';
import type { ChannelOrder } from '../maps/channelOrder';
import { chooseScale } from '../maps/colourScale';
import { isVector, layerRange } from '../maps/featureMap';
import { createButton } from '../toolkit';
import type { LayerPage } from './layerPages';
import type { LayerSubject } from './layerSubject';

interface Look {
  readonly channelOrder: ChannelOrder;
  readonly tileSide: number;
}

interface Kept {
  readonly title: string;
  readonly maps: FeatureMaps;
}

export class BesidePage implements LayerPage {
  readonly text = 'Beside';
  readonly title = 'This layer beside one that is held';
  readonly element: HTMLElement;
  private readonly words = createElement('p', { className: 'answer-how' });
  private readonly columns = ['held', 'chosen'].map((name) => {
    const grid = new ChannelGrid(NO_EVENTS, name);
    const title = createElement('h2');
    return { grid, title, element: createElement('div', { className: 'beside-column' }, [title, grid.element]) };
  });
  private readonly pair: HTMLElement;
  private held: Kept | undefined;
  private subject: LayerSubject | undefined;

  /** @param readLook how the user looks at channels */
  constructor(private readonly readLook: () => Look) {
    const hold = createButton('Hold This Layer', 'secondary', () => {
      this.held = this.subject && describe(this.subject);
      this.draw();
    });
    const controls = createElement('div', { className: 'answer-controls' }, [hold, this.words]);
    this.pair = createElement(
      'div',
      { className: 'beside' },
      this.columns.map(({ element }) => element),
    );
    this.element = createElement('div', { className: 'beside-page' }, [controls, this.pair]);
  }

  suits({ maps }: LayerSubject): boolean {
    return !isVector(maps);
  }

  show(subject: LayerSubject): void {
    const isSame = subject.maps === this.subject?.maps;
    this.subject = subject;
    if (!isSame) this.draw();
  }

  private draw(): void {
    const { subject, held } = this;
    if (!subject) return;
    const chosen = describe(subject);
    setText(
      this.words,
      held ? '' : 'Hold this layer, then choose another one, or another picture: both then stand here.',
    );
    this.pair.hidden = !held;
    const { channelOrder, tileSide } = this.readLook();
    const order = orderChannels(chosen.maps, channelOrder);
    [held, chosen].forEach((kept, at) => {
      const column = this.columns[at];
      if (!kept || !column) return;
      const { maps } = kept;
      const isAlike = maps.channels === chosen.maps.channels;
      const own = isAlike ? order : orderChannels(maps, channelOrder);
      setText(column.title, kept.title);
      const style = { scale: chooseScale('automatic', layerRange(maps)), sharedRange: undefined };
      column.grid.show({ maps, order: own, style, tileSide }, []);
    });
  }
}

const NO_EVENTS = { point: () => undefined, select: () => undefined, open: () => undefined, zoom: () => undefined };

function describe({ layer, maps, state }: LayerSubject): Kept {
  const { height, width, channels } = maps;
  const shape = formatShape([null, height, width, channels]);
  return { title: `${nameUse(layer)} · ${shape} · ${state.picture?.title ?? ''}`, maps };
}
