import { type ReactNode, useEffect } from "react";
import { m } from "#messages";
import type { List } from "../api/use-list.ts";
import { hasAllWords } from "./has-all-words.ts";
import { useSearch } from "./search.tsx";

/** A list as short as this is looked through faster than searched. */
const few = 10;
/** The most that is read for a search. What stands behind it is read by "show more". */
const mostRead = 1_000;

/** A search in a list that the API cannot search: what its items hold is compared, and pages that are missing are read. */
export function useNarrowed<Item>(
  list: List<Item>,
  label: string,
): { readonly items: readonly Item[]; readonly field: ReactNode; readonly isReading: boolean } {
  const { text, field } = useSearch(m.search_in({ list: label }));
  const { items, showMore, isLoadingMore } = list;
  useEffect(() => {
    if (text !== "" && !isLoadingMore && items.length < mostRead) showMore?.();
  }, [text, isLoadingMore, items.length, showMore]);
  const isLong = items.length > few || showMore !== undefined;
  return {
    items: text === "" ? items : items.filter((item) => hasAllWords(item, text)),
    field: isLong || text !== "" ? field : null,
    isReading: text !== "" && isLoadingMore,
  };
}
