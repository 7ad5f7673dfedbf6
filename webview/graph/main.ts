// The graph page: takes the extension's messages, keeps folds and what is in view, and leads to the code.

import '../base.css';
import './style.css';
import type { FromGraphPage, LayerGraph, ToGraphPage } from '../../src/protocol/layerGraph';
import { createElement, setText } from '../createElement';
import { formatNumberOf } from '../format';
import type { Host } from '../host';
import { startPage } from '../startPage';
import { createButton } from '../toolkit';
import { describeBlock } from './drawGraph';
import { blockKey, unfoldReadably } from './folds';
import { parseKeptState, type KeptState } from './graphState';
import { GraphView } from './graphView';
import type { PlacedItem } from './layout';

const HINT = 'Click a layer to go to its line, a block to unfold it. Drag or scroll to move, Ctrl+scroll to zoom.';
/** Moving comes in many small steps: they are kept once. */
const KEEP_MILLISECONDS = 200;

class Page {
  private kept: KeptState;
  private graph: LayerGraph | undefined;
  private selected: PlacedItem | undefined;
  private timer: number | undefined;
  private readonly title = createElement('h1', { text: 'Graph' });
  private readonly link = createElement('button', {
    className: 'link',
    attributes: { title: 'Go to the model in the editor' },
  });
  private readonly status = createElement('span', { className: 'status' });
  private readonly missing = createElement('p', { className: 'missing', attributes: { role: 'alert' } });
  private readonly facts = createElement('p', { className: 'readout', text: HINT, attributes: { role: 'status' } });
  private readonly toCode: HTMLElement;
  private readonly view: GraphView;

  constructor(
    private readonly host: Host<FromGraphPage, ToGraphPage, KeptState>,
    root: HTMLElement,
  ) {
    this.kept = parseKeptState(host.readState());
    this.view = new GraphView({
      select: (item) => this.showSelected(item),
      open: (item) => this.open(item),
      look: (view) => this.keep({ view }),
    });
    this.link.addEventListener('click', () => host.post({ kind: 'revealModel' }));
    this.toCode = createButton('Go to Code', 'secondary', () => this.reveal());
    this.toCode.hidden = true;
    this.missing.hidden = true;
    root.append(
      createElement('header', {}, [this.makeHead(), this.missing]),
      this.view.element,
      createElement('footer', {}, [this.facts, this.toCode]),
    );
    host.onMessage((message) => this.receive(message));
    host.post({ kind: 'ready' });
  }

  private makeHead(): HTMLElement {
    const facts = createElement('div', { className: 'facts' }, [this.link, this.status]);
    const words = createElement('div', { className: 'words' }, [this.title, facts]);
    const tools = createElement('div', { className: 'tools', attributes: { role: 'toolbar', 'aria-label': 'View' } }, [
      makeTool('Expand All', 'Unfold all blocks', () => this.unfold(this.graph?.blocks.map(({ id }) => id) ?? [])),
      makeTool('Collapse All', 'Fold all blocks', () => this.unfold([])),
      makeTool('−', 'Zoom out', () => this.view.zoom(-1)),
      makeTool('+', 'Zoom in', () => this.view.zoom(1)),
      makeTool('Fit', 'The whole graph in view', () => this.view.fit()),
    ]);
    return createElement('div', { className: 'head' }, [words, tools]);
  }

  private receive(message: ToGraphPage): void {
    switch (message.kind) {
      case 'graph': {
        const isFirst = !this.graph;
        this.graph = message.graph;
        this.keep({ model: message.model });
        setText(this.title, message.model.modelName);
        setText(this.link, message.place);
        setText(this.status, `${formatNumberOf(message.graph.layers.length, 'layer')} · ${message.figures}`);
        this.missing.hidden = true;
        this.draw();
        if (isFirst) this.view.start(this.kept.view);
        break;
      }
      case 'missing':
        this.keep({ model: message.model });
        setText(this.missing, message.message);
        this.missing.hidden = false;
        break;
      case 'cursor':
        this.view.followCursor(message.layers);
        break;
    }
  }

  /** @param anchor the key of what stays where it is on the screen */
  private draw(anchor?: string): void {
    if (!this.graph) return;
    const unfolded = this.kept.unfolded ? new Set(this.kept.unfolded) : unfoldReadably(this.graph);
    this.view.show(this.graph, unfolded, anchor);
  }

  private unfold(blocks: readonly string[], anchor?: string): void {
    this.keep({ unfolded: blocks });
    this.draw(anchor);
  }

  private open(item: PlacedItem): void {
    if (item.kind === 'layer') {
      this.host.post({ kind: 'revealLayer', id: item.layer.id });
    } else if (this.graph) {
      const { id } = item.block;
      const before = this.kept.unfolded ?? [...unfoldReadably(this.graph)];
      const after = item.kind === 'folded' ? [...before, id] : before.filter((known) => known !== id);
      this.unfold(after, blockKey(id));
    }
  }

  private showSelected(item: PlacedItem | undefined): void {
    this.selected = item;
    this.toCode.hidden = !item;
    setText(
      this.facts,
      !item
        ? HINT
        : item.kind === 'layer'
          ? [item.layer.id, item.layer.className, ...item.layer.facts].join(' · ')
          : describeBlock(item.block),
    );
  }

  private reveal(): void {
    const item = this.selected;
    if (item?.kind === 'layer') this.host.post({ kind: 'revealLayer', id: item.layer.id });
    else if (item) this.host.post({ kind: 'revealBlock', id: item.block.id });
  }

  private keep(part: Partial<KeptState>): void {
    this.kept = { ...this.kept, ...part };
    this.timer ??= window.setTimeout(() => {
      this.timer = undefined;
      this.host.writeState(this.kept);
    }, KEEP_MILLISECONDS);
  }
}

function makeTool(text: string, explanation: string, onClick: () => void): HTMLElement {
  const isSymbol = text.length === 1;
  const attributes = { title: explanation, ...(isSymbol ? { 'aria-label': explanation } : {}) };
  const button = createElement('button', { className: 'tool', text, attributes });
  button.addEventListener('click', onClick);
  return button;
}

startPage<FromGraphPage, ToGraphPage, KeptState>((host, root) => new Page(host, root));
