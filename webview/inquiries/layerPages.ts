// What there is to see of a layer beside its channels: one page behind each tab.

import { createElement } from '../createElement';
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
}

const CHANNELS = 'channels';

export class LayerPages {
  readonly tabs: HTMLElement;
  readonly elements: readonly HTMLElement[];
  private readonly row: TabRow<string>;
  private chosen = CHANNELS;
  private current: LayerPage | undefined;

  /** @param changeTab another one was chosen */
  constructor(
    private readonly pages: readonly LayerPage[],
    changeTab: () => void,
  ) {
    const own = pages.map(({ text, title }) => ({ name: text, text, title }));
    const channels = { name: CHANNELS, text: 'Channels', title: 'The maps of the layer' };
    this.row = new TabRow<string>('What to see of the layer', [channels, ...own], (name) => {
      this.chosen = name;
      changeTab();
    });
    this.tabs = this.row.element;
    this.elements = pages.map(({ element, text }) => {
      const attributes = { role: 'tabpanel', 'aria-label': text, tabindex: '0' };
      return createElement('div', { className: 'layer-page', attributes }, [element]);
    });
  }

  /** Whether the channels are what is to be seen. */
  get isChannels(): boolean {
    return this.current === undefined;
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
