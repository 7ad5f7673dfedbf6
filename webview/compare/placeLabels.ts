// Labels beside points: each where it covers no other; those that find no place are left out unless they are needed.

export interface LabelledPoint {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly isNeeded: boolean;
  readonly isBold: boolean;
}

export interface PlacedLabel {
  readonly point: LabelledPoint;
  readonly left: number;
  readonly baseline: number;
}

/** CSS pixels; the top is 0. */
export interface LabelRoom {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const LETTER_WIDTH = 6.4;
const LINE_HEIGHT = 14;
const DISTANCE = 12;
const RING_DISTANCE = 17;
const DOT_RADIUS = 6;

/** @param points the most important first */
export function placeLabels(points: readonly LabelledPoint[], room: LabelRoom): PlacedLabel[] {
  const dots = points.map(({ x, y }) => around(x, y));
  const taken: Box[] = [];
  const placed: PlacedLabel[] = [];
  for (const [index, point] of points.entries()) {
    const inRoom = boxesOf(point).filter(
      (box) => box.left >= room.left && box.right <= room.right && box.top >= 0 && box.bottom <= room.bottom,
    );
    const others = [...taken, ...dots.filter((_, other) => other !== index)];
    const free = inRoom.find((box) => !others.some((other) => overlap(box, other)));
    const box =
      free ??
      (point.isNeeded ? (inRoom.find((one) => !taken.some((other) => overlap(one, other))) ?? inRoom[0]) : undefined);
    if (!box) continue;
    taken.push(box);
    placed.push({ point, left: box.left, baseline: box.bottom - 3 });
  }
  return placed;
}

/** Right, left, above, below, and the corners. */
function boxesOf({ text, x, y, isBold }: LabelledPoint): Box[] {
  const width = text.length * LETTER_WIDTH * (isBold ? 1.08 : 1);
  const boxAt = (left: number, middle: number): Box => ({
    left,
    right: left + width,
    top: middle - LINE_HEIGHT / 2,
    bottom: middle + LINE_HEIGHT / 2,
  });
  const distance = isBold ? RING_DISTANCE : DISTANCE;
  const [toRight, toLeft, centred] = [x + distance, x - distance - width, x - width / 2];
  return [
    boxAt(toRight, y),
    boxAt(toLeft, y),
    boxAt(centred, y - 16),
    boxAt(centred, y + 16),
    boxAt(toRight - 4, y - 10),
    boxAt(toRight - 4, y + 10),
    boxAt(toLeft + 4, y - 10),
    boxAt(toLeft + 4, y + 10),
  ];
}

function around(x: number, y: number): Box {
  return { left: x - DOT_RADIUS, right: x + DOT_RADIUS, top: y - DOT_RADIUS, bottom: y + DOT_RADIUS };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
