import { type Document, isMap, isSeq, parse, parseDocument, stringify } from "yaml";
import { type MergeConflict, type MergePath, type Segment, threeWay } from "./three-way.ts";

/** Which side of a conflict is taken. */
export type Choices = Readonly<Record<string, "generated" | "edited">>;

export interface MergedConfig {
  /** The edited text with its comments, and the generated changes in it. */
  readonly yaml: string;
  /** The places that the generation changed, and where a conflict was settled for it. */
  readonly taken: readonly string[];
  /** Those without a choice. Values as YAML; null: not there. */
  readonly conflicts: readonly {
    readonly path: string;
    readonly base: string | null;
    readonly generated: string | null;
    readonly edited: string | null;
  }[];
}

/** Merges by path of the configuration. `base` is undefined for a client that had none. Pure. */
export function mergeConfigs(
  texts: { readonly base: string | undefined; readonly generated: string; readonly edited: string },
  choices: Choices = {},
): MergedConfig {
  const merged = threeWay({
    base: texts.base === undefined ? {} : parse(texts.base),
    generated: parse(texts.generated),
    edited: parse(texts.edited),
  });
  const document = parseDocument(texts.edited);
  const chosen = merged.conflicts.filter(({ path }) => Object.hasOwn(choices, shownMergePath(path)));
  const fromGenerated = chosen
    .filter(({ path }) => choices[shownMergePath(path)] === "generated")
    .map(({ path, generated }) => ({ path, value: generated }));
  const changes = [...merged.taken, ...fromGenerated];
  for (const { path, value } of changes) put(document, path, value);
  return {
    yaml:
      changes.length === 0
        ? texts.edited
        : document.toString({ lineWidth: 120, flowCollectionPadding: /[[{] /.test(texts.edited) }),
    taken: changes.map(({ path }) => shownMergePath(path)),
    conflicts: merged.conflicts.filter((conflict) => !chosen.includes(conflict)).map(shown),
  };
}

/** `automation_config.tools.available[name=search].config`. */
export function shownMergePath(path: MergePath): string {
  return path
    .map((part, index) => (typeof part === "string" ? `${index === 0 ? "" : "."}${part}` : `[${part.by}=${part.is}]`))
    .join("");
}

function shown({ path, base, generated, edited }: MergeConflict): MergedConfig["conflicts"][number] {
  const text = (value: unknown) => (value === undefined ? null : stringify(value, { lineWidth: 120 }).trimEnd());
  return { path: shownMergePath(path), base: text(base), generated: text(generated), edited: text(edited) };
}

/** Changes only the value at the path: comments around it stay. */
function put(document: Document.Parsed, path: MergePath, value: unknown): void {
  const place: (string | number)[] = [];
  for (const segment of path) {
    const index = keyOf(document, place, segment);
    if (index === undefined) {
      if (value !== undefined) document.addIn(place, document.createNode(value));
      return;
    }
    place.push(index);
  }
  if (value === undefined) document.deleteIn(place);
  else if (value !== null && typeof value === "object") document.setIn(place, document.createNode(value));
  else document.setIn(place, value);
}

/** The item's place in its list. Undefined: the list has no such item, so that it is added. */
function keyOf(document: Document.Parsed, place: readonly (string | number)[], segment: Segment) {
  if (typeof segment === "string") return segment;
  const list = document.getIn(place, true);
  if (!isSeq(list)) return undefined;
  const index = list.items.findIndex((item) => isMap(item) && item.get(segment.by) === segment.is);
  return index < 0 ? undefined : index;
}
