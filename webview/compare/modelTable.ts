// The table of models: a row a model, the user's own ones marked; a click on a title sorts.

import type { ComparisonEntry, Figure, FigureName, FromComparisonPage } from '../../src/protocol/comparison';
import { createElement } from '../createElement';
import { sortEntries, type Sorting } from './comparisonState';

interface Column {
  readonly by: FigureName | 'title';
  readonly title: string;
  readonly explanation: string;
}

const COLUMNS: readonly Column[] = [
  { by: 'title', title: 'Model', explanation: 'Name' },
  { by: 'parameters', title: 'Parameters', explanation: 'Trainable and not' },
  { by: 'macs', title: 'MACs', explanation: 'Multiply-adds for one picture' },
  { by: 'depth', title: 'Depth', explanation: 'Layers with weights on the longest way, as the papers count' },
  { by: 'receptiveField', title: 'Field/stride', explanation: 'Receptive field at the head, in pixels' },
  { by: 'activationBytes', title: 'Activations', explanation: 'Memory of all outputs for one picture' },
  { by: 'denseShare', title: 'Dense', explanation: 'Share of the parameters that dense layers have' },
];

export interface ModelTableEvents {
  sort(sorting: Sorting | undefined): void;
  send(message: FromComparisonPage): void;
}

export class ModelTable {
  readonly element: HTMLElement;
  private readonly head = createElement('tr');
  private readonly body = createElement('tbody');
  private sorting: Sorting | undefined;

  constructor(private readonly events: ModelTableEvents) {
    const table = createElement('table', {}, [createElement('thead', {}, [this.head]), this.body]);
    table.setAttribute('aria-label', 'Models');
    this.head.append(...COLUMNS.map((column) => this.makeHeading(column)));
    this.element = createElement('div', { className: 'model-table' }, [table]);
  }

  update(entries: readonly ComparisonEntry[], sorting: Sorting | undefined): void {
    this.sorting = sorting;
    COLUMNS.forEach(({ by }, index) => {
      const order = sorting?.by !== by ? 'none' : sorting.isDescending ? 'descending' : 'ascending';
      this.head.children[index]?.setAttribute('aria-sort', order);
    });
    const focused = focusedKey(this.body);
    this.body.replaceChildren(...sortEntries(entries, sorting).map((entry) => this.makeRow(entry, entries)));
    if (focused !== undefined) this.body.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  private makeHeading({ by, title, explanation }: Column): HTMLElement {
    const button = createElement('button', { className: 'sort', text: title, attributes: { title: explanation } });
    button.addEventListener('click', () => this.events.sort(this.nextSorting(by)));
    return createElement('th', { attributes: { scope: 'col', 'aria-sort': 'none' } }, [button]);
  }

  /** Names begin with A, figures with the largest; then the other way, then as at first. */
  private nextSorting(by: Sorting['by']): Sorting | undefined {
    const isFirstDescending = by !== 'title';
    if (this.sorting?.by !== by) return { by, isDescending: isFirstDescending };
    return this.sorting.isDescending === isFirstDescending ? { by, isDescending: !isFirstDescending } : undefined;
  }

  private makeRow(entry: ComparisonEntry, entries: readonly ComparisonEntry[]): HTMLElement {
    const row = createElement('tr', { className: entry.isOwn ? 'is-own' : '' }, [
      this.makeName(entry, entries),
      ...COLUMNS.slice(1).map(({ by }) => makeCell(by === 'title' ? undefined : entry.figures[by])),
    ]);
    return row;
  }

  private makeName(entry: ComparisonEntry, entries: readonly ComparisonEntry[]): HTMLElement {
    const own = entries.filter(({ isOwn }) => isOwn).indexOf(entry);
    const link = createElement('button', {
      className: 'link',
      text: entry.title,
      attributes: { title: entry.isOwn ? 'Go to the model in the editor' : `Read ${entry.title}` },
    });
    link.dataset.key = entry.id;
    link.addEventListener('click', () =>
      this.events.send(own >= 0 ? { kind: 'openModel', model: own } : { kind: 'openNetwork', id: entry.id }),
    );
    const parts: Node[] = [link, createElement('span', { className: 'detail', text: entry.detail })];
    if (entry.note !== undefined) {
      parts.push(createElement('span', { className: 'note', text: entry.note }));
    }
    if (own > 0) {
      const attributes = { 'aria-label': `Leave out ${entry.title}`, title: 'Leave out' };
      const remove = createElement('button', { className: 'remove', text: '×', attributes });
      remove.addEventListener('click', () => this.events.send({ kind: 'removeModel', model: own }));
      parts.push(remove);
    }
    return createElement('th', { attributes: { scope: 'row' } }, [createElement('div', { className: 'name' }, parts)]);
  }
}

function makeCell(figure: Figure | undefined): HTMLElement {
  const { text = '', value = null, detail } = figure ?? {};
  const cell = createElement('td', { text, className: value === null ? 'is-no-number' : '' });
  if (detail !== undefined) cell.title = value === null && text !== '?' ? `${text}\n${detail}` : detail;
  return cell;
}

function focusedKey(element: HTMLElement): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && element.contains(activeElement)
    ? activeElement.dataset.key
    : undefined;
}
