// What the page asks about a finished run, and what it is told. A question that takes long ends when the next such one is asked.

import { isFields, isIndex, type Fields } from './checks';
import type {
  ChannelStudy,
  ExperimentRequest,
  ExperimentResult,
  Filters,
  MapPosition,
  ReluRule,
  Visualisation,
  VisualisationRequest,
} from './inquiries';

/** `visualise` and `experiment` take long. */
export type PanelInquiry =
  | { readonly kind: 'visualise'; readonly request: VisualisationRequest }
  | { readonly kind: 'experiment'; readonly request: ExperimentRequest }
  | { readonly kind: 'filters'; readonly layer: number }
  | { readonly kind: 'studyChannels'; readonly layer: number };

/** The page numbers its questions. */
export interface AskedInquiry {
  readonly id: number;
  readonly inquiry: PanelInquiry;
}

export type InquiryAnswer =
  | { readonly kind: 'visualise'; readonly visualisation: Visualisation }
  | { readonly kind: 'experiment'; readonly result: ExperimentResult }
  | { readonly kind: 'filters'; readonly filters: Filters }
  | { readonly kind: 'studyChannels'; readonly study: ChannelStudy };

/** From the extension to the page. */
export type InquiryReport =
  | { readonly kind: 'inquiryProgress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: 'inquiryAnswer'; readonly id: number; readonly answer: InquiryAnswer }
  | { readonly kind: 'inquiryFailed'; readonly id: number; readonly message: string };

/** More pixels than any picture has. */
const MAX_SHIFT = 100_000;
const MAX_SWITCHED_OFF = 10_000;
const RULES: readonly ReluRule[] = ['gradient', 'deconvnet', 'guided'];

/** The question, with its known fields only; undefined when it is not one that can be asked. */
export function parseInquiry(value: unknown): PanelInquiry | undefined {
  if (!isFields(value)) return undefined;
  const { kind, layer, request } = value;
  switch (kind) {
    case 'visualise': {
      const parsed = isFields(request) ? parseVisualisation(request) : undefined;
      return parsed && { kind, request: parsed };
    }
    case 'experiment': {
      const parsed = isFields(request) ? parseExperiment(request) : undefined;
      return parsed && { kind, request: parsed };
    }
    case 'filters':
    case 'studyChannels':
      return isIndex(layer) ? { kind, layer } : undefined;
    default:
      return undefined;
  }
}

function parseVisualisation(fields: Fields): VisualisationRequest | undefined {
  const { kind, layer, channel, classIndex } = fields;
  const position = parsePosition(fields.position);
  if (!isIndex(layer)) return undefined;
  switch (kind) {
    case 'channel': {
      const rule = RULES.find((known) => known === fields.rule);
      const isComplete = isIndex(channel) && rule !== undefined && (fields.position === undefined || position);
      return isComplete ? { kind, layer, channel, rule, ...(position && { position }) } : undefined;
    }
    case 'measuredField':
      return position && { kind, layer, position };
    case 'classMap':
      if (classIndex === undefined) return { kind, layer };
      return isIndex(classIndex) ? { kind, layer, classIndex } : undefined;
    case 'occlusion':
      return isIndex(channel) ? { kind, layer, channel } : undefined;
    default:
      return undefined;
  }
}

function parsePosition(value: unknown): MapPosition | undefined {
  if (!isFields(value)) return undefined;
  const { row, column } = value;
  return isIndex(row) && isIndex(column) ? { row, column } : undefined;
}

function parseExperiment({ switchedOff, shift }: Fields): ExperimentRequest | undefined {
  if (!Array.isArray(switchedOff) || switchedOff.length > MAX_SWITCHED_OFF || !isFields(shift)) return undefined;
  const { down, right } = shift;
  const areLayers = (values: unknown[]): values is number[] => values.every(isIndex);
  if (!areLayers(switchedOff) || !isShift(down) || !isShift(right)) return undefined;
  return { switchedOff: [...switchedOff], shift: { down, right } };
}

function isShift(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MAX_SHIFT;
}
