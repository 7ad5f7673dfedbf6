// What there is to see of a layer beside its channels: one page behind each tab.

import { createElement } from '../createElement';
import type { Figure, FigureColours } from '../figure';
import type { MapStyle } from '../maps/featureMap';
import { TabRow } from '../tabRow';
import type { LayerSubject } from './layerSubject';

export interface LayerPage {
  readonly text: string;
  /** What it shows, for the pointer that rests on its tab. */
  readonly title: string;
  readonly element: HTMLElement;
  /** Whether there is something to show of the layer. */
  suits(subject: LayerSubject): boolean;
  /** While it is in view. */
  show(subject: LayerSubject): void;
  /** What is in view as a picture; undefined while there is nothing to save. */
  figure(colours: FigureColours): Figure | undefined;
  /** How the maps in view are drawn; undefined where there are none. */
  readonly mapStyle?: MapStyle | undefined;
}

/** Of the tab that is there for every layer. */
export const CHANNELS = 'Channels';

export class LayerPages {
  readonly tabs: HTMLElement;
  readonly elements: readonly HTMLElement[];
  private readonly row: TabRow<string>;
  private current: LayerPage | undefined;

  /** @param chosen the text of a tab @param changeTab another one was chosen */
  constructor(
    private readonly pages: readonly LayerPage[],
    private chosen: string,
    changeTab: (text: string) => void,
  ) {
    const own = pages.map(({ text, title }) => ({ name: text, text, title }));
    const channels = { name: CHANNELS, text: CHANNELS, title: 'The maps of the layer' };
    this.row = new TabRow<string>('What to see of the layer', [channels, ...own], (name) => {
      this.chosen = name;
      changeTab(name);
    });
    this.tabs = this.row.element;
    this.elements = pages.map(({ element, text }) => {
      const attributes = { role: 'tabpanel', 'aria-label': text, tabindex: '0' };
      return createElement('div', { className: 'layer-page', attributes }, [element]);
    });
  }

  /** The page in view; undefined while the channels are. */
  get page(): LayerPage | undefined {
    return this.current;
  }

  /** @param subject undefined while there are no maps. A page that does not suit the layer gives way to its channels. */
  update(subject: LayerSubject | undefined): void {
    const suited = subject ? this.pages.filter((page) => page.suits(subject)) : [];
    this.current = suited.find(({ text }) => text === this.chosen);
    this.tabs.hidden = suited.length === 0;
    const names = new Set([CHANNELS, ...suited.map(({ text }) => text)]);
    this.row.update(this.current?.text ?? CHANNELS, (name) => names.has(name));
    this.pages.forEach((page, at) => {
      const element = this.elements[at];
      if (element) element.hidden = page !== this.current;
    });
    if (subject) this.current?.show(subject);
  }

  chooseChannels(): void {
    this.chosen = CHANNELS;
  }
}
