import type { YamlPath } from "./yaml-edit.ts";

/** What is being written where, told by indentation alone: a text that is being written is seldom valid. */
export interface YamlPlace {
  /** The section or the item in which the line stands. */
  readonly path: YamlPath;
  /** The key whose value is written. Undefined: a key is written, or an item that is no section. */
  readonly key: string | undefined;
  /** What stands of the word so far, and where it begins. */
  readonly typed: string;
  readonly from: number;
  /** How far the line's keys are indented. */
  readonly column: number;
}

interface Line {
  readonly keyColumn: number;
  readonly dashes: readonly number[];
  readonly key: string | undefined;
}

const form = /^( *)((?:- +)*)(?:(["']?)([^\s"'#:{[][^"':]*)\3 *:(?: |$))?/;

export function placeAt(text: string, offset: number): YamlPlace | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const written = text.slice(start, offset);
  if (/(^|\s)#/.test(written)) return undefined;
  const own = lineOf(written.endsWith("-") ? `${written} ` : written);
  const above = text.slice(0, start).split("\n").slice(0, -1).toReversed();
  const path = pathOf(own, above);
  const rest = written.slice(own.keyColumn);
  const [, after] = own.key === undefined ? [] : (/:(?: +(.*))?$/.exec(rest) ?? []);
  if (own.key !== undefined && after === undefined) return undefined;
  const typed = own.key === undefined ? rest : (after ?? "");
  return { path, key: own.key, typed, from: offset - typed.length, column: own.keyColumn };
}

function pathOf(own: Line, above: readonly string[]): YamlPath {
  const path: (string | number)[] = [];
  let { column, mayEqual } = enter(own, path, own.keyColumn, false);
  let item: { index: number } | undefined = own.dashes.length > 0 ? { index: 0 } : undefined;
  for (const written of above) {
    if (/^ *(#|$)/.test(written)) continue;
    const line = lineOf(written);
    const dash = line.dashes.at(-1);
    if (item !== undefined && dash === column) {
      // An earlier item of the same list.
      item.index++;
      if (typeof path[0] === "number") path[0] = item.index;
      continue;
    }
    const isParent = line.key !== undefined && (line.keyColumn < column || (mayEqual && line.keyColumn === column));
    if (isParent && line.key !== undefined) path.unshift(line.key);
    const isOwnItem = !isParent && dash !== undefined && dash < column && !mayEqual;
    if (!isParent && !isOwnItem) continue;
    const entered = enter(line, path, isParent ? line.keyColumn : column, false);
    column = entered.column;
    mayEqual = entered.mayEqual;
    item = line.dashes.length > 0 ? { index: 0 } : undefined;
    if (column === 0 && !mayEqual) break;
  }
  return path;
}

/** Goes from a line's key out to the lists whose items begin in the line. */
function enter({ dashes }: Line, path: (string | number)[], from: number, mayEqual: boolean) {
  let [column, equal] = [from, mayEqual];
  for (const dash of dashes.toReversed()) {
    path.unshift(0);
    column = dash;
    equal = true;
  }
  return { column, mayEqual: equal };
}

function lineOf(written: string): Line {
  const [, indent = "", marks = "", , key] = form.exec(written) ?? [];
  const dashes = [...marks.matchAll(/-/g)].map(({ index }) => indent.length + index);
  return { keyColumn: indent.length + marks.length, dashes, key: key?.trim() };
}
