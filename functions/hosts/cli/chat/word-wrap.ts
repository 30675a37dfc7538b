export interface WordWrap {
  /** Returns the text that can be written now: complete words, with line breaks. */
  feed(text: string): string;
  /** Returns the buffered last word. */
  flush(): string;
}

/**
 * Wraps text that arrives in pieces at word boundaries, so that no line is longer than `width`. Later lines start with
 * `indent` spaces; the first line already has that many columns in use. A word longer than a line is not broken.
 */
export function wordWrap({ width, indent }: { readonly width: number; readonly indent: number }): WordWrap {
  const margin = " ".repeat(indent);
  let column = indent;
  let space = "";
  let word = "";

  function takeWord(): string {
    if (word === "") return "";
    const length = [...word].length;
    const breaks = column > indent && column + space.length + length > width;
    const lead = breaks ? `\n${margin}` : space;
    column = breaks ? indent + length : column + space.length + length;
    const written = lead + word;
    word = space = "";
    return written;
  }

  return {
    feed(text) {
      let out = "";
      for (const letter of text) {
        if (letter === "\n") {
          out += `${takeWord()}\n${margin}`;
          column = indent;
          space = "";
        } else if (letter === " " || letter === "\t") {
          out += takeWord();
          space += " ";
        } else word += letter;
      }
      return out;
    },
    flush: takeWord,
  };
}

/** Wraps a complete text. Each line keeps its own indent. */
export function wrapText(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => {
      const start = line.search(/\S|$/);
      const wrap = wordWrap({ width, indent: start });
      return line.slice(0, start) + wrap.feed(line.slice(start)) + wrap.flush();
    })
    .join("\n");
}
