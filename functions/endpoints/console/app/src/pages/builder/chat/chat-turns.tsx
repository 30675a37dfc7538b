import { type ReactNode, useEffect, useRef } from "react";
import "./chat.css";

/** What was said in a test. It scrolls by keyboard too, and to its end whenever `newest` is another. */
export function ChatTurns({
  label,
  newest,
  children,
}: {
  readonly label: string;
  readonly newest?: unknown;
  readonly children: ReactNode;
}) {
  const list = useRef<HTMLOListElement>(null);
  const shown = useRef(newest);
  useEffect(() => {
    if (shown.current === newest) return;
    shown.current = newest;
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1).
    <ol ref={list} className="chat-turns" aria-live="polite" aria-label={label} tabIndex={0}>
      {children}
    </ol>
  );
}
