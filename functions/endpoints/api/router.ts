import type { Result } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";
import { tryDecodeURIComponent } from "hono/utils/url";

export type Found<T> =
  | { readonly type: "found"; readonly target: T; readonly params: Readonly<Record<string, string>> }
  /** The path exists and supports only these methods. */
  | { readonly type: "other-methods"; readonly methods: readonly string[] }
  | { readonly type: "nothing" };

export interface Routable {
  readonly method: string;
  readonly path: string;
}

/** Finds a target by method and path. A literal segment takes precedence over a parameter. */
export function router<T extends Routable>(targets: readonly T[]): (method: string, path: string) => Found<T> {
  const hono = new SmartRouter<T>({ routers: [new RegExpRouter(), new TrieRouter()] });
  const literalFirst = targets.toSorted((a, b) => (rank(a.path) < rank(b.path) ? -1 : 1));
  for (const target of literalFirst) hono.add(target.method, target.path, target);
  const methods = [...new Set(targets.map((target) => target.method))];

  return (method, path) => {
    const found = first(hono.match(method, path));
    if (found !== undefined) return found;
    const others = methods.filter((other) => first(hono.match(other, path)) !== undefined);
    return others.length === 0 ? { type: "nothing" } : { type: "other-methods", methods: others };
  };
}

function rank(path: string): string {
  return path.replaceAll(":", "\uffff");
}

/** Hono returns parameters by name or as indexes into a stash, depending on the router that matched. */
function first<T>([matches, stash]: Result<T>): Found<T> | undefined {
  const [match] = matches;
  if (match === undefined) return undefined;
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(match[1])) {
    const raw = typeof value === "number" ? stash?.[value] : value;
    params[name] = tryDecodeURIComponent(raw ?? "");
  }
  return { type: "found", target: match[0], params };
}
