import { useEffect, useRef } from "react";
import { m } from "#messages";
import { createStore, useStore } from "../store.ts";

/** Asks the search field to take the focus. */
export const searchWish = createStore(0);

/** As the API takes it. */
const longest = 200;

/** Searches the client's conversations, whoever has them: names, addresses, and what was written. */
export function SearchField({ text, onText }: { readonly text: string; onText(text: string): void }) {
  const field = useRef<HTMLInputElement>(null);
  const wish = useStore(searchWish);
  const last = useRef(wish);
  useEffect(() => {
    if (wish === last.current) return;
    last.current = wish;
    field.current?.focus();
  }, [wish]);
  return (
    <input
      ref={field}
      type="search"
      className="input inbox-search"
      aria-label={m.inbox_search()}
      placeholder={m.inbox_search()}
      maxLength={longest}
      value={text}
      onChange={({ target }) => onText(target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        onText("");
        event.currentTarget.blur();
      }}
    />
  );
}
