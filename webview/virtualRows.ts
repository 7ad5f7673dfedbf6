// A scrolled stack of equally high rows of which only those in view exist.

/** Rows out of view are kept for those that come into view: making elements anew takes longer than filling them. */
const MAX_SPARE_ROWS = 16;
/** Rows kept above and below the view, so that scrolling does not show gaps. */
const MARGIN_ROWS = 2;

export class VirtualRows {
  private readonly content = document.createElement('div');
  private readonly shown = new Map<number, HTMLElement>();
  private readonly spare: HTMLElement[] = [];
  private rowCount = 0;
  private rowHeight = 1;
  private frame: number | undefined;

  /**
   * `viewport` scrolls; `renderRow` makes the element of a row that comes into view, or fills the one of a row that is out of view.
   */
  constructor(
    private readonly viewport: HTMLElement,
    private readonly renderRow: (row: number, spare: HTMLElement | undefined) => HTMLElement,
  ) {
    this.content.className = 'virtual-content';
    this.content.setAttribute('role', 'presentation');
    viewport.append(this.content);
    viewport.addEventListener('scroll', () => this.schedule(), { passive: true });
  }

  get visibleRows(): number {
    return Math.max(1, Math.floor(this.viewport.clientHeight / this.rowHeight));
  }

  /** Renders everything in view anew. Heights are CSS pixels. */
  reset(rowCount: number, rowHeight: number): void {
    const topRow = this.viewport.scrollTop / this.rowHeight;
    this.rowCount = rowCount;
    this.rowHeight = rowHeight;
    this.content.style.height = `${rowCount * rowHeight}px`;
    this.viewport.scrollTop = topRow * rowHeight;
    this.clear();
    this.render();
  }

  /** Renders one row anew if it is in view. */
  refreshRow(row: number): void {
    const old = this.shown.get(row);
    if (old) {
      old.replaceWith(this.place(row));
    }
  }

  scrollToRow(row: number): void {
    const top = row * this.rowHeight;
    const { scrollTop, clientHeight } = this.viewport;
    if (top < scrollTop) {
      this.viewport.scrollTop = top;
    } else if (top + this.rowHeight > scrollTop + clientHeight) {
      this.viewport.scrollTop = top + this.rowHeight - clientHeight;
    }
    this.render();
  }

  clear(): void {
    for (const element of this.shown.values()) this.takeAway(element);
    this.shown.clear();
  }

  private takeAway(element: HTMLElement): void {
    element.remove();
    if (this.spare.length < MAX_SPARE_ROWS) this.spare.push(element);
  }

  private schedule(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.render();
    });
  }

  private render(): void {
    const { scrollTop, clientHeight } = this.viewport;
    const first = Math.max(0, Math.floor(scrollTop / this.rowHeight) - MARGIN_ROWS);
    const end = Math.min(this.rowCount, Math.ceil((scrollTop + clientHeight) / this.rowHeight) + MARGIN_ROWS);
    for (const [row, element] of this.shown) {
      if (row < first || row >= end) {
        this.takeAway(element);
        this.shown.delete(row);
      }
    }
    for (let row = first; row < end; row++) {
      if (!this.shown.has(row)) {
        this.content.append(this.place(row));
      }
    }
  }

  private place(row: number): HTMLElement {
    const element = this.renderRow(row, this.spare.pop());
    element.style.top = `${row * this.rowHeight}px`;
    this.shown.set(row, element);
    return element;
  }
}
