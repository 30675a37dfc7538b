export type TokenKind = "key" | "text" | "value" | "comment" | "mark";

export interface YamlToken {
  readonly from: number;
  readonly to: number;
  readonly kind: TokenKind;
}

const forms = new RegExp(
  [
    String.raw`(?<comment>(?<=^|\s)#.*$)`,
    String.raw`(?<key>(?<=^\s*(?:- +)*|[{,]\s*)(?:[\w.$-]+|"[^"]*"|'[^']*')(?=\s*:(?:\s|$)))`,
    String.raw`(?<text>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')`,
    String.raw`(?<value>(?<=[:,[-]\s+|\[)(?:true|false|null|-?\d+(?:\.\d+)?)(?=\s*(?:$|[,\]}#])))`,
    String.raw`(?<mark>(?<=[:-]\s+)[|>][+-]?\d*(?=\s*(?:#|$)))`,
  ].join("|"),
  "g",
);

/** The words of a text to colour. Lines of a block, such as a prompt, are text whatever stands in them. */
export function yamlTokens(text: string): readonly YamlToken[] {
  const tokens: YamlToken[] = [];
  let offset = 0;
  let block: number | undefined;
  for (const line of text.split("\n")) {
    const indent = line.length - line.trimStart().length;
    if (block !== undefined && line.trim() !== "" && indent <= block) block = undefined;
    if (block === undefined) {
      for (const { index, 0: word, groups = {} } of line.matchAll(forms)) {
        const kind = kinds.find((each) => groups[each] !== undefined);
        if (kind === undefined) continue;
        tokens.push({ from: offset + index, to: offset + index + word.length, kind });
        if (kind === "mark") block = indent;
      }
    }
    offset += line.length + 1;
  }
  return tokens;
}

const kinds: readonly TokenKind[] = ["comment", "key", "text", "value", "mark"];
