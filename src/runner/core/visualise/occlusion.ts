// Covers the picture square by square and looks at what is left of a value: Zeiler and Fergus 2013, "Visualizing and Understanding
// Convolutional Networks", section 4.2.

import type { Visualisation } from '../../../protocol/inquiries';
import { RunError } from '../failure';
import { listStepsUpTo, type Step } from '../listSteps';
import type { Tensor, TensorFlow } from '../tensorFlow';
import { walkModel, type WalkSource } from '../walkModel';
import type { Inquiry } from './finishedRun';
import { findPlace, type Place } from './mapPlaces';

/** The square's side, as a part of the picture's shorter one. */
const SQUARE_PART = 5;
/** Places on each axis, when the network is quick. */
const MOST_PLACES = 14;
const FEWEST_PLACES = 6;
/** All places together should not take longer than this. */
const WANTED_MILLISECONDS = 20_000;

/**
 * Runs the network once for each place of the square, which covers the picture with what the preprocessing makes 0: the mean
 * colour, or grey.
 */
export async function coverPicture(
  tf: TensorFlow,
  step: Step,
  channel: number,
  { run, pause, onProgress }: Inquiry,
): Promise<Visualisation> {
  const steps = listStepsUpTo(run.plan, step);
  const input = steps.find(({ isInput, outputShape }) => isInput && outputShape.length === 4);
  if (!input) throw new RunError(`Layer "${step.layer.name}" does not depend on a picture that could be covered.`);
  const picture = run.source.feedInput(input);
  try {
    const [, height = 0, width = 0] = picture.shape;
    const placeOn = async (tensor: Tensor): Promise<Place> => {
      const source: WalkSource = {
        ...run.source,
        feedInput: (one) => (one === input ? tensor.clone() : run.source.feedInput(one)),
      };
      let found: Place | undefined;
      const onOutputs = async (one: Step, [output]: readonly Tensor[]): Promise<void> => {
        if (one === step && output) found = await findPlace(tf, output, channel);
      };
      await walkModel(tf, steps, source, { onOutputs, pause });
      if (!found) throw new RunError(`Layer "${step.layer.name}" gave nothing.`);
      return found;
    };
    const start = performance.now();
    const { score, position } = await placeOn(picture);
    const affordable = Math.floor(Math.sqrt(WANTED_MILLISECONDS / Math.max(1, performance.now() - start)));
    const places = Math.min(MOST_PLACES, Math.max(FEWEST_PLACES, affordable), height, width);
    const squareSize = Math.max(1, Math.round(Math.min(height, width) / SQUARE_PART));
    const values = new Float32Array(places * places);
    for (let place = 0; place < values.length; place++) {
      onProgress(place, values.length);
      const top = Math.round(((Math.floor(place / places) + 0.5) * height) / places - squareSize / 2);
      const left = Math.round((((place % places) + 0.5) * width) / places - squareSize / 2);
      const covered = tf.tidy(() => tf.mul(picture, makeMask(tf, height, width, top, left, squareSize)));
      try {
        values[place] = (await placeOn(covered)).score;
      } finally {
        covered.dispose();
      }
    }
    return { height: places, width: places, channels: 1, values, score, position, squareSize };
  } finally {
    picture.dispose();
  }
}

/** 0 inside the square, 1 outside. */
function makeMask(tf: TensorFlow, height: number, width: number, top: number, left: number, size: number): Tensor {
  const mask = new Float32Array(height * width).fill(1);
  for (let y = Math.max(0, top); y < Math.min(height, top + size); y++) {
    mask.fill(0, y * width + Math.max(0, left), y * width + Math.min(width, left + size));
  }
  return tf.tensor(mask, [1, height, width, 1]);
}
