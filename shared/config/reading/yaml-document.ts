import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
  YAMLParseError,
} from "yaml";
import { type ConfigProblem, firstProblems, formatPath, type Path } from "./problem.ts";
import { mostLevels, mostTokens, tokensOf, type YamlTokens } from "./yaml-tokens.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A valid YAML text: its data, and the position of each part. */
export interface YamlDocument {
  readonly data: unknown;
  /** The position of the value (or of its key) at `path`, or of the nearest parent that the file holds. */
  positionOf(path: Path, which: "value" | "key"): Position;
  /** The value at `path` as the file writes it: `09812345601` is the number 9812345601. Undefined for a section. */
  sourceOf(path: Path): string | undefined;
}

const maxBytes = 512 * 1024;
const maxAliases = 100;

export type ReadYaml =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads YAML 1.2. Never throws. Alias expansion is bounded. */
export function readYaml(file: string, text: string): ReadYaml {
  const lines = new LineCounter();
  const problem = (at: Position, path: Path, code: string, message: string, remedy: string): ConfigProblem => ({
    file,
    ...at,
    path: formatPath(path),
    code,
    message,
    remedy,
  });
  const start = { line: 1, column: 1 };
  const failed = (...problems: ConfigProblem[]): ReadYaml => ({ ok: false, problems: firstProblems(problems) });
  if (Buffer.byteLength(text) > maxBytes)
    return failed(problem(start, [], "too-large", `The file is larger than ${maxBytes / 1024} KiB.`, "Split it."));

  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const read = tokensOf(text, lines.addNewLine);
  if (!read.ok)
    return failed(problem(at(read.offset), [], read.why, tooMuch[read.why].message, tooMuch[read.why].remedy));
  const document = documentOf(read, text);
  const unreadable = [...document.errors, ...document.warnings].map(({ pos, code, message }) =>
    problem(at(pos[0]), [], "syntax", `This is not valid YAML: ${sentence(message)}`, remedies[code] ?? generalRemedy),
  );
  if (unreadable.length > 0) return failed(...unreadable);
  const duplicates = duplicateKeys(document, at).map(({ key, path, first, again }) =>
    problem(
      again,
      path,
      "duplicate-key",
      `\`${key}\` is given twice: on line ${first.line} and on line ${again.line}.`,
      "Keep one of the two, or give the other its own file.",
    ),
  );
  if (duplicates.length > 0) return failed(...duplicates);
  const merged = mergeKey(document);
  if (merged) {
    const what = "`<<` merges sections in YAML 1.1 only. This file is read as YAML 1.2, where it is a key like others.";
    const remedy = "Write the section out in place of `<<`. An alias as a whole value, `config: *name`, works.";
    return failed(problem(at(merged.offset), merged.path, "merge-key", what, remedy));
  }
  try {
    const data: unknown = document.toJS({ maxAliasCount: maxAliases });
    return {
      ok: true,
      document: {
        data,
        positionOf: (path, which) => locate(document, path, which, at),
        sourceOf: (path) => sourceOf(document, path),
      },
    };
  } catch (error) {
    // The yaml library throws this error when aliases would expand without bound.
    if (!(error instanceof ReferenceError)) throw error;
    const unknown = unknownAlias(document);
    if (unknown) {
      const remedy = "Name one with &name at a value further up, or put the text in quotes.";
      return failed(
        problem(at(unknown.offset), [], "unknown-alias", `No value above is named ${unknown.name}.`, remedy),
      );
    }
    return failed(
      problem(start, [], "too-many-aliases", "Its aliases (*name) expand too far.", "Replace them with their values."),
    );
  }
}

function unknownAlias(document: Document): { readonly name: string; readonly offset: number } | undefined {
  let found: { name: string; offset: number } | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      found = { name: alias.source, offset: alias.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

const tooMuch = {
  "too-many": {
    message: `The file has more than ${mostTokens} parts.`,
    remedy: "Keep long lists elsewhere, such as in a table.",
  },
  "too-deep": {
    message: `The file is nested more than ${mostLevels} levels deep.`,
    remedy: "Check the brackets and the indentation.",
  },
};

/** The one document of the tokens; a second one is an error of it, as in the library's own `parseDocument`. */
function documentOf({ tokens }: Extract<YamlTokens, { ok: true }>, text: string): Document {
  // A hostile text makes 100,000 errors, whose stacks would take most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const composer = new Composer({ prettyErrors: false, uniqueKeys: false, merge: false });
    const [document, second] = composer.compose(tokens, true, text.length);
    if (!document) throw new Error("The YAML library made no document.");
    if (second)
      document.errors.push(
        new YAMLParseError([second.range[0], second.range[1]], "MULTIPLE_DOCS", "It holds several documents"),
      );
    return document as Document;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const generalRemedy = "Check the indentation, the quotes and the colons of this line and the one before it.";
const remedies: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces; YAML allows no tabs there.",
  BAD_INDENT: "Indent items of one list or section by the same number of spaces.",
  MULTIPLE_DOCS: "One file holds one configuration: remove the `---` between them.",
  MISSING_CHAR: "Close the open quote, bracket or brace.",
  TAG_RESOLVE_FAILED: "Remove the `!tag`: a configuration needs only plain values.",
};

function sentence(message: string): string {
  const text = message.split("\n", 1)[0]?.trim() ?? message;
  return text.endsWith(".") ? text : `${text}.`;
}

/** What is found after them is not counted: each costs the way to its place. */
const mostDuplicates = 100;

interface Duplicate {
  readonly key: string;
  readonly path: Path;
  readonly first: Position;
  readonly again: Position;
}

function duplicateKeys(document: Document, at: (offset: number) => Position): readonly Duplicate[] {
  const found: Duplicate[] = [];
  visit(document, {
    Map(_, map, ancestors) {
      const seen = new Map<string, Position>();
      for (const { key } of map.items) {
        if (!isScalar(key) || !key.range) continue;
        const [name, position] = [String(key.value), at(key.range[0])];
        const first = seen.get(name);
        if (first === undefined) seen.set(name, position);
        else if (found.length === mostDuplicates) return visit.BREAK;
        else found.push({ key: name, path: [...pathTo([...ancestors, map]), name], first, again: position });
      }
    },
  });
  return found;
}

/** The first `<<` with a section or an alias behind it. */
function mergeKey(document: Document): { readonly path: Path; readonly offset: number } | undefined {
  let found: { readonly path: Path; readonly offset: number } | undefined;
  visit(document, {
    Pair(_, { key, value }, ancestors) {
      if (!isScalar(key) || key.value !== "<<" || key.type !== "PLAIN" || !key.range) return undefined;
      if (!isAlias(value) && !isMap(value) && !isSeq(value)) return undefined;
      found = { path: [...pathTo(ancestors), "<<"], offset: key.range[0] };
      return visit.BREAK;
    },
  });
  return found;
}

/** The path of the last node of a chain, where each node (pairs included) is the parent of the next. */
function pathTo(chain: readonly unknown[]): Path {
  return chain.flatMap((node, index): Path => {
    const next = chain[index + 1];
    if (isSeq(node)) return next === undefined ? [] : [node.items.indexOf(next)];
    const key = typeof node === "object" && node !== null && "key" in node ? node.key : undefined;
    return isScalar(key) ? [String(key.value)] : [];
  });
}

function locate(document: Document, path: Path, which: "value" | "key", at: (offset: number) => Position): Position {
  let node: unknown = document.contents;
  let offset = offsetOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const within = isAlias(node) ? node.resolve(document) : node;
    const step = stepInto(within, part);
    // A list may stand for a section with one key: the rows of a table alone.
    if (step === undefined && isSeq(within) && typeof path[index + 1] === "number") continue;
    if (step === undefined) break;
    const isLast = index === path.length - 1;
    offset = (which === "key" && isLast ? undefined : offsetOf(step.value)) ?? offsetOf(step.key) ?? offset;
    // A section's position is that of its key, because its value begins only on the line below.
    if (isMap(step.value) || isSeq(step.value)) offset = offsetOf(step.key) ?? offset;
    node = step.value;
  }
  return at(offset);
}

function sourceOf(document: Document, path: Path): string | undefined {
  let node: unknown = document.contents;
  for (const part of path) node = stepInto(isAlias(node) ? node.resolve(document) : node, part)?.value;
  const value = isAlias(node) ? node.resolve(document) : node;
  return isScalar(value) ? value.source : undefined;
}

/**
 * Steps into an item of a map or list. One-key objects in a list match by key (specification 3.4,
 * `voice.business_logic`).
 */
function stepInto(
  node: unknown,
  part: string | number,
): { readonly key: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) {
    const pair = pairsOf(node).get(String(part));
    return pair === undefined ? undefined : { key: pair.key, value: pair.value };
  }
  if (!isSeq(node)) return undefined;
  if (typeof part === "string") {
    for (const item of node.items) {
      const step = stepInto(item, part);
      if (step !== undefined) return step;
    }
    return undefined;
  }
  const value = node.items[part];
  return value === undefined ? undefined : { key: value, value };
}

const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** A map's pairs by their keys, made once: a file may have thousands of problems in one section. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairs.get(map);
  if (known) return known;
  const made = new Map<string, Pair>();
  for (const pair of map.items) if (isScalar(pair.key)) made.set(String(pair.key.value), pair);
  pairs.set(map, made);
  return made;
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
