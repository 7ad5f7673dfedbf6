// What of the picture a layer of the last run answers to.

import type { MapPosition, Visualisation, VisualisationRequest } from '../../../protocol/inquiries';
import { RunError } from '../failure';
import { listStepsUpTo, outputStepOf, type Step } from '../listSteps';
import { findMapShape } from '../mapShape';
import type { Tensor, TensorFlow } from '../tensorFlow';
import { backpropagate, type BackwardWalk } from './backpropagate';
import { outputOf, withTensors, type Inquiry } from './finishedRun';
import { nameActivation } from './layerGradient';
import { findPlace, makeSignal } from './mapPlaces';
import { coverPicture } from './occlusion';

type RequestOf<Kind extends VisualisationRequest['kind']> = Extract<VisualisationRequest, { kind: Kind }>;

/** @throws RunError when the layer, the channel or the class cannot be asked about */
export async function visualise(
  tf: TensorFlow,
  request: VisualisationRequest,
  inquiry: Inquiry,
): Promise<Visualisation> {
  const step = inquiry.run.plan.steps[request.layer];
  if (!step) throw new RunError(`There is no layer ${request.layer} in this run.`);
  switch (request.kind) {
    case 'channel':
      return visualiseChannel(tf, step, request, inquiry);
    case 'measuredField':
      return measureField(tf, step, request.position, inquiry);
    case 'classMap':
      return mapClass(tf, step, request, inquiry);
    case 'occlusion':
      return coverPicture(tf, step, request.channel, inquiry);
  }
}

function visualiseChannel(
  tf: TensorFlow,
  step: Step,
  { channel, position: wanted, rule }: RequestOf<'channel'>,
  inquiry: Inquiry,
): Promise<Visualisation> {
  const steps = listStepsUpTo(inquiry.run.plan, step);
  const to = findInput(steps, step);
  return withTensors(tf, steps, inquiry, async (computed) => {
    const output = outputOf(computed, step);
    const { position, score } = await findPlace(tf, output, channel, wanted);
    const signal = makeSignal(tf, output, position, channel);
    const arrived = await sendBack(tf, { steps, computed, from: step, signal, to, rule, pause: inquiry.pause });
    return { ...(await readPicture(arrived)), position, score };
  });
}

function measureField(tf: TensorFlow, step: Step, position: MapPosition, inquiry: Inquiry): Promise<Visualisation> {
  const steps = listStepsUpTo(inquiry.run.plan, step);
  const to = findInput(steps, step);
  return withTensors(tf, steps, inquiry, async (computed) => {
    const signal = makeSignal(tf, outputOf(computed, step), position);
    const { pause } = inquiry;
    const arrived = await sendBack(tf, { steps, computed, from: step, signal, to, rule: 'gradient', pause });
    const amounts = tf.tidy(() => tf.sum(tf.abs(arrived), -1, true));
    arrived.dispose();
    const picture = await readPicture(amounts);
    return { ...picture, position, score: picture.values.reduce((sum, value) => sum + value, 0) };
  });
}

/**
 * Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization": the maps of the layer,
 * each weighted by the mean of the class score's gradient over it, added up, and what is positive of that.
 */
function mapClass(
  tf: TensorFlow,
  step: Step,
  { classIndex: wanted }: RequestOf<'classMap'>,
  inquiry: Inquiry,
): Promise<Visualisation> {
  const { plan } = inquiry.run;
  const target = outputStepOf(plan);
  const steps = target ? listStepsUpTo(plan, target) : [];
  if (!target || !steps.includes(step)) {
    throw new RunError(`The model's output does not depend on layer "${step.layer.name}".`);
  }
  return withTensors(tf, steps, inquiry, async (computed) => {
    const scores = outputOf(computed, target);
    const maps = outputOf(computed, step);
    refuseWithoutClasses(scores, maps, step);
    const values = await scores.data();
    const classIndex = wanted ?? values.indexOf(Math.max(...values));
    const score = values[classIndex];
    if (score === undefined) throw new RunError(`The model has ${values.length} classes: there is no ${classIndex}.`);
    const signal = makeSignal(tf, scores, { row: 0, column: 0 }, classIndex);
    const to = step.outputs[0] as number;
    const { pause } = inquiry;
    const arrived = await sendBack(tf, { steps, computed, from: target, signal, to, rule: 'gradient', pause });
    const map = tf.tidy(() => tf.relu(tf.sum(tf.mul(maps, tf.mean(arrived, [1, 2], true)), -1, true)));
    arrived.dispose();
    return { ...(await readPicture(map)), score, classIndex };
  });
}

function refuseWithoutClasses(scores: Tensor, maps: Tensor, { layer }: Step): void {
  const { height, width } = findMapShape(scores.shape);
  if (height * width !== 1) {
    throw new RunError(`Grad-CAM explains a class, but the model gives maps of shape [${scores.shape.join(', ')}].`);
  }
  if (maps.rank !== 4) {
    throw new RunError(`Grad-CAM needs a layer with maps; "${layer.name}" gives [${maps.shape.join(', ')}].`);
  }
}

/** The id of the first input that the step depends on. */
function findInput(steps: readonly Step[], { layer }: Step): number {
  const id = steps.find(({ isInput }) => isInput)?.outputs[0];
  if (id === undefined) throw new RunError(`Layer "${layer.name}" does not depend on the picture.`);
  return id;
}

/** The signal is disposed of. That of a class begins in front of softmax, which would make it nearly 0 for a class that is sure. */
async function sendBack(tf: TensorFlow, walk: Omit<BackwardWalk, 'isBeforeFunction'>): Promise<Tensor> {
  try {
    return await backpropagate(tf, { ...walk, isBeforeFunction: nameActivation(walk.from.layer) === 'softmax' });
  } finally {
    walk.signal.dispose();
  }
}

/** The tensor is disposed of. */
async function readPicture(tensor: Tensor): Promise<Pick<Visualisation, 'height' | 'width' | 'channels' | 'values'>> {
  const values = Float32Array.from(await tensor.data());
  const shape = findMapShape(tensor.shape);
  tensor.dispose();
  return { ...shape, values };
}
