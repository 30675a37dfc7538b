import { createTwoFilesPatch } from "diff";
import { parse } from "yaml";
import { formatPath, type Path } from "../reading/problem.ts";

export interface Difference {
  /** A unified diff of the two texts; empty when they are the same. */
  readonly patch: string;
  /** The changed values, each at its innermost path, in the file's order. */
  readonly changes: readonly { readonly path: string; readonly type: "added" | "removed" | "changed" }[];
}

interface Side {
  readonly label: string;
  readonly yaml: string;
}

/** Compares two accepted configurations. A person reads the patch; a program reads the changes. */
export function difference(before: Side, after: Side): Difference {
  return {
    patch:
      before.yaml === after.yaml
        ? ""
        : createTwoFilesPatch(before.label, after.label, before.yaml, after.yaml, undefined, undefined, { context: 3 }),
    changes: changesBetween(parse(before.yaml), parse(after.yaml), []),
  };
}

function changesBetween(before: unknown, after: unknown, path: Path): Difference["changes"] {
  if (Object.is(before, after)) return [];
  const [left, right] = [childrenOf(before), childrenOf(after)];
  if (left === undefined || right === undefined || Array.isArray(before) !== Array.isArray(after))
    return [{ path: formatPath(path), type: "changed" }];
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys.flatMap((key): Difference["changes"] => {
    const inner = [...path, key];
    if (!left.has(key)) return [{ path: formatPath(inner), type: "added" }];
    if (!right.has(key)) return [{ path: formatPath(inner), type: "removed" }];
    return changesBetween(left.get(key), right.get(key), inner);
  });
}

function childrenOf(value: unknown): Map<string | number, unknown> | undefined {
  if (Array.isArray(value)) return new Map(value.entries());
  return value !== null && typeof value === "object" ? new Map(Object.entries(value)) : undefined;
}
