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

/** The stack as V8's call sites, which need no parsing. */
function captureCallSites(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = STACK_DEPTH;
    Error.prepareStackTrace = (_, sites) => sites;
    return (new Error().stack as unknown as NodeJS.CallSite[]) ?? [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const stackLine = /^\s+at (?:.*? \()?((?:file:\/\/)?[^()]+?):(\d+):(\d+)\)?$/;

export class UserPlaces {
  private readonly transformed = new Map<string, Transformed>();

  /** @param ownFolder where the runner and TensorFlow.js lie: no place of the user's */
  constructor(private readonly ownFolder: string) {}

  addTransformed(file: string, code: string, prefixLength: number): void {
    this.transformed.set(path.normalize(file), { code, prefixLength });
  }

  /** Places of the user's code on the stack, innermost first. The class names' own constructors are left out. */
  capture(skippedConstructors: ReadonlySet<string> = new Set()): Place[] {
    const sites = captureCallSites();
    const places: Place[] = [];
    for (const site of sites) {
      const isSkipped = places.length === 0 && site.isConstructor() && skippedConstructors.has(site.getFunctionName() ?? '');
      const place = isSkipped ? undefined : this.locate(site.getFileName(), site.getLineNumber(), site.getColumnNumber());
      if (place !== undefined) places.push(place);
    }
    return places;
  }

  /** Places of the user's code in the text of a stack, innermost first. */
  read(stack: string): Place[] {
    return stack.split('\n').flatMap((text) => {
      const [, file, line, column] = stackLine.exec(text) ?? [];
      return this.locate(file, Number(line), Number(column)) ?? [];
    });
  }

  private locate(fileName: string | null | undefined, line: number | null, column: number | null): Place | undefined {
    if (!fileName || line === null || column === null) return undefined;
    const file = path.normalize(fileName.startsWith('file://') ? fileURLToPath(fileName) : fileName);
    if (!path.isAbsolute(file) || file.startsWith(this.ownFolder) || file.includes(`${path.sep}node_modules${path.sep}`)) {
      return undefined;
    }
    const transformed = this.transformed.get(file);
    if (transformed === undefined) return { file, line, column };
    transformed.map ??= new SourceMap(transformed.code);
    const shift = line === 1 ? transformed.prefixLength : 0;
    return { file, ...transformed.map.find({ line, column: Math.max(1, column - shift) }) };
  }
}
