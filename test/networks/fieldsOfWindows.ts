// Receptive fields by following the region of output 0 forward: independent of the analyser, so that each can check the other.

/** Output 0 sees the pixels start … end of one axis, output u those u · stride further on. */
export interface Field {
  readonly start: number;
  readonly end: number;
  readonly stride: number;
  readonly aligned: boolean;
}

export interface SlidingWindow {
  readonly size: number;
  readonly step: number;
  readonly padding: number;
}

export function throughWindow(field: Field, window: SlidingWindow): Field {
  return {
    ...field,
    start: field.start - window.padding * field.stride,
    end: field.end + (window.size - 1 - window.padding) * field.stride,
    stride: field.stride * window.step,
  };
}

/** The bounding region of two paths; aligned when they have one stride and one centre. */
export function joinFields(a: Field, b: Field): Field {
  return {
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    stride: Math.max(a.stride, b.stride),
    aligned: a.aligned && b.aligned && a.stride === b.stride && a.start + a.end === b.start + b.end,
  };
}
