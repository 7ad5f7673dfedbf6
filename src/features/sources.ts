// What a feature may ask about places: the text there, its line, and a link to it. Given by the editor or the command line.

import type { SourceRange } from '../analyser/index';
import { LineMap, type Position } from './lineMap';
import { shorten } from './shorten';

/** Reads the texts that an analysis was made from. */
export interface Sources {
  /** The text of a file as analysed; undefined when it is gone. */
  textOf(file: string): string | undefined;
  /** Address of a place that can be clicked; undefined where there is none. */
  linkTo(file: string, position: Position): string | undefined;
  /** The file's name as people call it: short, without folders they know. */
  shortName(file: string): string;
}

/** `model.ts:12`, as a link where one can be had. In Markdown. */
export function placeMarkdown(sources: Sources, range: SourceRange): string {
  const position = startOf(sources, range);
  const label = `${sources.shortName(range.file)}:${position.line + 1}`;
  const link = sources.linkTo(range.file, position);
  return link === undefined ? label : `[${label}](${link})`;
}

/** `model.ts:12`. */
export function placeText(sources: Sources, range: SourceRange): string {
  return `${sources.shortName(range.file)}:${startOf(sources, range).line + 1}`;
}

/** The source text of a range on one line, cut to a readable length. */
export function excerpt(sources: Sources, range: SourceRange, maximumLength = 60): string {
  const text = sources.textOf(range.file)?.slice(range.start, range.end).replace(/\s+/g, ' ') ?? '';
  return shorten(text, maximumLength);
}

export function startOf(sources: Sources, range: SourceRange): Position {
  return new LineMap(sources.textOf(range.file) ?? '').positionAt(range.start);
}
