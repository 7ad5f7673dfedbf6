// The only user of the Webview UI Toolkit: VS Code's own look for the controls it has.

import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
  );
}

export type ButtonLook = 'primary' | 'secondary';

export function createButton(text: string, look: ButtonLook, onClick: () => void): HTMLElement {
  const button = document.createElement('vscode-button');
  button.setAttribute('appearance', look);
  button.textContent = text;
  button.addEventListener('click', onClick);
  return button;
}

export function createCheckbox(text: string, isChecked: boolean, onChange: (isChecked: boolean) => void): HTMLElement {
  const checkbox: HTMLElement & { checked?: boolean } = document.createElement('vscode-checkbox');
  checkbox.textContent = text;
  checkbox.toggleAttribute('checked', isChecked);
  checkbox.addEventListener('change', () => onChange(checkbox.checked === true));
  return checkbox;
}

export interface DropdownOption<Value extends string> {
  readonly value: Value;
  readonly text: string;
}

export function createDropdown<Value extends string>(
  label: string,
  options: readonly DropdownOption<Value>[],
  selected: Value,
  onChange: (value: Value) => void,
): HTMLElement {
  const dropdown: HTMLElement & { value?: string } = document.createElement('vscode-dropdown');
  dropdown.setAttribute('aria-label', label);
  for (const { value, text } of options) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', value);
    option.textContent = text;
    if (value === selected) {
      option.setAttribute('selected', '');
    }
    dropdown.append(option);
  }
  dropdown.addEventListener('change', () => {
    const chosen = options.find(({ value }) => value === dropdown.value);
    if (chosen) {
      onChange(chosen.value);
    }
  });
  return dropdown;
}

export function createProgressRing(): HTMLElement {
  return document.createElement('vscode-progress-ring');
}
