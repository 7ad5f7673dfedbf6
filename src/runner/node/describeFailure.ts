// Makes one clear sentence of what was thrown: which file and line of the user's, and what it said.

import path from 'node:path';
import type { RunnerFailure } from '../../protocol/runner';
import { LayerFailure, RunError, describeThrown } from '../core/failure';
import { ExitCalled, type Incident } from './guardProcess';
import type { Creations } from './recordCreations';
import type { Place, UserPlaces } from './userPlaces';

export function describePlace(place: Place): string {
  return `${path.basename(place.file)}:${place.line}`;
}

/** The first line; Node adds whole lists below it. */
function trimMessage(text: string): string {
  return text.trim().split('\n', 1).join('').trim();
}

/** Node's message for a package, which is named without a path. */
function adviseInstalling(message: string): string {
  return message.replace(
    /^(Cannot find (?:module|package) '[^'./][^']*').*/,
    '$1: npm install brings the packages of a project',
  );
}

/** jiti's message for text that does not parse: "ParseError: Unexpected token \n /folder/model.ts:3:7". */
function describeSyntaxError(message: string): string | undefined {
  const [, what, file, line] = /^(?:\w+: )*(.+?)\s*\n\s*(.+):(\d+):\d+\s*$/.exec(message) ?? [];
  return file === undefined ? undefined : `${path.basename(file)}:${line} cannot be read: ${what}`;
}

export function describeIncident({ what, places, detail }: Incident): RunnerFailure {
  const [place] = places;
  return {
    message: place === undefined ? `The file ended the run: ${what}.` : `${describePlace(place)}: ${what}.`,
    detail,
  };
}

function endSentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

/**
 * @param file the user's file, named where the stack does not tell a place
 * @param creations tell where a layer was created whose failure has no place in the user's code
 */
export function describeFailure(
  thrown: unknown,
  file: string,
  userPlaces: UserPlaces,
  creations: Creations,
): RunnerFailure {
  if (thrown instanceof ExitCalled) return describeIncident(thrown.incident);
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : '';
  const created = thrown instanceof LayerFailure ? creations.findPlace(thrown.layer) : undefined;
  const [place = created] = userPlaces.read(thrown instanceof RunError ? thrown.detail : detail);
  const where = place === undefined ? path.basename(file) : describePlace(place);
  if (thrown instanceof RunError) {
    const isPlaced = place === undefined || thrown.message.includes(where);
    return { message: isPlaced ? thrown.message : `${thrown.message} (${where})`, detail: thrown.detail };
  }
  const message = describeThrown(thrown);
  const syntaxError = describeSyntaxError(message);
  return { message: endSentence(syntaxError ?? `${where}: ${adviseInstalling(trimMessage(message))}`), detail };
}
