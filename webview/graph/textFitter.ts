// Texts in drawings, which do not shorten themselves.

export class TextFitter {
  private readonly context = document.createElement('canvas').getContext('2d');
  private readonly widths = new Map<string, number>();
  private readonly plain: string;

  /** @param fontFamily as in CSS @param fontSize CSS pixels */
  constructor(fontFamily: string, fontSize: number) {
    this.plain = `${fontSize}px ${fontFamily}`;
  }

  /** CSS pixels. */
  widthOf(text: string, isBold: boolean): number {
    const font = isBold ? `600 ${this.plain}` : this.plain;
    const key = `${font}\n${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    if (this.context) this.context.font = font;
    const width = this.context?.measureText(text).width ?? text.length * 7;
    this.widths.set(key, width);
    return width;
  }

  /** The text, its end cut off where it is wider than `room`; empty where not even two letters fit. */
  fit(text: string, room: number, isBold: boolean): string {
    if (this.widthOf(text, isBold) <= room) return text;
    let length = text.length - 1;
    while (length > 1 && this.widthOf(`${text.slice(0, length)}…`, isBold) > room) length--;
    return length > 1 ? `${text.slice(0, length)}…` : '';
  }
}
