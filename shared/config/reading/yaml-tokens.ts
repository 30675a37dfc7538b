import { type CST, Lexer, Parser } from "yaml";

/** The largest of our examples has 5,300. Reading this many takes less than 100 ms, whatever they are. */
export const mostTokens = 60_000;
/** Deeper ones would exhaust the stack of what reads them. */
export const mostLevels = 64;

export type YamlTokens =
  | { readonly ok: true; readonly tokens: readonly CST.Token[] }
  | { readonly ok: false; readonly why: "too-many" | "too-deep"; readonly offset: number };

/** The tokens of a YAML text, as long as they are no more, and no deeper in each other, than a configuration needs. */
export function tokensOf(text: string, onNewLine: (offset: number) => void): YamlTokens {
  const parser = new Parser(onNewLine);
  onNewLine(0);
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > mostTokens) return { ok: false, why: "too-many", offset: parser.offset };
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  const offset = firstTooDeep(tokens);
  return offset === undefined ? { ok: true, tokens } : { ok: false, why: "too-deep", offset };
}

/** Without recursion, which is what it protects from. */
function firstTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open = tokens.map((token) => ({ token, level: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, level } = next;
    if (token.type === "document" && token.value) open.push({ token: token.value, level });
    if (!("items" in token)) continue;
    if (level === mostLevels) return token.offset;
    for (const { key, value } of token.items)
      for (const inner of [key, value]) if (inner) open.push({ token: inner, level: level + 1 });
  }
  return undefined;
}
