import { useParams, useSearch } from "@tanstack/react-router";

/** The client that the page is about: in its path, or in `?client=` where the page is about more. */
export function useClient(): string | undefined {
  const { client: inPath } = useParams({ strict: false });
  const { client: inSearch } = useSearch({ strict: false }) as { readonly client?: unknown };
  return inPath ?? (typeof inSearch === "string" ? inSearch : undefined);
}
