/**
 * Whether a path is one of a page, whose own path may have parts that stand for any. Pure.
 * @example isPathOf("/clients/$client", "/clients/client_123")
 */
export function isPathOf(pagePath: string, path: string): boolean {
  const pattern = pagePath.replace(/\/\{-\$\w+\}/g, "(?:/[^/]+)?").replace(/\$\w+/g, "[^/]+");
  return new RegExp(`^${pattern}/?$`).test(path);
}
