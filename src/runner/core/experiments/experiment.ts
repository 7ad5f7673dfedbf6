// Runs a model once more with the picture moved or layers switched off, and says how far each layer is from the run before.

import type { ExperimentRequest, ExperimentResult } from '../../../protocol/inquiries';
import { RunError } from '../failure';
import { outputStepOf } from '../listSteps';
import type { Tensor, TensorFlow } from '../tensorFlow';
import type { Inquiry } from '../visualise/finishedRun';
import { walkModel } from '../walkModel';
import { movePicture } from './movePicture';
import { switchOff } from './switchOff';

/** @throws RunError when a layer fails on what it gets now */
export async function experiment(
  tf: TensorFlow,
  { switchedOff, shift }: ExperimentRequest,
  { run, pause }: Inquiry,
): Promise<ExperimentResult> {
  const { plan, source } = run;
  const outputStep = outputStepOf(plan);
  const changes = new Float32Array(plan.steps.length).fill(NaN);
  const passedOn: ExperimentResult['passedOn'][number][] = [];
  let output = new Float32Array();
  let outputBefore = new Float32Array();
  const off = new Set(switchedOff);
  await walkModel(
    tf,
    plan.steps,
    {
      feedInput: (step) => movePicture(tf, source.feedInput(step), shift),
      replace: (step, inputs) => {
        if (!off.has(step.index)) return undefined;
        const { tensor, what } = switchOff(tf, plan.steps, step, inputs);
        passedOn.push({ layer: step.index, what });
        return tensor;
      },
    },
    {
      onOutputs: async (step, [now]) => {
        if (!now) return;
        const before = run.recall(step);
        try {
          if (before) changes[step.index] = await measureChange(tf, before, now);
          if (step !== outputStep) return;
          output = Float32Array.from(await now.data());
          outputBefore = Float32Array.from(before ? await before.data() : []);
        } finally {
          before?.dispose();
        }
      },
      pause,
    },
  );
  if (output.length === 0) throw new RunError('The model gave no output.');
  return { changes, passedOn, outputBefore, output };
}

async function measureChange(tf: TensorFlow, before: Tensor, now: Tensor): Promise<number> {
  if (before.shape.join() !== now.shape.join()) return NaN;
  const change = tf.tidy(() => tf.div(tf.norm(tf.sub(now, before)), tf.norm(before)));
  const [value = NaN] = await change.data();
  change.dispose();
  return value;
}
