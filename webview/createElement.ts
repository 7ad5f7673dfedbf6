// Building the page from elements: text is always set as text, never as HTML.

export interface ElementOptions {
  readonly className?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export function createElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  options: ElementOptions = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (options.className !== undefined) {
    element.className = options.className;
  }
  if (options.text !== undefined) {
    element.textContent = options.text;
  }
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Sets the text only when it differs, so that nothing is laid out or announced again for nothing. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Puts other children in place of those of an element. Focus that one of them had goes to the one in its place, so that it is not lost. */
export function replaceChildren(element: HTMLElement, children: readonly HTMLElement[]): void {
  const at = [...element.children].findIndex((child) => child.contains(document.activeElement));
  element.replaceChildren(...children);
  if (at >= 0) children[Math.min(at, children.length - 1)]?.focus();
}
