// From a place in transformed code to the place in the text the user wrote: reads the inline source map that the transform
// appends (Source Map Revision 3).

export interface CodePlace {
  readonly line: number;
  readonly column: number;
}

/** One piece of generated code; all numbers count from 0. */
interface Segment {
  readonly generatedColumn: number;
  readonly line: number;
  readonly column: number;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base-64 variable-length quantities: 5 bits a digit, lowest first, the lowest bit is the sign. */
function decodeQuantities(text: string): number[] {
  const values: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of text) {
    const bits = digits.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits < 32) {
      values.push(value & 1 ? -(value >> 1) : value >> 1);
      value = shift = 0;
    }
  }
  return values;
}

function decodeMappings(mappings: string): Segment[][] {
  let [line, column] = [0, 0];
  return mappings.split(';').map((text) => {
    let generatedColumn = 0;
    const segments: Segment[] = [];
    for (const piece of text === '' ? [] : text.split(',')) {
      const [columnStep = 0, , lineStep, sourceColumnStep] = decodeQuantities(piece);
      generatedColumn += columnStep;
      if (lineStep === undefined || sourceColumnStep === undefined) continue;
      line += lineStep;
      column += sourceColumnStep;
      segments.push({ generatedColumn, line, column });
    }
    return segments;
  });
}

const marker = /\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([\w+/=]+)\s*$/;

/** Looks places up; both sides count lines and columns from 1. */
export class SourceMap {
  private readonly lines: readonly (readonly Segment[])[];

  /** @param code generated code that ends in its source map; without one, every place stays as it is */
  constructor(code: string) {
    const encoded = marker.exec(code)?.[1];
    const map =
      encoded === undefined ? {} : (JSON.parse(Buffer.from(encoded, 'base64').toString()) as { mappings?: string });
    this.lines = decodeMappings(map.mappings ?? '');
  }

  find({ line, column }: CodePlace): CodePlace {
    const segment = this.lines[line - 1]?.findLast(({ generatedColumn }) => generatedColumn <= column - 1);
    return segment === undefined ? { line, column } : { line: segment.line + 1, column: segment.column + 1 };
  }
}
