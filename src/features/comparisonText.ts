// Models side by side as monospaced text: a column a model, a row a figure.

import type { Figure, FigureName } from '../protocol/comparison';
import type { ComparedModel } from './comparison';
import { makeFigures } from './comparisonEntry';
import { formatExact, isUnknown } from './formatNumber';
import { shorten } from './shorten';
import { placeText, type Sources } from './sources';
import { formatTable } from './textTable';

const ROWS: readonly (readonly [FigureName, string])[] = [
  ['parameters', 'Parameters'],
  ['macs', 'MACs'],
  ['depth', 'Layers with weights'],
  ['receptiveField', 'Receptive field/stride'],
  ['activationBytes', 'Activation memory'],
  ['denseShare', 'Share of dense layers'],
];

/** A long formula would push the table apart; the JSON has it whole. */
const LONGEST_CELL = 40;

/** Two models get one more column: the second divided by the first. Ends in a line break. */
export function makeComparisonText(models: readonly ComparedModel[], sources: Sources): string {
  const figures = models.map((model) => {
    const { parameters, ...others } = makeFigures(model);
    return { ...others, parameters: { ...parameters, text: formatExact(model.parameters) } };
  });
  const [first, second, third] = figures;
  const isPair = first && second && !third;
  const rows = ROWS.map(([name, title]) => [
    title,
    ...figures.map((of) => shortened(of[name].text)),
    ...(isPair ? [ratioText(first[name], second[name])] : []),
  ]);
  const titles = ['', ...models.map(({ title }) => title), ...(isPair ? ['Ratio'] : [])];
  const columns = titles.map((title, index) => ({
    title,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const reasons = models.flatMap((model) => reasonLines(model, sources));
  return `${[...formatTable(columns, rows), ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n')}\n`;
}

/** Each reason once, with the figures that it leaves open and the place that is to blame. */
function reasonLines(model: ComparedModel, sources: Sources): string[] {
  const titles = new Map<string, string[]>();
  for (const [name, title] of ROWS) {
    const value = model[name];
    if (!isUnknown(value)) continue;
    const reason = `${value.reason}${value.at ? ` (${placeText(sources, value.at)})` : ''}`;
    titles.set(reason, [...(titles.get(reason) ?? []), title]);
  }
  return [...titles].map(([reason, of]) => `? ${of.join(', ')} of ${model.title}: ${reason}`);
}

/** `×0.31`, `×5.4`, `×12`; empty where a figure is no number, or there is nothing to divide by. */
function ratioText(first: Figure, second: Figure): string {
  if (first.value === null || second.value === null || first.value === 0) return '';
  const ratio = second.value / first.value;
  return `×${ratio >= 9.95 ? Math.round(ratio).toLocaleString('en-US') : Number(ratio.toPrecision(2))}`;
}

function shortened(text: string): string {
  return shorten(text, LONGEST_CELL);
}
