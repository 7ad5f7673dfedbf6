// Moves and magnifies a drawing: wheel, drag, pinch, and what buttons ask for.

export interface View {
  /** Where the drawing's corner lies, CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SCALE = { smallest: 0.01, largest: 3, step: 1.25 } as const;
const MARGIN = 16;
/** A drawing that moved less was clicked. */
const DRAG_PIXELS = 4;

export class Viewport {
  private present: View = { x: 0, y: 0, scale: 1 };
  private drag: { readonly pointer: number; readonly from: View; readonly x: number; readonly y: number } | undefined;
  /** Set while and just after the drawing was dragged: the click at the end means nothing. */
  wasDragged = false;

  constructor(
    private readonly frame: SVGSVGElement,
    private readonly content: SVGGElement,
    private readonly changed: (view: View) => void,
  ) {
    frame.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    frame.addEventListener('pointerdown', (event) => this.onPointerDown(event));
    frame.addEventListener('pointermove', (event) => this.onPointerMove(event));
    frame.addEventListener('pointerup', () => (this.drag = undefined));
    frame.addEventListener('pointercancel', () => (this.drag = undefined));
  }

  get view(): View {
    return this.present;
  }

  set(view: View): void {
    const scale = Math.min(SCALE.largest, Math.max(SCALE.smallest, view.scale));
    this.present = { x: view.x, y: view.y, scale };
    this.content.setAttribute(
      'transform',
      `translate(${view.x.toFixed(2)},${view.y.toFixed(2)}) scale(${scale.toFixed(4)})`,
    );
    this.frame.classList.toggle('is-far', scale < 0.35);
    this.changed(this.present);
  }

  move(x: number, y: number): void {
    this.set({ ...this.present, x: this.present.x + x, y: this.present.y + y });
  }

  /** Larger or smaller by one step around the middle. */
  zoom(direction: 1 | -1): void {
    this.magnify(SCALE.step ** direction, this.frame.clientWidth / 2, this.frame.clientHeight / 2);
  }

  /** The whole drawing in view, never larger than it is. */
  fit(width: number, height: number): void {
    const room = { width: this.frame.clientWidth - 2 * MARGIN, height: this.frame.clientHeight - 2 * MARGIN };
    const scale = Math.min(1, room.width / width, room.height / height);
    this.set({
      x: (this.frame.clientWidth - width * scale) / 2,
      y: Math.max(MARGIN, (this.frame.clientHeight - height * scale) / 2),
      scale,
    });
  }

  /** The beginning of the drawing, large enough to read. */
  showStart(width: number): void {
    const scale = Math.min(1, Math.max(0.5, (this.frame.clientWidth - 2 * MARGIN) / width));
    this.set({ x: (this.frame.clientWidth - width * scale) / 2, y: MARGIN, scale });
  }

  isInView(area: Area): boolean {
    const { left, top, right, bottom } = this.onScreen(area);
    return right > 0 && bottom > 0 && left < this.frame.clientWidth && top < this.frame.clientHeight;
  }

  /** Moves as little as needed for an area to be in view. */
  bringIntoView(area: Area): void {
    const { left, top, right, bottom } = this.onScreen(area);
    const shift = (low: number, high: number, room: number): number =>
      low < MARGIN ? MARGIN - low : high > room - MARGIN ? Math.max(room - MARGIN - high, MARGIN - low) : 0;
    this.move(shift(left, right, this.frame.clientWidth), shift(top, bottom, this.frame.clientHeight));
  }

  private onScreen({ x, y, width, height }: Area): { left: number; top: number; right: number; bottom: number } {
    const { scale } = this.present;
    const [left, top] = [x * scale + this.present.x, y * scale + this.present.y];
    return { left, top, right: left + width * scale, bottom: top + height * scale };
  }

  private magnify(factor: number, atX: number, atY: number): void {
    const { x, y, scale } = this.present;
    const next = Math.min(SCALE.largest, Math.max(SCALE.smallest, scale * factor));
    const real = next / scale;
    this.set({ x: atX - (atX - x) * real, y: atY - (atY - y) * real, scale: next });
  }

  /** A pinch arrives as a wheel with Ctrl. */
  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      const box = this.frame.getBoundingClientRect();
      this.magnify(Math.exp((-event.deltaY * unit) / 300), event.clientX - box.left, event.clientY - box.top);
    } else if (event.shiftKey) {
      this.move(-event.deltaY * unit, 0);
    } else {
      this.move(-event.deltaX * unit, -event.deltaY * unit);
    }
  }

  private onPointerDown(event: PointerEvent): void {
    this.wasDragged = false;
    if (event.button === 0)
      this.drag = { pointer: event.pointerId, from: this.present, x: event.clientX, y: event.clientY };
  }

  private onPointerMove(event: PointerEvent): void {
    if (this.drag?.pointer !== event.pointerId) return;
    const [x, y] = [event.clientX - this.drag.x, event.clientY - this.drag.y];
    if (!this.wasDragged && Math.hypot(x, y) < DRAG_PIXELS) return;
    if (!this.wasDragged) this.frame.setPointerCapture(event.pointerId);
    this.wasDragged = true;
    this.set({ ...this.present, x: this.drag.from.x + x, y: this.drag.from.y + y });
  }
}
