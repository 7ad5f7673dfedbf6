// Typed reads of a layer's configuration, with tfjs's checks and messages.

import { Formula, Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type ConfigValue, type Layer, type LayerConfig } from '../graph/graph';
import { friendlyText, isConfigList, jsonText, plainText } from './configText';
import { checkNamed } from './registeredClasses';

/** One of a few words; Unknown when the configuration holds something the analyser could not find out. */
export type Choice = string | Unknown;

const PADDING_MODES = ['valid', 'same', 'causal'] as const;
const DATA_FORMATS = ['channelsFirst', 'channelsLast'] as const;

/**
 * The object passed to a factory of tf.layers. Reads answer Unknown or a Formula where the value is unknown or symbolic and
 * throw LayerError where tfjs certainly throws.
 */
export class ConfigReader {
  private readonly entries: LayerConfig;

  /**
   * @param config undefined when the factory was called without an argument
   * @param userClasses class names that the program registers with tf.serialization.registerClass
   */
  constructor(
    private readonly config: LayerConfig | undefined,
    private readonly userClasses: ReadonlySet<string> = new Set(),
  ) {
    this.entries = config ?? new Map<string, ConfigValue>();
  }

  /** JavaScript's `name in args`. */
  has(name: string): boolean {
    return this.entries.has(name);
  }

  value(name: string): ConfigValue {
    return this.entries.get(name);
  }

  /** Whether the entry is missing, undefined or null, which tfjs treats alike. */
  isAbsent(name: string): boolean {
    return (this.entries.get(name) ?? undefined) === undefined;
  }

  /** Whether the entry certainly has a value: an unknown one may turn out to be undefined. */
  isPresent(name: string): boolean {
    return !this.isAbsent(name) && !(this.value(name) instanceof Unknown);
  }

  /** What JavaScript throws when tfjs reads `args.name` first and the factory was called without an argument. */
  requireArguments(name: string, message = `Cannot read properties of undefined (reading '${name}')`): void {
    if (this.config === undefined) throw new LayerError(message);
  }

  /** A number as it stands; Unknown for anything that is not a number. */
  quantity(name: string): Quantity {
    return asQuantity(this.value(name), name);
  }

  /** tfjs's assertPositiveInteger. */
  positiveInteger(name: string): Quantity {
    checkPositiveInteger(this.value(name), name, name);
    return this.quantity(name);
  }

  /** JavaScript's truth of a value; the fallback where it is absent. */
  flag(name: string, fallback: boolean): boolean | Unknown {
    const value = this.value(name);
    if (value === undefined || value === null) return fallback;
    if (value instanceof Unknown) return value;
    if (value instanceof Formula) return new Unknown(`\`${value.toString()}\` has no known value here`);
    return Boolean(value);
  }

  /** tfjs's checkStringTypeUnionValue. */
  choice(name: string, values: readonly string[], label: string, fallback: string): Choice {
    const value = this.value(name);
    if (value === undefined || value === null) return fallback;
    if (value instanceof Unknown) return value;
    if (typeof value !== 'string' || !values.includes(value)) {
      throw new LayerError(
        `${plainText(value)} is not a valid ${label}.  Valid values are ${values.join(',')} or null/undefined.`,
        name,
      );
    }
    return value;
  }

  padding(): Choice {
    return this.choice('padding', PADDING_MODES, 'PaddingMode', 'valid');
  }

  dataFormat(): Choice {
    return this.choice('dataFormat', DATA_FORMATS, 'DataFormat', 'channelsLast');
  }

  /** tfjs's normalizeArray: a number stands for `count` equal numbers. */
  numbers(name: string, count: number, fallback?: number): Quantity[] {
    const value = this.isAbsent(name) && fallback !== undefined ? fallback : this.value(name);
    if (typeof value === 'number' || value instanceof Formula || value instanceof Unknown) {
      return Array<Quantity>(count).fill(value);
    }
    if (value === undefined || value === null) {
      throw new LayerError(`Cannot read properties of ${String(value)} (reading 'length')`, name);
    }
    const length = isConfigList(value) || typeof value === 'string' ? value.length : undefined;
    if (length !== count) {
      throw new LayerError(
        `The ${name} argument must be an integer or tuple of ${count} integers. Received: ${String(length)} elements.`,
        name,
      );
    }
    const elements: readonly ConfigValue[] = isConfigList(value) ? value : [...(value as string)];
    for (const element of elements) {
      if (element instanceof Unknown || element instanceof Formula || Number.isInteger(element)) continue;
      throw new LayerError(
        `The ${name} argument must be an integer or tuple of ${count} integers. ` +
          `Received: ${jsonText(value)} including a non-integer number ${plainText(element)}`,
        name,
      );
    }
    return elements.map((element) => asQuantity(element, name));
  }

  activation(name = 'activation'): void {
    if (!this.isAbsent(name)) checkNamed('activation', this.value(name), name, this.userClasses);
  }

  /** Initializers are read as `args.x || default`: any falsy value stands for the default. */
  initializer(name: string): void {
    if (this.value(name)) checkNamed('initializer', this.value(name), name, this.userClasses);
  }

  constraint(name: string): void {
    if (!this.isAbsent(name)) checkNamed('constraint', this.value(name), name, this.userClasses);
  }

  regularizer(name: string): void {
    if (!this.isAbsent(name)) checkNamed('regularizer', this.value(name), name, this.userClasses);
  }

  /** A nested layer (wrappers, cells); undefined when the entry is absent, Unknown when it is no layer the analyser knows. */
  layer(name: string): Layer | Unknown | undefined {
    return this.isAbsent(name) ? undefined : asLayer(this.value(name), name);
  }

  /** A configuration with other entries, for layers that build another one inside. */
  with(changes: Iterable<readonly [string, ConfigValue]>): ConfigReader {
    return new ConfigReader(new Map([...this.entries, ...changes]), this.userClasses);
  }
}

export function asLayer(value: ConfigValue, name: string): Layer | Unknown {
  if (value instanceof Unknown) return value;
  if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'opaque' && value.layer) {
    return value.layer;
  }
  return new Unknown(`${name} is not a layer that can be followed`);
}

export function asQuantity(value: ConfigValue, name: string): Quantity {
  if (typeof value === 'number' || value instanceof Formula || value instanceof Unknown) return value;
  return new Unknown(`${name} is not a number (${plainText(value)})`);
}

/** tfjs's assertPositiveInteger for a number or a list of them. */
export function checkPositiveInteger(value: ConfigValue, label: string, argument: string): void {
  if (value instanceof Unknown || value instanceof Formula) return;
  if (isConfigList(value)) {
    if (value.length === 0) throw new LayerError(`${label} is unexpectedly an empty array.`, argument);
    value.forEach((element, i) => checkPositiveInteger(element, `element ${i + 1} of ${label}`, argument));
    return;
  }
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return;
  throw new LayerError(`Expected ${label} to be a positive integer, but got ${friendlyText(value)}.`, argument);
}
