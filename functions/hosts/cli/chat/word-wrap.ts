export interface WordWrap {
  /** What can be written now: whole words, with line breaks where a line is full. */
  feed(text: string): string;
  /** What was held back for the rest of its word. */
  flush(): string;
}

/**
 * Breaks text that arrives in pieces between words, so that no line is longer than `width`; later lines begin with
 * `indent` spaces, and the first line has as many taken already. A word longer than a line is left to the terminal.
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
    const taken = lead + word;
    word = space = "";
    return taken;
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

/** A whole text, each of its lines broken under its own first word. */
export function wrapped(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => {
      const start = line.search(/\S|$/);
      const wrap = wordWrap({ width, indent: start });
      return line.slice(0, start) + wrap.feed(line.slice(start)) + wrap.flush();
    })
    .join("\n");
}
