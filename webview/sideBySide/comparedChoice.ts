// What stands on the other side: this run, another model, or another picture.

import type { ComparedWith, FromPage } from '../../src/protocol/panel';
import { createElement } from '../createElement';

type Choice = 'own' | ComparedWith['kind'];

const CHOICES: readonly { readonly name: Choice; readonly text: string; readonly title: string }[] = [
  { name: 'own', text: 'This run', title: 'Another layer of the same run' },
  { name: 'model', text: 'Another model…', title: 'Run another model on the same picture' },
  { name: 'picture', text: 'Another picture…', title: 'Run this model on another picture' },
];

export class ComparedChoice {
  readonly element: HTMLElement;
  private readonly buttons: ReadonlyMap<Choice, HTMLElement>;

  constructor(post: (message: FromPage) => void) {
    this.buttons = new Map(
      CHOICES.map(({ name, text, title }) => {
        const button = createElement('button', { className: 'choice', text, attributes: { type: 'button', title } });
        button.addEventListener('click', () =>
          post(name === 'own' ? { kind: 'endComparison' } : { kind: 'compareWith', what: name }),
        );
        return [name, button];
      }),
    );
    const attributes = { role: 'group', 'aria-label': 'What stands on the right' };
    const label = createElement('span', { text: 'Beside it' });
    this.element = createElement('div', { className: 'class-choices', attributes }, [label, ...this.buttons.values()]);
    this.show(undefined);
  }

  show(comparedWith: ComparedWith | undefined): void {
    const chosen = comparedWith?.kind ?? 'own';
    for (const [name, button] of this.buttons) button.setAttribute('aria-pressed', String(name === chosen));
  }
}
