// Texts that would take more room than there is.

/** At most that many characters, the last one an ellipsis where something was left out. */
export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
