// What a page shows as one picture to save: pictures beside each other with their captions, a title above, notes below.

export interface FigurePanel {
  readonly canvas: HTMLCanvasElement;
  readonly caption: string;
}

export interface Figure {
  readonly panels: readonly FigurePanel[];
  readonly notes: readonly string[];
}

export interface FigureColours {
  readonly background: string;
  readonly foreground: string;
}

/** Those of the page. */
export function themeColours(): FigureColours {
  const { color, backgroundColor } = getComputedStyle(document.body);
  return { foreground: color, background: backgroundColor };
}

/** What has a picture of its own, and how that is called. */
export interface Answering {
  readonly text: string;
  figure(colours: FigureColours): Figure | undefined;
}

/** Undefined while there is nothing to draw. */
export function drawAnswer(titles: readonly string[], answering: Answering): HTMLCanvasElement | undefined {
  const colours = themeColours();
  const figure = answering.figure(colours);
  return figure && drawFigure([...titles, answering.text].join(' · '), figure, colours);
}

const MARGIN = 16;
const GAP = 16;
const TITLE_FONT = '600 15px sans-serif';
const TEXT_FONT = '13px sans-serif';
const LINE_HEIGHT = 18;
const SMALLEST_WIDTH = 480;

interface Block {
  readonly lines: readonly string[];
  readonly font: string;
}

/** The panels stand in one row, with their upper edges in line. */
function drawFigure(title: string, { panels, notes }: Figure, colours: FigureColours): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const rowWidth = panels.reduce((sum, panel) => sum + panel.canvas.width + GAP, -GAP);
  const textWidth = Math.max(SMALLEST_WIDTH, rowWidth);
  const wrap = (text: string, font: string, width: number): Block => {
    context.font = font;
    return { font, lines: wrapText(text, width, (part) => context.measureText(part).width) };
  };
  const head = wrap(title, TITLE_FONT, textWidth);
  const captions = panels.map((panel) => wrap(panel.caption, TEXT_FONT, panel.canvas.width));
  const foot = notes.map((note) => wrap(note, TEXT_FONT, textWidth));
  const rowHeight = Math.max(
    0,
    ...panels.map(({ canvas: { height } }, at) => height + heightOf(captions[at]) + LINE_HEIGHT / 2),
  );
  const footHeight = foot.reduce((sum, block) => sum + heightOf(block), 0);
  canvas.width = textWidth + 2 * MARGIN;
  canvas.height = 2 * MARGIN + heightOf(head) + LINE_HEIGHT / 2 + rowHeight + footHeight;
  context.fillStyle = colours.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = colours.foreground;
  context.textBaseline = 'middle';
  const write = ({ lines, font }: Block, left: number, top: number): number => {
    context.font = font;
    lines.forEach((line, at) => context.fillText(line, left, top + (at + 0.5) * LINE_HEIGHT));
    return top + lines.length * LINE_HEIGHT;
  };
  let top = write(head, MARGIN, MARGIN) + LINE_HEIGHT / 2;
  let left = MARGIN;
  panels.forEach((panel, at) => {
    context.drawImage(panel.canvas, left, top);
    const caption = captions[at];
    if (caption) write(caption, left, top + panel.canvas.height + LINE_HEIGHT / 4);
    left += panel.canvas.width + GAP;
  });
  top += rowHeight;
  for (const block of foot) top = write(block, MARGIN, top);
  return canvas;
}

/** An enlarged copy: each pixel at most so many pixels that the longer side has `side`. */
export function enlarge(picture: HTMLCanvasElement, side: number): HTMLCanvasElement {
  return magnify(picture, Math.floor(side / Math.max(picture.width, picture.height)));
}

/** A copy with hard edges: each pixel as many pixels wide and high as `wanted`, a whole number, or one where that is less. */
export function magnify(picture: HTMLCanvasElement, wanted: number): HTMLCanvasElement {
  const scale = Math.max(1, wanted);
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  const context = canvas.getContext('2d');
  if (context) {
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  return canvas;
}

function heightOf(block: Block | undefined): number {
  return (block?.lines.length ?? 0) * LINE_HEIGHT;
}

/** @param measure width of a text */
function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
