import { useEffect, useRef } from "react";
import { type KeyName, keyNameOf } from "./keys.ts";

/** Where letters are written or a dialogue waits for an answer, keys mean nothing else. */
const ownKeys = "input, textarea, select, [contenteditable], [role=dialog], [role=listbox]";

/** Calls what a key means, anywhere in the window but in fields and dialogues. */
export function useKeys(onKey: (name: KeyName) => boolean): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const name = keyNameOf(event);
      const target = event.target instanceof Element ? event.target : document.body;
      if (name === undefined || event.defaultPrevented || target.closest(ownKeys)) return;
      // Enter on a button or link is a click on it.
      if (name === "open" && target.closest("button, a, summary")) return;
      if (latest.current(name)) event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
