// The names by which a parameter gets a value: its own, or those of the members that it takes apart.

import type ts from 'typescript';
import { isIdentifier, isOmittedExpression } from './syntax';

export function boundNames(name: ts.BindingName): string[] {
  if (isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => {
    if (isOmittedExpression(element)) return [];
    const { propertyName } = element;
    return propertyName && isIdentifier(propertyName) ? [propertyName.text] : boundNames(element.name);
  });
}
