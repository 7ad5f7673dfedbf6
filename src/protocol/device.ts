// What the runner has the GPU of the panel's page compute, and what that answers: messages between the runner, the extension and the
// page. The page is not trusted: `parseDeviceReply` and `parseDeviceOpening` check what comes from it.

import { isFields, isIndex, isShortText, type Fields } from './checks';
import type { FeatureMaps } from './runner';

export type DeviceDataType = 'float32' | 'int32' | 'bool';

export type DeviceValues = Float32Array | Int32Array | Uint8Array;

/** A tensor on the device. Tensors of one id share their values and differ in shape only. */
export interface DeviceTensor {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: DeviceDataType;
}

/** Figures of an activation, in this order: they may be NaN, which JSON has not. */
export interface Measurement {
  /** min, max, mean, zeroShare, notANumberCount, milliseconds: what the device took for all it was told to since the last one. */
  readonly figures: Float64Array;
  readonly deadChannels: Uint32Array;
}

/** What the device is asked about a tensor. */
export interface DeviceMethods {
  read(tensor: DeviceTensor): DeviceValues;
  measure(tensor: DeviceTensor): Measurement;
  quantise(tensor: DeviceTensor): Omit<FeatureMaps, 'layer'>;
}

export type DeviceMethod = keyof DeviceMethods;

export type DeviceResult<M extends DeviceMethod> = ReturnType<DeviceMethods[M]>;

/** They are carried out in the order in which they come. */
export type DeviceCommand =
  /** A part of a tensor's values. The tensor is there when its last part is. */
  | {
      readonly kind: 'write';
      readonly id: number;
      readonly dtype: DeviceDataType;
      /** Of all values of the tensor. */
      readonly length: number;
      /** Where these values begin. */
      readonly offset: number;
      readonly values: DeviceValues;
    }
  /** A tensor of values drawn at random, by `fillUniform`. */
  | {
      readonly kind: 'draw';
      readonly id: number;
      readonly length: number;
      readonly state: number;
      readonly limit: number;
    }
  | {
      readonly kind: 'compute';
      /** A kernel of TensorFlow.js. */
      readonly kernel: string;
      readonly inputs: Readonly<Record<string, DeviceTensor | null>> | readonly DeviceTensor[];
      /** By `encodeAttributes`. */
      readonly attributes: string;
      readonly outputs: readonly DeviceTensor[];
    }
  | { readonly kind: 'free'; readonly ids: readonly number[] }
  | { readonly kind: 'ask'; readonly call: number; readonly method: DeviceMethod; readonly tensor: DeviceTensor };

export interface DeviceBatch {
  readonly sequence: number;
  readonly commands: readonly DeviceCommand[];
}

export type DeviceReply =
  /** The batch is done: the runner may send more. */
  | { readonly kind: 'done'; readonly sequence: number }
  | { readonly kind: 'result'; readonly call: number; readonly result: DeviceResult<DeviceMethod> }
  | { readonly kind: 'failure'; readonly call: number; readonly message: string };

/** The extension says this in place of a page that is gone: nothing is answered any more. */
export interface DeviceLoss {
  readonly kind: 'lost';
  readonly message: string;
}

/** A device that is ready. */
export interface DeviceDescription {
  readonly backend: 'webgpu' | 'webgl';
  /** As the graphics card calls itself. */
  readonly name: string;
  /** Whether a processor imitates the graphics card. */
  readonly isSoftware: boolean;
  /** Why it is not another one, one sentence each. */
  readonly passedOver: readonly string[];
}

export type DeviceOpening = DeviceDescription | { readonly refusal: string };

/** `session` numbers the openings of a page's device: what belongs to another one is not heard. */
export type DeviceToPage =
  | {
      readonly kind: 'openDevice';
      readonly session: number;
      /** Address of dist/device.js. */
      readonly script: string;
      /** Whether a processor may imitate a graphics card: it computes the same, but much slower than wasm. */
      readonly isSoftwareAllowed: boolean;
    }
  | { readonly kind: 'deviceBatch'; readonly session: number; readonly batch: DeviceBatch }
  /** Answered at once by a page that is alive. */
  | { readonly kind: 'pingDevice'; readonly session: number }
  | { readonly kind: 'closeDevice'; readonly session: number };

const TO_PAGE: readonly string[] = [
  'openDevice',
  'deviceBatch',
  'pingDevice',
  'closeDevice',
] satisfies DeviceToPage['kind'][];

/** Tells them from other messages to the page. */
export function isForDevice(message: { readonly kind: string }): message is DeviceToPage {
  return TO_PAGE.includes(message.kind);
}

export type DeviceFromPage =
  | { readonly kind: 'deviceOpened'; readonly session: number; readonly opening: DeviceOpening }
  | { readonly kind: 'deviceReply'; readonly session: number; readonly reply: DeviceReply }
  | { readonly kind: 'deviceAlive'; readonly session: number };

/** What dist/device.js gives the page that loads it. */
export interface DeviceScript {
  /** Takes the messages of the extension about the device; `post` sends the answers. */
  readonly listen: (post: (message: DeviceFromPage) => void) => (message: DeviceToPage) => void;
}

/** How many values a tensor of the shape has. */
export function countValues(shape: readonly number[]): number {
  return shape.reduce((count, size) => count * size, 1);
}

/** JSON has neither NaN nor infinities, which a kernel may be given. */
export function encodeAttributes(attributes: object): string {
  return JSON.stringify(attributes, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { notFinite: String(value) } : value,
  );
}

export function decodeAttributes(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text, (_, value: unknown) =>
    isFields(value) && typeof value.notFinite === 'string' ? Number(value.notFinite) : value,
  ) as Readonly<Record<string, unknown>>;
}

/** The message of the page about its device; undefined when it is none. */
export function parseDeviceMessage(value: Fields): DeviceFromPage | undefined {
  const { kind, session } = value;
  if (!isIndex(session)) return undefined;
  switch (kind) {
    case 'deviceAlive':
      return { kind, session };
    case 'deviceOpened': {
      const opening = parseDeviceOpening(value.opening);
      return opening && { kind, session, opening };
    }
    case 'deviceReply': {
      const reply = parseDeviceReply(value.reply);
      return reply && { kind, session, reply };
    }
    default:
      return undefined;
  }
}

function parseDeviceOpening(value: unknown): DeviceOpening | undefined {
  if (!isFields(value)) return undefined;
  const { refusal, backend, name, isSoftware, passedOver } = value;
  if (isShortText(refusal)) return { refusal };
  if ((backend !== 'webgpu' && backend !== 'webgl') || !isShortText(name) || typeof isSoftware !== 'boolean') {
    return undefined;
  }
  const isList = Array.isArray(passedOver) && passedOver.every(isShortText);
  return isList ? { backend, name, isSoftware, passedOver } : undefined;
}

function parseDeviceReply(value: unknown): DeviceReply | undefined {
  if (!isFields(value)) return undefined;
  const { kind, sequence, call, message } = value;
  if (kind === 'done') return isCount(sequence) ? { kind, sequence } : undefined;
  if (!isCount(call)) return undefined;
  if (kind === 'failure') return isShortText(message) ? { kind, call, message } : undefined;
  const result = kind === 'result' ? parseResult(value.result) : undefined;
  return result && { kind: 'result', call, result };
}

/** One of the results; the runner, which knows what it asked for, checks which and how large. */
function parseResult(value: unknown): DeviceResult<DeviceMethod> | undefined {
  if (isValues(value)) return value;
  if (!isFields(value)) return undefined;
  const { figures, deadChannels } = value;
  if (figures instanceof Float64Array && deadChannels instanceof Uint32Array) return { figures, deadChannels };
  const { height, width, channels, bytes, min, max, mean, variance } = value;
  if (!isIndex(height) || !isIndex(width) || !isIndex(channels) || !(bytes instanceof Uint8Array)) return undefined;
  const hasFigures =
    min instanceof Float32Array &&
    max instanceof Float32Array &&
    mean instanceof Float32Array &&
    variance instanceof Float32Array;
  return hasFigures ? { height, width, channels, bytes, min, max, mean, variance } : undefined;
}

function isValues(value: unknown): value is DeviceValues {
  return value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint8Array;
}

/** Of messages there may be many. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
