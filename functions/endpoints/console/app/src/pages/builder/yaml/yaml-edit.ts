import { type Document, isCollection, isMap, isScalar, isSeq, type Pair, parseDocument, Scalar, stringify } from "yaml";

export type YamlPath = readonly (string | number)[];
type Plain = string | number | boolean;

/** A text as a document. One with mistakes is read as far as it can be. */
export function readYaml(text: string): Document {
  return parseDocument(text, { prettyErrors: false }) as Document;
}

/** The value at a place, or undefined. */
export function valueAt(document: Document, path: YamlPath): unknown {
  const node: unknown = document.getIn(path, true);
  if (isScalar(node)) return node.value;
  return isCollection(node) ? node.toJS(document) : undefined;
}

/**
 * The text with one value set, everything else as it was: comments, quotes and blank lines. A key that is missing is added
 * at the end of its section, and so are sections that are missing. Undefined where the text cannot be edited in place.
 */
export function withValue(text: string, path: YamlPath, value: Plain): string | undefined {
  const document = readYaml(text);
  const node: unknown = document.getIn(path, true);
  if (isScalar(node) && node.range) return withScalar(text, node, value);
  if (node !== undefined && node !== null) return undefined;
  const [parent, missing] = nearest(document, path);
  const nested = missing.slice(1).reduceRight<unknown>((inner, key) => ({ [String(key)]: inner }), value);
  return withPair(text, document, parent, { [String(missing[0])]: nested });
}

/** The text without a key and its value. The same text where there is no such key. */
export function withoutValue(text: string, path: YamlPath): string | undefined {
  const document = readYaml(text);
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isSeq(parent) && typeof last === "number") {
    const item = parent.items[last] as { range?: [number, number, number] } | undefined;
    if (parent.flow || item?.range === undefined) return undefined;
    return withoutLines(text, text.lastIndexOf("-", item.range[0]), item.range[1]);
  }
  if (!isMap(parent)) return text;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
  if (pair === undefined) return text;
  const [key, value] = [rangeOf(pair.key), rangeOf(pair.value)];
  // The first key of an item of a list shares its line with the dash.
  if (parent.flow || key === undefined || /-\s*$/.test(lineBefore(text, key[0]))) return undefined;
  return withoutLines(text, key[0], (value ?? key)[1]);
}

/** The text with one more item at the end of a list, which is added where it is missing. */
export function withItem(text: string, path: YamlPath, item: object): string | undefined {
  const document = readYaml(text);
  const list: unknown = document.getIn(path, true);
  if (isSeq(list) && !list.flow && list.range && list.items.length > 0) {
    const first = rangeOf(list.items[0]);
    if (first === undefined) return undefined;
    const indent = " ".repeat(lineBefore(text, text.lastIndexOf("-", first[0])).length);
    return inserted(text, list.range[1], indented(stringify([item], { lineWidth: 0 }), indent));
  }
  if (isSeq(list) && list.items.length === 0 && list.range) {
    const indent = `${/^ */.exec(lineBefore(text, list.range[0]))?.[0] ?? ""}  `;
    const block = `\n${indented(stringify([item], { lineWidth: 0 }), indent)}`;
    return text.slice(0, list.range[0]).trimEnd() + block + text.slice(list.range[1]);
  }
  if (list !== undefined && list !== null) return undefined;
  const [parent, missing] = nearest(document, path);
  const nested = missing.slice(1).reduceRight<unknown>((inner, key) => ({ [String(key)]: inner }), [item]);
  return withPair(text, document, parent, { [String(missing[0])]: nested });
}

function withScalar(text: string, node: Scalar, value: Plain): string | undefined {
  const [start, end] = node.range ?? [0, 0];
  const written = new Scalar(value);
  const isBlock = typeof value === "string" && value.includes("\n");
  if (!isBlock && node.type?.startsWith("QUOTE")) written.type = node.type;
  if (!isBlock) {
    const line = stringify(written, { lineWidth: 0 }).trimEnd();
    const wasBlock = node.type?.startsWith("BLOCK") && text[end - 1] === "\n";
    return `${text.slice(0, start)}${line}${wasBlock ? "\n" : ""}${text.slice(end)}`;
  }
  written.type = "BLOCK_LITERAL";
  const column = /^[ -]*/.exec(lineBefore(text, start))?.[0].length ?? 0;
  const block = stringify({ k: written }, { lineWidth: 0 }).slice(3).trimEnd();
  const [head = "", ...lines] = block.split("\n");
  const body = lines.map((line) => (line === "" ? "" : `${" ".repeat(column)}${line}`)).join("\n");
  const wasBlock = node.type?.startsWith("BLOCK");
  // A comment behind the value goes behind the mark of the block: below it, it would be text.
  const rest = wasBlock ? "" : (/^[ \t]*#[^\n]*/.exec(text.slice(end))?.[0] ?? "");
  const tail = text.slice(end + rest.length);
  return `${text.slice(0, start)}${head}${rest}\n${body}${wasBlock && !tail.startsWith("\n") ? "\n" : ""}${tail}`;
}

/** The deepest part of a path that is there, and the keys that are missing below it. */
function nearest(document: Document, path: YamlPath): readonly [unknown, YamlPath] {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isCollection(node)) return [node, path.slice(depth)];
  }
  return [undefined, path];
}

function withPair(text: string, document: Document, parent: unknown, pair: object): string | undefined {
  if (document.contents === null) return `${text.trimEnd() === "" ? "" : `${text.trimEnd()}\n`}${stringify(pair)}`;
  if (!isMap(parent) || !parent.range) return undefined;
  const first = parent.items[0] as Pair | undefined;
  const key = rangeOf(first?.key);
  const last = parent.items.at(-1) as Pair | undefined;
  const end = rangeOf(last?.value) ?? rangeOf(last?.key);
  if (parent.flow || key === undefined || end === undefined) return undefined;
  const indent = " ".repeat(lineBefore(text, key[0]).length);
  return inserted(text, end[1], indented(stringify(pair, { lineWidth: 0 }), indent));
}

/** Inserts lines below the line in which something ends. */
function inserted(text: string, end: number, lines: string): string {
  const used = text.slice(0, end).trimEnd().length;
  const lineEnd = text.indexOf("\n", used);
  if (lineEnd === -1) return `${text}\n${lines}`;
  return `${text.slice(0, lineEnd + 1)}${lines}${text.slice(lineEnd + 1)}`;
}

function withoutLines(text: string, start: number, end: number): string {
  const from = text.lastIndexOf("\n", start) + 1;
  const used = text.slice(0, end).trimEnd().length;
  const lineEnd = text.indexOf("\n", used);
  return text.slice(0, from) + (lineEnd === -1 ? "" : text.slice(lineEnd + 1));
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
}

function indented(lines: string, indent: string): string {
  return lines.replace(/^(?=.)/gm, indent);
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  return (isScalar(node) || isCollection(node)) && node.range ? node.range : undefined;
}
