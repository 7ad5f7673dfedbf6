// The comparison page: takes the extension's messages, keeps what the user chose, and tells the views.

import '../base.css';
import './style.css';
import type { FromComparisonPage, ToComparisonPage } from '../../src/protocol/comparison';
import { createElement, setText } from '../createElement';
import type { Host } from '../host';
import { startPage } from '../startPage';
import { createButton } from '../toolkit';
import {
  allEntries,
  applyMessage,
  INITIAL_STATE,
  parseKeptState,
  toggleDrawn,
  type ComparisonState,
  type KeptState,
} from './comparisonState';
import { CurvesView } from './curvesView';
import { ModelTable } from './modelTable';
import { ScatterChart } from './scatterChart';
import { makeSeries } from './series';

/** The networks arrive close together: they are drawn once. */
const RENDER_MILLISECONDS = 16;

class Page {
  private state: ComparisonState = INITIAL_STATE;
  private kept: KeptState;
  private timer: number | undefined;
  private readonly title = createElement('h1', { text: 'Compare' });
  private readonly subtitle = createElement('div', { className: 'facts' });
  private readonly table: ModelTable;
  private readonly scatter: ScatterChart;
  private readonly curves: CurvesView;

  constructor(
    private readonly host: Host<FromComparisonPage, ToComparisonPage, KeptState>,
    root: HTMLElement,
  ) {
    this.kept = parseKeptState(host.readState());
    const toggle = (id: string): void => this.keep({ drawn: toggleDrawn(this.kept.drawn, id) });
    this.table = new ModelTable({
      sort: (sorting) => this.keep({ sorting }),
      send: (message) => host.post(message),
    });
    this.scatter = new ScatterChart(toggle);
    this.curves = new CurvesView(toggle);
    const words = createElement('div', { className: 'words' }, [this.title, this.subtitle]);
    const add = createButton('Add Model…', 'secondary', () => host.post({ kind: 'addModel' }));
    const head = createElement('div', { className: 'head' }, [words, add]);
    root.append(
      createElement('header', {}, [head]),
      createElement('main', {}, [
        makeSection('Figures', this.table.element),
        makeSection('Parameters and MACs', this.scatter.element),
        makeSection('Curves by depth', this.curves.element),
      ]),
    );
    host.onMessage((message) => this.receive(message));
    host.post({ kind: 'ready' });
  }

  private receive(message: ToComparisonPage): void {
    this.state = applyMessage(this.state, message);
    if (message.kind === 'models') {
      this.kept = { ...this.kept, models: message.places };
      this.host.writeState(this.kept);
    }
    this.timer ??= window.setTimeout(() => {
      this.timer = undefined;
      this.render();
    }, RENDER_MILLISECONDS);
  }

  private keep(part: Partial<KeptState>): void {
    this.kept = { ...this.kept, ...part };
    this.host.writeState(this.kept);
    this.render();
  }

  private render(): void {
    const entries = allEntries(this.state);
    const series = makeSeries(entries, this.kept.drawn);
    const [first] = this.state.own;
    setText(this.title, first ? first.title : 'Compare');
    setText(this.subtitle, first ? 'beside the classic networks' : '');
    this.table.update(entries, this.kept.sorting);
    this.scatter.update(entries, series);
    this.curves.update(entries, series);
  }
}

function makeSection(title: string, content: HTMLElement): HTMLElement {
  return createElement('section', { attributes: { 'aria-label': title } }, [
    createElement('h2', { text: title }),
    content,
  ]);
}

startPage<FromComparisonPage, ToComparisonPage, KeptState>((host, root) => new Page(host, root));
