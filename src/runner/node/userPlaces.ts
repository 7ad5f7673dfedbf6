// Tells where in the user's files something happened: reads the stack and maps it to the text the user wrote.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SourceMap } from './sourceMap';

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Deep enough for helper functions in helper functions. */
const STACK_DEPTH = 100;

interface Transformed {
  readonly code: string;
  /** What stands before the code on its first line. */
  readonly prefixLength: number;
  map?: SourceMap;
}

/** One line of a stack: "at new Scale (/folder/model.ts:3:7)", "at async /folder/model.ts:3:7". */
interface Frame extends Place {
  readonly functionName: string;
}

function parseFrame(text: string): Frame | undefined {
  const [, functionName = '', file, line, column] =
    /^\s+at (.*?) \((.+):(\d+):(\d+)\)$/.exec(text) ?? /^\s+at (?:async )?()(.+):(\d+):(\d+)$/.exec(text) ?? [];
  return file === undefined ? undefined : { functionName, file, line: Number(line), column: Number(column) };
}

function captureStack(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_DEPTH;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}

export class UserPlaces {
  private readonly transformed = new Map<string, Transformed>();

  /** @param ownFolder where the runner and TensorFlow.js lie: no place of the user's */
  constructor(private readonly ownFolder: string) {}

  addTransformed(file: string, code: string, prefixLength: number): void {
    this.transformed.set(path.normalize(file), { code, prefixLength });
  }

  /** Places of the user's code on the stack, innermost first. Constructors of the named classes are left out at the top. */
  capture(skippedClasses: ReadonlySet<string> = new Set()): Place[] {
    return this.read(captureStack(), skippedClasses);
  }

  /** Places of the user's code in the text of a stack, innermost first. */
  read(stack: string, skippedClasses: ReadonlySet<string> = new Set()): Place[] {
    const places: Place[] = [];
    for (const text of stack.split('\n')) {
      const frame = parseFrame(text);
      const isSkipped =
        places.length === 0 &&
        frame?.functionName.startsWith('new ') &&
        skippedClasses.has(frame.functionName.slice(4));
      const place = frame === undefined || isSkipped ? undefined : this.locate(frame);
      if (place !== undefined) places.push(place);
    }
    return places;
  }

  private locate(frame: Place): Place | undefined {
    const { line, column } = frame;
    const file = path.normalize(frame.file.startsWith('file://') ? fileURLToPath(frame.file) : frame.file);
    if (
      !path.isAbsolute(file) ||
      file.startsWith(this.ownFolder) ||
      file.includes(`${path.sep}node_modules${path.sep}`)
    ) {
      return undefined;
    }
    const transformed = this.transformed.get(file);
    if (transformed === undefined) return { file, line, column };
    transformed.map ??= new SourceMap(transformed.code);
    const shift = line === 1 ? transformed.prefixLength : 0;
    return { file, ...transformed.map.find({ line, column: Math.max(1, column - shift) }) };
  }
}
