// Values that somebody gives to parameters: in a comment, on the command line, in a call.

/** What JSON can say. */
export type GivenValue =
  null | boolean | number | string | readonly GivenValue[] | { readonly [name: string]: GivenValue };

/** Values by the name of a parameter, or by that of a member of it: `options.classes`. */
export type GivenValues = ReadonlyMap<string, GivenValue>;

/** NAME=VALUE, where NAME may have dots and VALUE is a list, an object, a text in quotes, or one word. */
export const ASSIGNMENT =
  /([\p{L}_$][\p{L}\p{N}_$.]*)=(?![=<>])(\[[^\]]*(?:\][^\]\s]*)*\]|\{[^}]*\}|"[^"]*"|'[^']*'|[^\s*]+)/uy;

/** JSON, with words and texts in single quotes as texts. */
export function parseGivenValue(text: string): GivenValue {
  const json = /^'.*'$/s.test(text) ? JSON.stringify(text.slice(1, -1)) : text;
  try {
    return JSON.parse(json) as GivenValue;
  } catch {
    return text;
  }
}

/**
 * `classes=10 size=[224,224,3]`, as a comment or a command line has it.
 * @returns undefined when a value would be read back as another one
 */
export function writeGivenValues(values: GivenValues): string | undefined {
  const assignments = [...values].map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return assignments.every(isReadBack) ? assignments.join(' ') : undefined;
}

function isReadBack(assignment: string): boolean {
  ASSIGNMENT.lastIndex = 0;
  return ASSIGNMENT.exec(assignment)?.[0] === assignment && !/\*\/|\n/.test(assignment);
}

/** The values as arguments by name: `options.classes=10` is `{ options: { classes: 10 } }`. */
export function asArguments(values: GivenValues): Readonly<Record<string, GivenValue>> {
  const whole: Record<string, GivenValue> = {};
  for (const [name, value] of values) {
    const [first = '', ...members] = name.split('.');
    const inner = members.reduceRight<GivenValue>((part, member) => ({ [member]: part }), value);
    whole[first] = mergeValues(whole[first], inner);
  }
  return whole;
}

function mergeValues(a: GivenValue | undefined, b: GivenValue): GivenValue {
  if (!isRecord(a) || !isRecord(b)) return b;
  const merged: Record<string, GivenValue> = { ...a };
  for (const [name, value] of Object.entries(b)) merged[name] = mergeValues(a[name], value);
  return merged;
}

function isRecord(value: GivenValue | undefined): value is Readonly<Record<string, GivenValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
