// Which pixel of what a canvas shows lies under the pointer.

import type { Place, Size } from './field/fieldGeometry';

/** @param size in pixels of what the canvas shows; by default it has one pixel for each */
export function pixelAt(canvas: HTMLCanvasElement, event: MouseEvent, size: Size = canvas): Place {
  const box = canvas.getBoundingClientRect();
  const column = Math.floor(((event.clientX - box.left) / box.width) * size.width);
  const row = Math.floor(((event.clientY - box.top) / box.height) * size.height);
  return {
    row: Math.min(size.height - 1, Math.max(0, row)),
    column: Math.min(size.width - 1, Math.max(0, column)),
  };
}
