import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useInbox } from "../inbox-context.ts";
import { matchingReplies } from "./slash.ts";

interface Found {
  readonly replies: readonly { readonly id: string; readonly title: string; readonly text: string }[];
  readonly chosen: number;
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly isLoading: boolean;
  /** Whether the list takes a key. Enter picks the chosen reply, so that a search is never sent. */
  onKey(key: string, pick: (text: string) => void): boolean;
}

/** The saved replies that a search finds, filled in for the conversation's customer. Undefined: nothing is searched. */
export function useSavedReplies(conversation: string, query: string | undefined): Found {
  const { client } = useInbox();
  const listId = useId();
  const [chosen, setChosen] = useState(0);
  const { data, isPending } = useQuery({
    queryKey: ["canned-replies", client, conversation],
    enabled: query !== undefined,
    queryFn: ({ signal }) =>
      api("GET", "/v1/canned-replies", { query: { conversation_id: conversation }, client, signal }),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins with its best result.
  useEffect(() => setChosen(0), [query]);
  const replies =
    query === undefined ? [] : matchingReplies(data?.items ?? [], query).filter(({ text }) => text !== "");
  const at = Math.min(chosen, Math.max(0, replies.length - 1));
  return {
    ...{ replies, chosen: at, listId, isLoading: isPending },
    activeId: replies.length === 0 ? undefined : `${listId}-${at}`,
    onKey(key, pick) {
      const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
      if (replies.length === 0) return false;
      if (step !== 0) setChosen((at + step + replies.length) % replies.length);
      else if (key === "Enter" || key === "Tab") pick(replies[at]?.text ?? "");
      else return false;
      return true;
    },
  };
}

/** The list above the field. */
export function SavedReplies({ saved, onPick }: { readonly saved: Found; onPick(text: string): void }) {
  const { replies, chosen, listId, isLoading } = saved;
  const active = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen one stays in view.
  useEffect(() => {
    active.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  if (replies.length === 0)
    return <p className="saved-replies quiet">{isLoading ? m.loading() : m.inbox_no_saved_reply()}</p>;
  return (
    <div id={listId} className="saved-replies" role="listbox" aria-label={m.inbox_saved_replies()}>
      {replies.map(({ id, title, text }, index) => (
        <div
          key={id}
          ref={index === chosen ? active : undefined}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          // The focus stays in the field.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(text)}
          onKeyDown={() => undefined}
        >
          <b>{title}</b>
          <span dir="auto">{text}</span>
        </div>
      ))}
    </div>
  );
}
