import { useEffect, useId, useRef, useState } from "react";
import { m } from "#messages";
import { Icon } from "../icon.tsx";

export interface Suggestion {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** What is sent along. */
  readonly files?: readonly { readonly saved_file_id: string; readonly name: string }[];
}

interface SuggestionList<Found extends Suggestion> {
  readonly found: readonly Found[];
  readonly chosen: number;
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly isLoading: boolean;
  /** Whether the list takes a key. Enter picks the chosen one, so that a search is never sent. */
  onKey(key: string, pick: (picked: Found) => void): boolean;
}

/** What a search at the cursor finds, and which of it is chosen. */
export function useSuggestions<Found extends Suggestion>(
  query: string | undefined,
  found: readonly Found[],
  isLoading = false,
): SuggestionList<Found> {
  const listId = useId();
  const [chosen, setChosen] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins with its best result.
  useEffect(() => setChosen(0), [query]);
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  return {
    found,
    chosen: at,
    listId,
    isLoading,
    activeId: found.length === 0 ? undefined : `${listId}-${at}`,
    onKey(key, pick) {
      const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
      const picked = found[at];
      if (picked === undefined) return false;
      if (step !== 0) setChosen((at + step + found.length) % found.length);
      else if (key === "Enter" || key === "Tab") pick(picked);
      else return false;
      return true;
    },
  };
}

/** The list above the field. */
export function Suggestions<Found extends Suggestion>({
  list,
  label,
  nothing,
  onPick,
}: {
  readonly list: SuggestionList<Found>;
  readonly label: string;
  /** What is said where nothing is found. Undefined: nothing. */
  readonly nothing?: string;
  onPick(picked: Found): void;
}) {
  const { found, chosen, listId, isLoading } = list;
  const active = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen one stays in view.
  useEffect(() => {
    active.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  if (found.length === 0) {
    const told = isLoading ? m.loading() : nothing;
    return told === undefined ? null : <p className="saved-replies quiet">{told}</p>;
  }
  return (
    <div id={listId} className="saved-replies" role="listbox" aria-label={label}>
      {found.map((each, index) => (
        <div
          key={each.id}
          ref={index === chosen ? active : undefined}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          // The focus stays in the field.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(each)}
          onKeyDown={() => undefined}
        >
          <b dir="auto">{each.title}</b>
          <span dir="auto">{each.text}</span>
          {each.files?.map((file) => (
            <span key={file.saved_file_id} className="quiet" dir="auto">
              <Icon name="file" /> {file.name}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
