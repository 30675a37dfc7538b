import type { Route, RouteGroup } from "../../../shared/http/route.ts";
import { type Operation, operation } from "./call.ts";
import { type Found, router } from "./router.ts";

interface Target {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

type Find = (method: string, path: string) => Found<Target>;

/** Routes by group. A group is opened by the first request under one of its prefixes. */
export function routeTable(groups: readonly RouteGroup[]): (method: string, path: string) => Promise<Found<Target>> {
  const opened = new Map<string, Promise<Find>>();
  const prefixes = [...new Set(groups.flatMap(({ under }) => under))];

  /** The longest matching prefix decides. All groups with this prefix share one table. */
  function tableFor(path: string): Promise<Find> | undefined {
    const prefix = prefixes.filter((each) => liesUnder(path, each)).toSorted((a, b) => b.length - a.length)[0];
    if (prefix === undefined) return undefined;
    const known = opened.get(prefix);
    if (known) return known;
    const opening = openAll(groups.filter(({ under }) => under.includes(prefix as `/${string}`))).then((routes) =>
      router(routes.map((route) => ({ method: route.method, path: route.path, operation: operation(route) }))),
    );
    opened.set(prefix, opening);
    opening.catch(() => opened.delete(prefix));
    return opening;
  }

  return async (method, path) => {
    const find = await tableFor(path);
    return find ? find(method, path) : { type: "nothing" };
  };
}

/** All routes of the groups. @throws Error for a route outside its group's prefixes, which no request could reach. */
export async function openAll(groups: readonly RouteGroup[]): Promise<readonly Route[]> {
  const opened = await Promise.all(
    groups.map(async ({ under, open }) => {
      const routes = await open();
      const unreachable = routes.find(({ path }) => !under.some((prefix) => liesUnder(path, prefix)));
      if (unreachable)
        throw new Error(`${unreachable.method} ${unreachable.path} is not under any of ${under.join(", ")}.`);
      return routes;
    }),
  );
  return opened.flat();
}

function liesUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
