import { useEffect, useLayoutEffect, useRef } from "react";
import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import type { Unsent } from "../outbox/outbox.ts";
import { MessageRow } from "./message-row.tsx";
import { ActRow, NoteRow, UnsentRow } from "./other-rows.tsx";
import type { Entry } from "./timeline.ts";

/** So near to the end still counts as reading the newest. */
const endPixels = 60;

export interface ThreadProps {
  readonly entries: readonly Entry[];
  readonly unsent: readonly Unsent[];
  readonly onEarlier: (() => void) | undefined;
  readonly conversation: string;
  /** What the customer writes. */
  readonly language: string;
  nameOf(id: string): string;
}

/** The messages. The view follows the newest one, unless the reader has scrolled up. */
export function Thread({ entries, unsent, onEarlier, conversation, language, nameOf }: ThreadProps) {
  const scroller = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ first: "", height: 0 });
  const first = entries[0]?.id ?? "";
  const sent = unsent.length;

  // Runs at each change: what was read stays in place when older messages come above it.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    if (atEnd.current) box.scrollTop = box.scrollHeight;
    else if (first !== before.current.first) box.scrollTop += box.scrollHeight - before.current.height;
    before.current = { first, height: box.scrollHeight };
  });
  // What the person sends is shown, wherever they have scrolled.
  useEffect(() => {
    if (sent > 0 && scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [sent]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null || list.current === null) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    watch.observe(box);
    watch.observe(list.current);
    return () => watch.disconnect();
  }, []);

  return (
    <section
      ref={scroller}
      className="thread-scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
      aria-label={m.inbox_messages()}
      onScroll={({ currentTarget: box }) => {
        atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < endPixels;
      }}
    >
      {onEarlier && (
        <Button look="quiet" onClick={onEarlier}>
          {m.inbox_earlier()}
        </Button>
      )}
      <ol ref={list} className="thread">
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} conversation={conversation} language={language} nameOf={nameOf} />
        ))}
        {unsent.map((entry) => (
          <UnsentRow key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function EntryRow({
  entry,
  nameOf,
  ...about
}: Pick<ThreadProps, "conversation" | "language" | "nameOf"> & { readonly entry: Entry }) {
  if (entry.type === "message") return <MessageRow message={entry} nameOf={nameOf} {...about} />;
  if (entry.type === "note") return <NoteRow note={entry} nameOf={nameOf} />;
  return <ActRow act={entry} nameOf={nameOf} />;
}
