// What a panel's page keeps over a reload, and how it is read again: the state may be of another version, or somebody else's.

import { isFields, isIndex, isShortText } from './checks';
import type { ComparedWith, PanelModel, PictureChoice } from './panel';

/** What a page keeps over a reload, for the extension to open the panel again. */
export interface PanelRestore {
  readonly model: PanelModel;
  readonly picture: PictureChoice | undefined;
  readonly comparedWith: ComparedWith | undefined;
}

/** What a page kept before a reload; undefined when it is not the state of a panel. */
export function parsePanelRestore(value: unknown): PanelRestore | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  const model = parsePanelModel(value.model);
  const { picture, comparedWith } = value;
  return model && { model, picture: parsePictureChoice(picture), comparedWith: parseComparedWith(comparedWith) };
}

function parseComparedWith(value: unknown): ComparedWith | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  const model = value.kind === 'model' ? parsePanelModel(value.model) : undefined;
  const picture = value.kind === 'picture' ? parsePictureChoice(value.picture) : undefined;
  return (model && { kind: 'model', model }) ?? (picture && { kind: 'picture', picture });
}

function parsePictureChoice(value: unknown): PictureChoice | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  if (value.kind === 'sample' && isShortText(value.id)) {
    return { kind: 'sample', id: value.id };
  }
  return value.kind === 'file' && isShortText(value.uri) ? { kind: 'file', uri: value.uri } : undefined;
}

function parsePanelModel(value: unknown): PanelModel | undefined {
  if (!isFields(value)) {
    return undefined;
  }
  const { file, name, title, line, factory, givenArguments } = value;
  const isComplete = isShortText(file) && isShortText(name) && isShortText(title) && isIndex(line);
  if (!isComplete || !(factory === undefined || isShortText(factory)) || !isFields(value.arguments)) {
    return undefined;
  }
  const shown = isShortText(givenArguments) ? { givenArguments } : {};
  return { file, name, title, line, factory, arguments: value.arguments, ...shown };
}
