import { useDeferredValue, useState } from "react";
import { m } from "#messages";

/** The text of a search field, a moment behind the typing. */
export function useSearch(label = m.search()): { readonly text: string; readonly field: React.ReactNode } {
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed.trim());
  const field = (
    <input
      type="search"
      className="input search"
      aria-label={label}
      placeholder={label}
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
  return { text, field };
}
