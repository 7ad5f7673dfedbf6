// What answers say, how to read them, and where they come from: one place for the words.

import type { MapPosition, Visualisation, VisualisationRequest } from '../../src/protocol/inquiries';
import type { TopClass } from '../../src/protocol/runner';
import { lengthOf } from '../field/fieldGeometry';
import type { Region } from '../field/fieldGeometry';
import { formatShare, formatValue } from '../format';

export interface Explanation {
  /** What is explained, with its number. */
  readonly what: string;
  /** How to read the picture. */
  readonly how: string;
  /** Who came up with it, and when. */
  readonly source: string;
}

const READINGS = {
  gradient: {
    how: 'How the value would change with each colour of each pixel: grey not at all, brighter in a colour where more of it raises the value.',
    source: 'Simonyan, Vedaldi and Zisserman 2013, Deep Inside Convolutional Networks',
  },
  deconvnet: {
    how: 'The value sent back through the network with only positive signals let through each ReLU: the pattern that it answers to.',
    source: 'Zeiler and Fergus 2013, Visualizing and Understanding Convolutional Networks',
  },
  guided: {
    how: 'As the gradient, but only along ways on which both the activation and the signal are positive: the sharpest picture of the pattern.',
    source: 'Springenberg et al. 2014, Striving for Simplicity: The All Convolutional Net',
  },
  occlusion: {
    how: 'Bright: where covering the picture costs most of the largest value of the map.',
    source: 'Zeiler and Fergus 2013, Visualizing and Understanding Convolutional Networks',
  },
  measuredField: {
    how: 'How much each pixel moves the values of all channels here: mostly the middle of the box, although all of the box is connected.',
    source: 'Luo et al. 2016, Understanding the Effective Receptive Field',
  },
  classMap: {
    how: 'Bright: where the maps of this layer speak for the class, each weighted by how much the class depends on it.',
    source: 'Selvaraju et al. 2017, Grad-CAM',
  },
} as const satisfies Record<string, Omit<Explanation, 'what'>>;

export function describePosition({ row, column }: MapPosition): string {
  return `row ${row}, column ${column}`;
}

export function explainChannel(
  request: Extract<VisualisationRequest, { kind: 'channel' | 'occlusion' }>,
  { position, score, squareSize }: Visualisation,
): Explanation {
  const isPinned = request.kind === 'channel' && request.position !== undefined;
  const why = isPinned ? ' (pinned)' : ', its largest value';
  const where = position ? ` at ${describePosition(position)}${why}` : '';
  const square = squareSize === undefined ? '' : ` · covered by a square of ${squareSize}×${squareSize} pixels`;
  const what = `Channel ${request.channel}${where}: ${formatValue(score)}${square}`;
  return { what, ...READINGS[request.kind === 'channel' ? request.rule : 'occlusion'] };
}

export function explainClass({ score, classIndex = 0 }: Visualisation, classes: readonly TopClass[]): Explanation {
  return { what: `${nameClass(classIndex, classes)}: the model gives it ${formatValue(score)}`, ...READINGS.classMap };
}

export function nameClass(index: number, classes: readonly TopClass[]): string {
  const label = classes.find((one) => one.index === index)?.label;
  return label === undefined ? `Class ${index}` : `${label} (class ${index})`;
}

/** @param carrying how many pixels carry `share` of the amount @param computed what the editor reads; undefined for the whole picture */
export function explainField(position: MapPosition, { carrying, share, inside, computed }: FieldSizes): Explanation {
  const side = Math.round(Math.sqrt(carrying));
  const size = computed ? `${lengthOf(computed.rows)}×${lengthOf(computed.columns)}` : 'the whole picture';
  const carried = `${formatShare(share)} of the amount lies in ${carrying.toLocaleString('en')} pixels, about ${side}×${side}`;
  const part = inside > 0 ? `; that is ${formatShare(carrying / inside)} of its part on the picture` : '';
  const what = `All channels at ${describePosition(position)} · ${carried}. Computed: ${size}${part}`;
  return { what, ...READINGS.measuredField };
}

export interface FieldSizes {
  readonly carrying: number;
  readonly share: number;
  /** Pixels of the picture within the computed field. */
  readonly inside: number;
  readonly computed: Region | undefined;
}
