// Some networks have variants whose weights have the same names and shapes: which one a file was trained for.

import type { ModelChoice } from '../../../protocol/runner';
import type { ListedFile } from './match';
import type { Naming } from './names/naming';
import { namings } from './names/table';

function hasAllLayers({ layers }: Naming, names: ReadonlySet<string>): boolean {
  return [...layers.values()].every((layer) => layer.names.some((name) => names.has(`${name}.weight`)));
}

export interface VariantChoice {
  readonly choice: ModelChoice;
  readonly notes: readonly string[];
}

/** The choice with the argument that makes the variant, unless the user has chosen one. */
export function chooseVariant(choice: ModelChoice, file: ListedFile): VariantChoice {
  const names = new Set(file.tensors.map(({ name }) => name));
  for (const naming of namings.values()) {
    const { variant } = naming;
    if (!variant?.factories.includes(choice.factory ?? '')) continue;
    const { parameter, value, description } = variant;
    if (parameter in choice.arguments || !hasAllLayers(naming, names)) continue;
    const note = `The network was made ${description} (${parameter} = '${value}'), as ${file.label} was trained.`;
    return { choice: { ...choice, arguments: { ...choice.arguments, [parameter]: value } }, notes: [note] };
  }
  return { choice, notes: [] };
}
