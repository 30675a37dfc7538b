/** The route of a method and a path, out of a union of routes. */
export type OperationOf<Operations, Method, Path> = Operations extends infer O
  ? O extends { readonly method: Method; readonly path: infer P }
    ? Path extends P
      ? O
      : never
    : never
  : never;

/** The names of a path's parameters: `"id"` of `/v1/people/:id`. */
export type ParamOf<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** The path with its parameters and query filled in. Undefined query values are left out. */
export function requestPathOf(
  path: string,
  { params = {}, query }: { readonly params?: Readonly<Record<string, string>>; readonly query?: unknown },
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs)}`;
}
