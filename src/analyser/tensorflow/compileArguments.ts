// What `model.compile` demands of its argument: tfjs's checks, in its order.

import { LayerError } from '../graph/graph';
import { ArrayValue, isOpen, ObjectValue, type Value } from '../interpreter/values';

const OPTIMIZERS = new Set('Adagrad Adadelta Adam Adamax RMSProp SGD'.split(' ').flatMap((n) => [n, n.toLowerCase()]));

const LOSSES = new Set(
  (
    'meanSquaredError meanAbsoluteError meanAbsolutePercentageError meanSquaredLogarithmicError squaredHinge hinge ' +
    'categoricalHinge logcosh categoricalCrossentropy sparseCategoricalCrossentropy binaryCrossentropy ' +
    'kullbackLeiblerDivergence poisson cosineProximity'
  ).split(' '),
);

const METRICS = new Set(
  (
    'binaryAccuracy categoricalAccuracy precision categoricalCrossentropy sparseCategoricalCrossentropy mse MSE mae MAE ' +
    'mape MAPE cosine accuracy acc crossentropy ce'
  ).split(' '),
);

/**
 * @param outputNames undefined when the model's outputs are not known
 * @throws LayerError with tfjs's message where tfjs throws
 */
export function checkCompileArguments(args: Value, outputNames: readonly string[] | undefined): void {
  if (!(args instanceof ObjectValue) || args.open) return;
  checkOptimizer(args.properties.get('optimizer'));
  checkLoss(args.properties.get('loss') ?? new ArrayValue([]), outputNames);
  checkMetrics(args.properties.get('metrics'), outputNames);
}

function checkOptimizer(optimizer: Value): void {
  if (typeof optimizer === 'string') {
    if (!OPTIMIZERS.has(optimizer)) throw new LayerError(`Unknown Optimizer ${optimizer}`, 'optimizer');
  } else if (optimizer === undefined || optimizer === null) {
    throw new LayerError(`Cannot read properties of ${String(optimizer)} (reading 'minimize')`, 'optimizer');
  } else if (optimizer instanceof ObjectValue && !optimizer.classOf && !optimizer.open && !optimizer.rest) {
    const methods = ['minimize', 'computeGradients', 'applyGradients'];
    if (methods.every((name) => optimizer.properties.has(name))) return;
    throw new LayerError('User-defined optimizer must be an instance of tf.Optimizer.', 'optimizer');
  }
}

function checkLoss(loss: Value, outputNames: readonly string[] | undefined): void {
  if (loss instanceof ArrayValue) {
    if (loss.open) return;
    const names = loss.elements.filter((element) => typeof element === 'string');
    if (outputNames && loss.elements.length !== outputNames.length && names.length === loss.elements.length) {
      throw new LayerError(
        'When passing an Array as loss, it should have one entry per model output. ' +
          `The model has ${outputNames.length} output(s), but you passed loss=${names.join(',')}.`,
        'loss',
      );
    }
    loss.elements.forEach(checkLossName);
  } else if (loss instanceof ObjectValue) {
    if (!outputNames || loss.open || loss.classOf || loss.rest) return;
    for (const name of loss.properties.keys()) {
      if (outputNames.includes(name)) continue;
      throw new LayerError(
        `Unknown entry in loss dictionary: "${name}". Only expected the following keys: ${outputNames.join(',')}`,
        'loss',
      );
    }
    for (const name of outputNames) checkLossName(loss.properties.get(name));
  } else {
    checkLossName(loss);
  }
}

function checkLossName(loss: Value): void {
  if (typeof loss !== 'string' || LOSSES.has(loss)) return;
  const advice = loss.toLowerCase().includes('softmaxcrossentropy')
    ? '. Use "categoricalCrossentropy" as the string name for tf.losses.softmaxCrossEntropy'
    : '';
  throw new LayerError(`Unknown loss ${loss}${advice}`, 'loss');
}

function checkMetrics(metrics: Value, outputNames: readonly string[] | undefined): void {
  if (metrics === undefined || metrics === null || isOpen(metrics)) return;
  if (typeof metrics === 'boolean' || typeof metrics === 'number') {
    throw new LayerError(
      `Type of metrics argument not understood. Expected an string,function, Array, or Object, found: ${String(metrics)}`,
      'metrics',
    );
  }
  for (const metric of outputNames?.length === 0 ? [] : listMetrics(metrics, outputNames)) {
    if (typeof metric === 'string' && !METRICS.has(metric)) {
      throw new LayerError(`Unknown metric ${metric}`, 'metrics');
    }
  }
}

/** All metrics that tfjs looks up: those of an object only under the names of the model's outputs. */
function listMetrics(metrics: Value, outputNames: readonly string[] | undefined): readonly Value[] {
  if (metrics instanceof ArrayValue) return metrics.open ? [] : metrics.elements;
  if (!(metrics instanceof ObjectValue)) return [metrics];
  return (outputNames ?? []).flatMap((name) => {
    const ofOutput = metrics.properties.get(name);
    return ofOutput instanceof ArrayValue ? listMetrics(ofOutput, undefined) : [ofOutput];
  });
}
