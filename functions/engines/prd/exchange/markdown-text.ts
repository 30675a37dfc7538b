/** A text as one value of the Markdown form: nothing in it is markup, and it may go on in indented lines. */
export function escaped(text: string): string {
  return text.replace(/[\\<[`]/g, (mark) => `\\${mark}`).replaceAll("\r", "\\r");
}

export function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_whole, mark: string) => (mark === "r" ? "\r" : mark === "n" ? "\n" : mark));
}
