// Models side by side as monospaced text: a column a model, a row a figure.

import type { Figure, FigureName } from '../protocol/comparison';
import type { ComparedModel } from './comparison';
import { makeFigures } from './comparisonEntry';
import { formatExact } from './formatNumber';
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
export function makeComparisonText(models: readonly ComparedModel[]): string {
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
  const reasons = models.flatMap(({ title }, index) =>
    ROWS.flatMap(([name, of]) => {
      const { text, detail } = figures[index]?.[name] ?? { text: '' };
      return text === '?' ? [`? ${of} of ${title}: ${detail ?? ''}`] : [];
    }),
  );
  return `${[...formatTable(columns, rows), ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n')}\n`;
}

/** `×0.31`, `×5.4`, `×12`; empty where a figure is no number, or there is nothing to divide by. */
function ratioText(first: Figure, second: Figure): string {
  if (first.value === null || second.value === null || first.value === 0) return '';
  const ratio = second.value / first.value;
  return `×${ratio >= 9.95 ? Math.round(ratio).toLocaleString('en-US') : Number(ratio.toPrecision(2))}`;
}

function shortened(text: string): string {
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
}
