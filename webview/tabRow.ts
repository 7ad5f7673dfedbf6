// A row of tabs: one is chosen. Arrow keys, Home and End move, as in VS Code's own.

import { createElement } from './createElement';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly text: string;
  /** What it shows, for the pointer that rests on it. */
  readonly title?: string;
}

export class TabRow<Name extends string> {
  readonly element: HTMLElement;
  private readonly buttons: ReadonlyMap<Name, HTMLElement>;

  constructor(
    label: string,
    tabs: readonly Tab<Name>[],
    private readonly choose: (name: Name) => void,
  ) {
    this.buttons = new Map(
      tabs.map(({ name, text, title = '' }) => {
        const button = createElement('button', { className: 'tab', text, attributes: { type: 'button', role: 'tab' } });
        button.title = title;
        button.addEventListener('click', () => choose(name));
        return [name, button];
      }),
    );
    const attributes = { role: 'tablist', 'aria-label': label };
    this.element = createElement('div', { className: 'tabs', attributes }, [...this.buttons.values()]);
    this.element.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** @param isShown tabs that there is nothing behind are left out */
  update(chosen: Name, isShown: (name: Name) => boolean = () => true): void {
    for (const [name, button] of this.buttons) {
      button.hidden = !isShown(name);
      button.setAttribute('aria-selected', String(name === chosen));
      button.tabIndex = name === chosen ? 0 : -1;
    }
  }

  private onKey(event: KeyboardEvent): void {
    const shown = [...this.buttons].filter(([, button]) => !button.hidden);
    const at = shown.findIndex(([, button]) => button === event.target);
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % shown.length,
      ArrowLeft: (at - 1 + shown.length) % shown.length,
      Home: 0,
      End: shown.length - 1,
    };
    const target = shown[moves[event.key] ?? -1];
    if (at < 0 || !target) return;
    event.preventDefault();
    target[1].focus();
    this.choose(target[0]);
  }
}
