// What stands on the other side: this run, another model, or another picture.

import type { ComparedWith, FromPage } from '../../src/protocol/panel';
import { createElement, setText } from '../createElement';

type Choice = 'own' | ComparedWith['kind'];

const CHOICES: readonly { readonly name: Choice; readonly text: string; readonly title: string }[] = [
  { name: 'own', text: 'This run', title: 'Another layer of the same run' },
  { name: 'model', text: 'Another model…', title: 'Run another model on the same picture' },
  { name: 'picture', text: 'Another picture…', title: 'Run this model on another picture' },
];

export class ComparedChoice {
  readonly element: HTMLElement;
  private readonly buttons: ReadonlyMap<Choice, HTMLElement>;
  /** Those of the other model, as far as the user was asked for them. */
  private readonly arguments = createElement('button', { className: 'link', attributes: { type: 'button' } });

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
    this.arguments.title = 'Run the other model with other values for these parameters';
    this.arguments.addEventListener('click', () => post({ kind: 'compared', wish: { kind: 'changeArguments' } }));
    const parts = [label, ...this.buttons.values(), this.arguments];
    this.element = createElement('div', { className: 'class-choices', attributes }, parts);
    this.show(undefined);
  }

  show(comparedWith: ComparedWith | undefined): void {
    const chosen = comparedWith?.kind ?? 'own';
    const given = comparedWith?.kind === 'model' ? comparedWith.model.givenArguments : undefined;
    this.arguments.hidden = given === undefined;
    setText(this.arguments, given ?? '');
    for (const [name, button] of this.buttons) button.setAttribute('aria-pressed', String(name === chosen));
  }
}
